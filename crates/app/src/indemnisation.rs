//! Claims (DI): one per DAP and month.

use db::ConnectionTrait;
use db::dap::Portee;
use db::indemnisation::Demande;
use domain::dap::EtatDap;
use domain::indemnisation::{CodeEtatDi, DemandeIndemnisation, EtatDi};
use domain::mois::Mois;
use domain::montant::{Centimes, Heures};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

mod blocage;
mod contingent;
mod copie;
mod correction;
mod creation;
mod export;
mod heures;
mod instruction;
mod lignes;
mod lot;
mod modele;
pub mod paiement;
mod recherche;
mod regles;
pub mod retablissement;
pub(crate) mod semaines;
mod signaux;
mod suivi;
mod vie;
mod vue;

pub use copie::copier_mois;
pub use correction::{Difference, difference, ouvrir_correction};
pub use creation::creer;
pub use export::{LigneExportee, lignes_a_exporter};
pub use heures::{SaisieLigne, SaisieSemaine, importer_heures, saisir};
pub use instruction::{Decision, decider, liberer, prendre, valider, valider_tacitement};
pub use lignes::{
    LigneDetaillee, LigneVue, ajouter_salaries, detailler, lister_lignes, retirer_lignes, toutes_les_lignes,
};
pub use lot::decider_lot;
pub use modele::{LigneModele, modele_heures};
pub use recherche::{Cle, Recherche, Resume, exporter, lister};
pub(crate) use regles::actualiser_brouillons;
pub use regles::{SaisieRegles, changer_regles};
pub use suivi::{MoisConsomme, consommation};
pub use vie::{corriger, envoyer, retirer};
pub use vue::Vue;

use blocage::depassements;
use vue::vue;

const OBJET: &str = "demande";

fn lire_etat(ligne: &Demande) -> Result<EtatDi, Erreur> {
    serde_json::from_value(ligne.etat.clone()).map_err(|erreur| Erreur::illisible("état de DI", &erreur))
}

fn lire_mois(ligne: &Demande) -> Result<Mois, Erreur> {
    ligne
        .mois
        .parse()
        .map_err(|refus: domain::Refus| Erreur::illisible("mois de DI", &refus))
}

/// The authorised period and hours of a validated DAP.
fn autorisation(dap: &db::dap::Dap) -> Result<(Date, Date, Heures), Erreur> {
    match crate::dap::lire_etat(dap)? {
        EtatDap::Validee {
            debut,
            fin,
            heures_autorisees,
            ..
        } => Ok((debut, fin, heures_autorisees)),
        _ => Err(Erreur::refus(
            "dap_non_validee",
            "Cette DAP n'est pas validée : attendez sa décision.",
        )),
    }
}

/// One claim.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let tx = db::lire(&contexte.base).await?;
    let ligne = db::indemnisation::trouver(&tx, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// What this version adds to the one that it corrects; everything when it corrects none.
pub(crate) fn a_payer(ligne: &Demande) -> Centimes {
    Centimes(ligne.allocation - ligne.allocation_precedente)
}

/// The claim, locked; with `version`, only as the caller read it.
async fn verrouiller(
    tx: &impl ConnectionTrait,
    portee: &Portee,
    id: Uuid,
    version: Option<i32>,
) -> Result<Demande, Erreur> {
    let ligne = db::indemnisation::verrouiller(tx, portee, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    match version {
        Some(version) if version != ligne.version => Err(Erreur::VersionPerimee),
        _ => Ok(ligne),
    }
}

/// The same for an employer who changes lines: only a draft may be.
async fn verrouiller_brouillon(
    tx: &impl ConnectionTrait,
    acteur: &Acteur,
    id: Uuid,
    version: Option<i32>,
) -> Result<Demande, Erreur> {
    let Portee::Compte(_) = acteur.portee()? else {
        return Err(Erreur::RoleInsuffisant);
    };
    let ligne = verrouiller(tx, &acteur.portee()?, id, version).await?;
    let demande = DemandeIndemnisation {
        mois: lire_mois(&ligne)?,
        etat: lire_etat(&ligne)?,
    };
    if demande.est_modifiable() {
        return Ok(ligne);
    }
    Err(Erreur::refus(
        "transition_interdite",
        if CodeEtatDi::VALIDES.contains(&demande.etat.code_etat()) {
            "Cette demande est validée : elle ne se modifie plus. Ouvrez une correction depuis sa page."
        } else {
            "Cette demande est envoyée : elle ne se modifie plus. Attendez la décision ; rejetée, elle peut être corrigée."
        },
    ))
}

/// Sums the lines again, raises the version, notes what was done.
async fn enregistrer_lignes(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: impl Into<Option<&Acteur>>,
    mut demande: Demande,
    action: &str,
    nombre: usize,
) -> Result<Demande, Erreur> {
    let totaux = db::indemnisation::totaux(tx, demande.id).await?;
    demande.salaries = i32::try_from(totaux.salaries).unwrap_or(i32::MAX);
    demande.heures_travaillees = totaux.heures_travaillees;
    demande.heures_chomees = totaux.heures_chomees;
    demande.heures_indemnisables = totaux.heures_indemnisables;
    demande.allocation = totaux.allocation;
    demande.indemnite = totaux.indemnite;
    demande.version += 1;
    demande.modifiee_le = contexte.maintenant();
    db::indemnisation::remplacer(tx, demande.clone()).await?;
    let details = json!({ "lignes": nombre });
    journal::noter(tx, contexte, acteur.into(), action, (OBJET, demande.id), details).await?;
    Ok(demande)
}
