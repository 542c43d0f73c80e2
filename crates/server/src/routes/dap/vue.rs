//! A DAP as the API writes it.

use api_types::dap::{
    AvenantDap, Avertissement, CollegueUd, ComparaisonDap, Dap, DapResume, Decision, MessageDap, PieceDap,
    Recepisse,
};
use app::dap::{Piece, Resume, Vue};
use db::dap_message::Message;
use db::journal::LigneJournal;
use domain::dap::{CodeEtatDap, EtatDap, limite_tacite};
use time::Date;

use crate::probleme::Reponse;
use crate::routes::evenement::chronologie;
use crate::routes::reponses::{instant, naturel, versionne};

/// The DAP of a use case, with its version as `ETag`.
pub(super) fn rendre(vue: Result<Vue, app::Erreur>) -> Reponse {
    let vue = vue?;
    Ok(versionne(vue.ligne.version, &dap(vue)))
}

pub(super) fn resume(resume: Resume) -> DapResume {
    DapResume {
        motif_libelle: resume.motif_libelle().to_owned(),
        id: resume.ligne.id.to_string(),
        numero: resume.ligne.numero,
        siret: resume.siret,
        denomination: resume.denomination,
        motif: resume.ligne.motif,
        debut: resume.ligne.debut.map(|d| d.to_string()).unwrap_or_default(),
        fin: resume.ligne.fin.map(|d| d.to_string()).unwrap_or_default(),
        etat: resume.etat.code().to_owned(),
        etat_libelle: resume.etat.libelle().to_owned(),
        limite_tacite: resume.ligne.limite_tacite.map(|d| d.to_string()),
        agent: resume.en_main,
        version: naturel(resume.ligne.version),
        modifiee_le: instant(resume.ligne.modifiee_le),
    }
}

pub(super) fn dap(vue: Vue) -> Dap {
    let avertissement = |a: domain::dap::Avertissement| Avertissement {
        code: a.code,
        message: a.message,
        source: a.source,
    };
    Dap {
        id: vue.ligne.id.to_string(),
        numero: vue.ligne.numero,
        denomination: vue.fiche.denomination,
        departement: vue.ligne.departement,
        effectif_etablissement: vue.fiche.effectif_etablissement,
        effectif_entreprise: vue.fiche.effectif_entreprise,
        etat: vue.etat.code().to_owned(),
        etat_libelle: vue.etat.libelle().to_owned(),
        saisie: vue.saisie.into(),
        recepisse: recepisse(&vue.etat, &vue.chronologie, vue.limite_recue),
        decision: decision(&vue.etat),
        avertissements: vue.avertissements.into_iter().map(avertissement).collect(),
        limites: vue.limites.into_iter().map(Into::into).collect(),
        voisines: vue.voisines.into_iter().map(Into::into).collect(),
        fautes: vue.fautes.into_iter().map(Into::into).collect(),
        actions: vue.actions.into_iter().map(str::to_owned).collect(),
        avenant_de: vue.ligne.avenant_de.map(|id| id.to_string()),
        rang_avenant: vue.ligne.avenant_de.map(|_| naturel(vue.ligne.rang_avenant)),
        avenants: vue.avenants.into_iter().map(avenant).collect(),
        comparaison: vue.comparaison.map(|c| ComparaisonDap {
            a_quoi: c.a_quoi.to_owned(),
            differences: c.differences.into_iter().map(Into::into).collect(),
            inchanges: c.inchanges.into_iter().map(Into::into).collect(),
        }),
        messages: vue.messages.into_iter().map(message).collect(),
        pieces: vue.pieces.into_iter().map(piece).collect(),
        collegues: vue
            .collegues
            .into_iter()
            .map(|(identifiant, nom)| CollegueUd { identifiant, nom })
            .collect(),
        debut_en_vigueur: vue.en_vigueur.map(|(debut, _)| debut.to_string()),
        fin_en_vigueur: vue.en_vigueur.map(|(_, fin)| fin.to_string()),
        chronologie: chronologie(vue.chronologie),
        a_venir: vue.a_venir.into_iter().map(Into::into).collect(),
        version: naturel(vue.ligne.version),
        modifiee_le: instant(vue.ligne.modifiee_le),
    }
}

fn avenant(ligne: db::dap::Dap) -> AvenantDap {
    AvenantDap {
        etat_libelle: ligne
            .etat_code
            .parse()
            .map_or("", CodeEtatDap::libelle)
            .to_owned(),
        id: ligne.id.to_string(),
        numero: ligne.numero,
        rang: naturel(ligne.rang_avenant),
        etat: ligne.etat_code,
    }
}

fn message(ligne: Message) -> MessageDap {
    MessageDap {
        auteur: ligne.auteur,
        de_l_agent: ligne.de_l_agent,
        texte: ligne.texte,
        piece_demandee: ligne.piece_demandee,
        document: ligne.document_id.map(|id| id.to_string()),
        document_nom: ligne.document_nom,
        le: instant(ligne.cree_le),
    }
}

fn piece(piece: Piece) -> PieceDap {
    PieceDap {
        document: piece.document.id.to_string(),
        taille: naturel(piece.document.taille),
        deposee_le: instant(piece.document.depose_le),
        nom: piece.document.nom,
        retirable: piece.retirable,
    }
}

/// The receipt of the last sending (R5122-26). A decided DAP no longer carries it in its state: the journal does,
/// and its `limite` was frozen then.
fn recepisse(etat: &EtatDap, lignes: &[LigneJournal], limite: Option<Date>) -> Option<Recepisse> {
    if matches!(etat, EtatDap::Provisoire) {
        return None;
    }
    let envoi = lignes.iter().rfind(|ligne| ligne.action == "dap_envoyee")?;
    Some(Recepisse {
        auteur: envoi.auteur.clone(),
        recue_le: instant(envoi.le),
        limite_tacite: limite.unwrap_or_else(|| limite_tacite(envoi.le)).to_string(),
    })
}

fn decision(etat: &EtatDap) -> Option<Decision> {
    match etat {
        EtatDap::Validee {
            decidee_le,
            agent,
            code_di,
            heures_autorisees,
            debut,
            fin,
        } => Some(Decision {
            decision: etat.code().to_owned(),
            tacite: agent.is_none(),
            decidee_le: instant(*decidee_le),
            motifs: None,
            code_di: Some(code_di.to_string()),
            heures_autorisees: Some(heures_autorisees.to_string()),
            debut: Some(debut.to_string()),
            fin: Some(fin.to_string()),
            voie: None,
        }),
        EtatDap::Invalidee {
            decidee_le, motifs, ..
        }
        | EtatDap::Refusee {
            decidee_le, motifs, ..
        } => Some(Decision {
            decision: etat.code().to_owned(),
            decidee_le: instant(*decidee_le),
            motifs: Some(motifs.clone()),
            voie: etat.voie().map(str::to_owned),
            ..Decision::default()
        }),
        _ => None,
    }
}
