//! The recap of a claim, as sent or as validated.

use actix_web::http::StatusCode;
use actix_web::{get, web};
use adapters::pdf::{
    ChiffreApplique, DonneesRecapitulatif, LigneRecapitulatif, PerteRecapitulatif, TotauxRecapitulatif,
};
use app::indemnisation::{LigneDetaillee, Vue};
use db::indemnisation::Ligne;
use domain::bareme::Regime;
use domain::etablissement::FicheEtablissement;
use domain::indemnisation::EtatDi;
use domain::mois::jour_de_paris;
use domain::montant::{Heures, TauxHoraire};
use domain::salarie::Categorie;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::etat::Service;
use crate::probleme::{Erreur, Reponse};
use crate::routes::documents::{
    departement, employeur, en_euros, en_heures, jour, pdf, rendre, unite_departementale,
};
use crate::session::Dossier;

mod detail;

/// Le récapitulatif de la demande (PDF)
///
/// Tel qu'envoyé, puis tel que validé. Le NIR n'y figure pas.
#[utoipa::path(tag = "demandes-indemnisation", params(("id" = Uuid, Path, description = "Demande.")), responses(
    (status = 200, description = "Le document.", body = Vec<u8>, content_type = "application/pdf"),
    (status = 409, description = "La demande est encore un brouillon, ou retirée."),
))]
#[get("/demandes-indemnisation/{id}/recapitulatif.pdf")]
pub async fn lire_recapitulatif_pdf(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    let contexte = &etat.contexte;
    let vue = app::indemnisation::lire(contexte, &acteur, *id).await?;
    let quand = quand(&vue.etat).ok_or_else(indisponible)?;
    let lignes = app::indemnisation::toutes_les_lignes(contexte, &acteur, *id).await?;
    let nom = format!("recapitulatif-{}.pdf", vue.ligne.numero);
    let donnees = donnees(vue, quand, lignes)?;
    rendre(&nom, pdf(move || adapters::pdf::recapitulatif(&donnees)).await?)
}

fn indisponible() -> Erreur {
    Erreur::refus(
        StatusCode::CONFLICT,
        "recapitulatif_indisponible",
        "Le récapitulatif est disponible une fois la demande envoyée : envoyez-la d'abord.",
    )
}

/// "Envoyée le 3 juin 2022"; none for a draft or a withdrawn claim.
fn quand(etat: &EtatDi) -> Option<String> {
    let le =
        |mot: &str, instant: &OffsetDateTime| Some(format!("{mot} le {}", jour(jour_de_paris(*instant))));
    let deux = |un: (&str, &OffsetDateTime), autre: (&str, &OffsetDateTime)| {
        Some(format!("{} · {}", le(un.0, un.1)?, le(autre.0, autre.1)?))
    };
    match etat {
        EtatDi::Provisoire | EtatDi::Retiree { .. } => None,
        EtatDi::EnAttenteValidation { envoyee_le, .. } | EtatDi::EnCoursInstruction { envoyee_le, .. } => {
            le("Envoyée", envoyee_le)
        }
        EtatDi::Validee {
            validee_le,
            agent: None,
            ..
        } => le("Validée tacitement", validee_le),
        EtatDi::Validee { validee_le, .. } => le("Validée", validee_le),
        EtatDi::PaiementDemande {
            validee_le,
            demande_le,
        } => deux(("Validée", validee_le), ("Paiement demandé", demande_le)),
        EtatDi::PaiementEffectue {
            validee_le,
            effectue_le,
        } => deux(("Validée", validee_le), ("Paiement effectué", effectue_le)),
        EtatDi::PaiementInvalide {
            validee_le,
            invalide_le,
            ..
        } => deux(
            ("Validée", validee_le),
            ("Paiement renvoyé par la banque", invalide_le),
        ),
        EtatDi::Rejetee { rejetee_le, .. } => le("Rejetée", rejetee_le),
        EtatDi::OrAEmettre { le: quand, .. }
        | EtatDi::OrEmis { le: quand, .. }
        | EtatDi::OrInvalide { le: quand, .. } => le(etat.libelle(), quand),
    }
}

/// What changes the version before, and what is paid or repaid of it.
fn correction(vue: &Vue) -> Option<String> {
    let corrigee = vue
        .versions
        .iter()
        .find(|version| Some(version.id) == vue.ligne.corrige_id)?;
    let ecart = vue.a_payer.0;
    let quoi = match ecart {
        0 => "rien ne change au montant".to_owned(),
        _ if ecart > 0 => format!("{} de plus, à payer", en_euros(ecart)),
        _ => format!("{} de moins, à reverser", en_euros(-ecart)),
    };
    Some(format!(
        "Correction de la demande n°\u{A0}{} ({}) : {quoi}.",
        corrigee.numero,
        en_euros(corrigee.allocation)
    ))
}

fn donnees(vue: Vue, etat: String, lignes: Vec<Ligne>) -> Result<DonneesRecapitulatif, Erreur> {
    let fiche: FicheEtablissement =
        serde_json::from_value(vue.etablissement.fiche.clone()).map_err(Erreur::interne)?;
    let totaux = &vue.ligne;
    let regles = vue.regles.as_ref();
    let regime = totaux.regime.parse::<Regime>();
    let detaillees = match regles {
        Some(regles) => app::indemnisation::detailler(regles, &vue.jours_feries, &lignes)?,
        None => Vec::new(),
    };
    let calculs = detail::calculs(&detaillees);
    Ok(DonneesRecapitulatif {
        employeur: employeur(&vue.etablissement.siret, &fiche),
        unite_departementale: unite_departementale(&totaux.departement),
        departement: departement(&totaux.departement),
        numero_di: totaux.numero.clone(),
        numero_dap: vue.dap.numero.clone(),
        code_di: vue.dap.code_di.clone().unwrap_or_default(),
        mois: vue.mois.libelle(),
        etat,
        regime: regime.map_or_else(|_| totaux.regime.clone(), |r| r.libelle().to_owned()),
        correction: correction(&vue),
        compte_bancaire: vue.iban_masque.clone().unwrap_or_default(),
        pertes: pertes(&detaillees),
        lignes: lignes.iter().map(|l| ligne(l, &calculs)).collect(),
        regles: calculs.regles,
        calculs: calculs.groupes,
        totaux: TotauxRecapitulatif {
            heures_chomees: en_heures(Heures(totaux.heures_chomees)),
            heures_indemnisables: en_heures(Heures(totaux.heures_indemnisables)),
            allocation: en_euros(totaux.allocation),
            indemnite: en_euros(totaux.indemnite),
            reste_a_charge: en_euros(totaux.indemnite - totaux.allocation),
        },
        chiffres: regles
            .map(|r| r.bareme.chiffres().iter().map(chiffre).collect())
            .unwrap_or_default(),
    })
}

fn ligne(ligne: &Ligne, calculs: &detail::Calculs) -> LigneRecapitulatif {
    let categorie = ligne.categorie.parse::<Categorie>();
    LigneRecapitulatif {
        numero: ligne.rang.to_string(),
        nom: ligne.nom.clone(),
        prenom: ligne.prenom.clone(),
        categorie: categorie.map_or_else(|_| ligne.categorie.clone(), |c| c.libelle().to_owned()),
        contrat: Heures(ligne.duree_hebdomadaire).en_francais(),
        taux: format!("{}\u{A0}€", TauxHoraire(ligne.taux_horaire_brut).en_francais()),
        heures_chomees: Heures(ligne.heures_chomees).en_francais(),
        heures_indemnisables: Heures(ligne.heures_indemnisables).en_francais(),
        allocation_horaire: en_euros(ligne.allocation_horaire),
        allocation: en_euros(ligne.allocation),
        indemnite_horaire: en_euros(ligne.indemnite_horaire),
        indemnite: en_euros(ligne.indemnite),
        calcul: calculs.numero(ligne.id),
    }
}

/// The dated figures the amounts rest on, with their sources.
fn chiffre(chiffre: &domain::bareme::ChiffreApplique) -> ChiffreApplique {
    let a_confirmer = if chiffre.confirme {
        ""
    } else {
        " (chiffre à confirmer)"
    };
    ChiffreApplique {
        libelle: format!("{}{a_confirmer}", chiffre.libelle()),
        valeur: chiffre.en_francais(),
        source: chiffre.source.clone(),
    }
}

/// What the law takes off, employee by employee.
fn pertes(detaillees: &[LigneDetaillee<'_>]) -> Vec<PerteRecapitulatif> {
    let perte = |ligne: &Ligne, perte: &domain::indemnisation::Perte| PerteRecapitulatif {
        salarie: format!("{} {}", ligne.nom, ligne.prenom),
        cause: perte.regle.clone(),
        heures: perte.heures.map(Heures::en_francais).unwrap_or_default(),
        par_heure: perte
            .euros_par_heure
            .map(|euros| en_euros(euros.0))
            .unwrap_or_default(),
        euros: en_euros(perte.euros.0),
        source: perte.source.clone(),
    };
    detaillees
        .iter()
        .flat_map(|detaillee| {
            detaillee
                .pertes
                .iter()
                .map(move |dite| perte(detaillee.ligne, dite))
        })
        .collect()
}
