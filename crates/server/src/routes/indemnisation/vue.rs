//! A claim as the API writes it.

use api_types::indemnisation::{
    Blocage, Demande, DemandeResume, Etape, HeuresSemaine, Ligne, SignalDemande, SuiteDemande, TotauxDemande,
    VersionDemande,
};
use app::indemnisation::{LigneVue, Resume, Vue};
use db::indemnisation::Signal;
use domain::indemnisation::{CodeSignal, EtatDi};
use domain::montant::{Centimes, Heures, TauxHoraire};

use crate::probleme::Reponse;
use crate::routes::evenement::chronologie;
use crate::routes::paiement::{libelle, paiement};
use crate::routes::reponses::{instant, naturel, versionne};

/// The claim of a use case, with its version as `ETag`.
pub(super) fn rendre(vue: Result<Vue, app::Erreur>) -> Reponse {
    let vue = vue?;
    Ok(versionne(vue.ligne.version, &demande(vue)))
}

pub(super) fn resume(resume: Resume) -> DemandeResume {
    DemandeResume {
        id: resume.ligne.id.to_string(),
        numero: resume.ligne.numero,
        dap_id: resume.ligne.dap_id.to_string(),
        dap_numero: resume.dap_numero,
        siret: resume.siret,
        denomination: resume.denomination,
        mois: resume.ligne.mois,
        etat: resume.etat.code().to_owned(),
        etat_libelle: resume.etat.libelle().to_owned(),
        salaries: naturel(resume.ligne.salaries),
        allocation: Centimes(resume.ligne.allocation).to_string(),
        correction: resume.ligne.corrige_id.is_some(),
        signaux: resume.signaux.into_iter().map(signal).collect(),
        version: naturel(resume.ligne.version),
        modifiee_le: instant(resume.ligne.modifiee_le),
    }
}

pub(super) fn demande(vue: Vue) -> Demande {
    let ligne = vue.ligne;
    let lundi = |semaine: domain::mois::Semaine| semaine.lundi().to_string();
    Demande {
        totaux: totaux(&ligne),
        motifs_rejet: motifs(&vue.etat),
        id: ligne.id.to_string(),
        numero: ligne.numero,
        dap_id: vue.dap.id.to_string(),
        dap_numero: vue.dap.numero,
        code_di: vue.dap.code_di.unwrap_or_default(),
        siret: vue.etablissement.siret,
        denomination: vue.etablissement.denomination,
        departement: ligne.departement,
        semaines: vue.mois.semaines().into_iter().map(lundi).collect(),
        mois: ligne.mois,
        etat: vue.etat.code().to_owned(),
        etat_libelle: vue.etat.libelle().to_owned(),
        salaries: naturel(ligne.salaries),
        iban_masque: vue.iban_masque,
        blocages: vue.blocages.into_iter().map(blocage).collect(),
        actions: vue.actions.into_iter().map(str::to_owned).collect(),
        limite: vue.limite.to_string(),
        suite: vue.suite.map(|suite| SuiteDemande {
            libelle: suite.libelle,
            qui: suite.qui,
            avant_le: suite.avant_le.map(|jour| jour.to_string()),
        }),
        a_payer: vue.a_payer.to_string(),
        corrige: ligne.corrige_id.map(|id| id.to_string()),
        versions: vue.versions.into_iter().map(version).collect(),
        paiements: vue.paiements.into_iter().map(paiement).collect(),
        signaux: vue.signaux.into_iter().map(signal).collect(),
        chronologie: chronologie(vue.chronologie),
        version: naturel(ligne.version),
        modifiee_le: instant(ligne.modifiee_le),
    }
}

fn version(ligne: db::indemnisation::Demande) -> VersionDemande {
    VersionDemande {
        id: ligne.id.to_string(),
        numero: ligne.numero,
        etat_libelle: libelle(&ligne.etat_code),
        etat: ligne.etat_code,
        allocation: Centimes(ligne.allocation).to_string(),
        a_payer: Centimes(ligne.allocation - ligne.allocation_precedente).to_string(),
    }
}

fn signal(signal: Signal) -> SignalDemande {
    SignalDemande {
        libelle: signal.code.parse().map_or("", CodeSignal::libelle).to_owned(),
        code: signal.code,
        message: signal.message,
        salarie: signal.salarie,
    }
}

pub(super) fn totaux(ligne: &db::indemnisation::Demande) -> TotauxDemande {
    TotauxDemande {
        heures_travaillees: Heures(ligne.heures_travaillees).to_string(),
        heures_chomees: Heures(ligne.heures_chomees).to_string(),
        heures_indemnisables: Heures(ligne.heures_indemnisables).to_string(),
        allocation: Centimes(ligne.allocation).to_string(),
        indemnite: Centimes(ligne.indemnite).to_string(),
        reste_a_charge: Centimes(ligne.indemnite - ligne.allocation).to_string(),
    }
}

fn motifs(etat: &EtatDi) -> Option<String> {
    match etat {
        EtatDi::Rejetee { motifs, .. } => Some(motifs.clone()),
        _ => None,
    }
}

pub(super) fn blocage(blocage: domain::indemnisation::Blocage) -> Blocage {
    Blocage {
        code: blocage.code,
        message: blocage.message,
        lien: Some(blocage.lien),
    }
}

pub(super) fn ligne(vue: LigneVue) -> Ligne {
    let ligne = vue.ligne;
    let semaine = |heures: domain::indemnisation::HeuresSemaine| HeuresSemaine {
        semaine: heures.semaine.lundi().to_string(),
        travaillees: heures.travaillees.to_string(),
        chomees: heures.chomees.to_string(),
    };
    Ligne {
        id: ligne.id.to_string(),
        rang: naturel(ligne.rang),
        nom: ligne.nom,
        prenom: ligne.prenom,
        nir_masque: vue.nir_masque,
        categorie: ligne.categorie,
        duree_hebdomadaire: Heures(ligne.duree_hebdomadaire).to_string(),
        taux_horaire_brut: TauxHoraire(ligne.taux_horaire_brut).to_string(),
        semaines: vue.semaines.into_iter().map(semaine).collect(),
        heures_chomees: Heures(ligne.heures_chomees).to_string(),
        heures_indemnisables: Heures(ligne.heures_indemnisables).to_string(),
        allocation_horaire: Centimes(ligne.allocation_horaire).to_string(),
        allocation: Centimes(ligne.allocation).to_string(),
        indemnite_horaire: Centimes(ligne.indemnite_horaire).to_string(),
        indemnite: Centimes(ligne.indemnite).to_string(),
        reste_a_charge: Centimes(ligne.indemnite - ligne.allocation).to_string(),
        explication: vue.explication.into_iter().map(etape).collect(),
    }
}

fn etape(etape: domain::simulation::Etape) -> Etape {
    Etape {
        etape: etape.etape,
        libelle: etape.libelle,
        valeur: etape.valeur,
        source: etape.source,
    }
}
