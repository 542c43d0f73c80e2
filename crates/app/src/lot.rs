//! Deciding many habilitations at once: a job that survives its process.
//!
//! **Invariant:** a line is decided in one transaction with its mark: killed anywhere, the job goes on
//! with the lines that have none, so that nothing is decided and no mail is queued twice.

mod travail;

use db::habilitation::Complete;
use db::lot::{Ligne, Lot};
use db::{ConnectionTrait, Page};
use domain::habilitation::{Decision, EtatHabilitation, Habilitation};
use domain::lot::{EtatLigne, EtatLot, MAX_LOT, lire_decision, verifier_taille};
use domain::{Collecte, Refus};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

pub use travail::avancer;

/// What somebody wants decided.
#[derive(Debug, Clone, Default)]
pub struct Demande {
    /// `accepter` or `refuser`.
    pub decision: String,
    pub motif: String,
    pub ids: Vec<Uuid>,
    /// Instead of `ids`: every request that waits, the oldest thousand.
    pub toutes: bool,
    /// With `toutes`: those too whose SIRET the register could not confirm.
    pub a_verifier_aussi: bool,
}

/// What would happen.
#[derive(Debug, Clone)]
pub struct Apercu {
    pub total: usize,
    pub possibles: usize,
    pub courriels: usize,
    /// Why not, for each that cannot be decided; a row that does not exist has no `Complete`.
    pub impossibles: Vec<(Option<Complete>, Refus)>,
}

/// A lot and how far it is.
#[derive(Debug, Clone)]
pub struct Vue {
    pub lot: Lot,
    pub auteur: String,
    pub faites: u64,
    pub impossibles: u64,
    pub restantes: u64,
}

/// Judges a lot without doing anything.
///
/// # Errors
/// `Fautes` `decision_inconnue`, `motifs_requis`, `lot_vide`, `lot_trop_grand`.
pub async fn apercu(contexte: &Contexte, demande: &Demande) -> Result<Apercu, Erreur> {
    let decision = lire_decision(&demande.decision, &demande.motif)?;
    let ids = choisir(&contexte.base, demande).await?;
    let connues: HashMap<Uuid, Complete> = db::habilitation::completes(&contexte.base, &ids)
        .await?
        .into_iter()
        .map(|ligne| (ligne.habilitation.id, ligne))
        .collect();
    let mut apercu = Apercu {
        total: ids.len(),
        possibles: 0,
        courriels: 0,
        impossibles: Vec::new(),
    };
    let mut avec_identifiant = HashSet::new();
    for id in ids {
        let Some(ligne) = connues.get(&id) else {
            apercu.impossibles.push((None, refus_introuvable()));
            continue;
        };
        if let Err(refus) = lire(ligne)?.decider(decision.clone()) {
            apercu.impossibles.push((Some(ligne.clone()), refus));
            continue;
        }
        apercu.possibles += 1;
        // The first of a new person gets identifiant and password too.
        let nouveau = decision == Decision::Accepter
            && ligne.compte.identifiant.is_none()
            && avec_identifiant.insert(ligne.compte.id);
        apercu.courriels += if nouveau { 3 } else { 1 };
    }
    Ok(apercu)
}

fn refus_introuvable() -> Refus {
    Refus::new("introuvable", "Cette demande n'existe plus.")
}

fn lire(ligne: &Complete) -> Result<Habilitation, Erreur> {
    let illisible = |refus: Refus| Erreur::illisible("habilitation", &refus);
    Ok(Habilitation {
        etat: ligne
            .habilitation
            .etat
            .parse::<EtatHabilitation>()
            .map_err(illisible)?,
        role: ligne.habilitation.role.parse().map_err(illisible)?,
        motif_refus: ligne.habilitation.motif.clone(),
    })
}

/// The requests that are meant, each once.
async fn choisir(base: &impl ConnectionTrait, demande: &Demande) -> Result<Vec<Uuid>, Erreur> {
    let mut ids = if demande.toutes {
        let limite = u64::try_from(MAX_LOT).unwrap_or(u64::MAX);
        db::habilitation::ids_en_attente(base, demande.a_verifier_aussi, limite).await?
    } else {
        demande.ids.clone()
    };
    let mut vus = HashSet::new();
    ids.retain(|id| vus.insert(*id));
    verifier_taille(ids.len())?;
    Ok(ids)
}

/// Starts a lot; the job does the rest.
///
/// # Errors
/// Those of [`apercu`].
pub async fn creer(contexte: &Contexte, acteur: &Acteur, demande: &Demande) -> Result<Vue, Erreur> {
    let decision = lire_decision(&demande.decision, &demande.motif)?;
    let tx = contexte.ecrire().await?;
    let ids = choisir(&tx, demande).await?;
    let maintenant = contexte.maintenant();
    let (code, motif) = match decision {
        Decision::Accepter => ("accepter", None),
        Decision::Refuser { motif } => ("refuser", Some(motif)),
    };
    let lot = Lot {
        id: contexte.id(),
        decision: code.to_owned(),
        motif,
        etat: EtatLot::EnCours.code().to_owned(),
        total: i32::try_from(ids.len()).unwrap_or(i32::MAX),
        cree_le: maintenant,
        cree_par: acteur.compte_id,
        bail_jusqu_a: maintenant,
        termine_le: None,
    };
    let lignes: Vec<Ligne> = (1..)
        .zip(&ids)
        .map(|(rang, id)| Ligne {
            id: contexte.id(),
            lot_id: lot.id,
            habilitation_id: *id,
            rang,
            etat: EtatLigne::AFaire.code().to_owned(),
            code: None,
            message: None,
            faite_le: None,
        })
        .collect();
    let id = lot.id;
    let details = json!({ "decision": lot.decision, "motif": lot.motif, "total": lot.total });
    db::lot::inserer(&tx, lot, lignes).await?;
    journal::noter(&tx, contexte, Some(acteur), "lot_cree", ("lot", id), details).await?;
    tx.commit().await?;
    voir(contexte, id).await
}

/// A lot and how far it is.
///
/// # Errors
/// `Introuvable`.
pub async fn voir(contexte: &Contexte, id: Uuid) -> Result<Vue, Erreur> {
    let lot = db::lot::trouver(&contexte.base, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    completer(contexte, lot).await
}

/// The newest lots.
///
/// # Errors
/// `Base`.
pub async fn lister(contexte: &Contexte, limite: u64) -> Result<Vec<Vue>, Erreur> {
    let mut vues = Vec::new();
    for lot in db::lot::lister(&contexte.base, limite).await? {
        vues.push(completer(contexte, lot).await?);
    }
    Ok(vues)
}

async fn completer(contexte: &Contexte, lot: Lot) -> Result<Vue, Erreur> {
    let base = &contexte.base;
    let compter = async |etat: EtatLigne| db::lot::compter(base, lot.id, etat.code()).await;
    let auteur = db::compte::trouver(base, lot.cree_par)
        .await?
        .map(|compte| format!("{} {}", compte.prenom, compte.nom))
        .unwrap_or_default();
    Ok(Vue {
        auteur,
        faites: compter(EtatLigne::Faite).await?,
        impossibles: compter(EtatLigne::Impossible).await?,
        restantes: compter(EtatLigne::AFaire).await?,
        lot,
    })
}

/// Lines of a lot in their order, each with its person and establishment.
///
/// # Errors
/// `Introuvable`; `Refus` `etat_inconnu`.
pub async fn lignes(
    contexte: &Contexte,
    id: Uuid,
    etat: Option<&str>,
    page: Page<i32>,
) -> Result<Vec<(Ligne, Option<Complete>)>, Erreur> {
    let base = &contexte.base;
    let mut collecte = Collecte::new();
    let etat = collecte.facultatif::<EtatLigne>("/etat", etat.unwrap_or(""));
    collecte.fin()?;
    db::lot::trouver(base, id).await?.ok_or(Erreur::Introuvable)?;
    let lignes = db::lot::lignes(base, id, etat.map(EtatLigne::code), page).await?;
    let ids: Vec<Uuid> = lignes.iter().map(|ligne| ligne.habilitation_id).collect();
    let mut connues: HashMap<Uuid, Complete> = db::habilitation::completes(base, &ids)
        .await?
        .into_iter()
        .map(|ligne| (ligne.habilitation.id, ligne))
        .collect();
    Ok(lignes
        .into_iter()
        .map(|ligne| {
            let complete = connues.remove(&ligne.habilitation_id);
            (ligne, complete)
        })
        .collect())
}

/// Stops a lot: what is decided stays so, the rest keeps waiting.
///
/// # Errors
/// `Introuvable`; `Refus` `lot_termine`.
pub async fn annuler(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let lot = db::lot::verrouiller(&tx, id).await?.ok_or(Erreur::Introuvable)?;
    let etat: EtatLot = lot
        .etat
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("lot", &refus))?;
    let annule = etat.annuler()?;
    db::lot::finir(&tx, id, annule.code(), contexte.maintenant()).await?;
    journal::noter(&tx, contexte, Some(acteur), "lot_annule", ("lot", id), json!({})).await?;
    tx.commit().await?;
    voir(contexte, id).await
}
