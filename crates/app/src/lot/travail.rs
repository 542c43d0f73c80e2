//! The job: takes a lot, decides some of its lines, leaves it to whoever comes next.

use db::Page;
use db::lot::{Ligne, Lot};
use domain::Refus;
use domain::habilitation::Decision;
use domain::lot::{EtatLigne, EtatLot};
use domain::mois::jour_de_paris;
use serde_json::json;
use time::Duration;
use uuid::Uuid;

use crate::habilitation::Temporaire;
use crate::{Acteur, Contexte, Erreur, habilitation, journal};

/// A process that does not show up for so long is dead: another one takes its lot.
const BAIL: Duration = Duration::seconds(60);
/// Lines of one round: the stop of the service waits for it.
const PAR_TOUR: u64 = 20;

/// One round: some lines of one lot. `true` when there was something to do.
///
/// # Errors
/// `Base`, `Interne`: the lot is taken up again, from where it stands, once its lease is over.
pub async fn avancer(contexte: &Contexte) -> Result<bool, Erreur> {
    let maintenant = contexte.maintenant();
    // Looking takes no write lock: most of the time there is nothing to do.
    if !db::lot::attend(&contexte.base, maintenant).await? {
        return Ok(false);
    }
    let tx = contexte.ecrire().await?;
    let pris = db::lot::prendre(&tx, maintenant, maintenant + BAIL).await?;
    tx.commit().await?;
    let Some(lot) = pris else {
        return Ok(false);
    };
    let page = Page {
        limite: PAR_TOUR,
        apres: None,
    };
    let lignes = db::lot::lignes(&contexte.base, lot.id, Some(EtatLigne::AFaire.code()), page).await?;
    if lignes.is_empty() {
        terminer(contexte, lot.id).await?;
        return Ok(true);
    }
    let acteur = acteur(contexte, &lot).await?;
    let decision = match &lot.motif {
        Some(motif) => Decision::Refuser { motif: motif.clone() },
        None => Decision::Accepter,
    };
    // Two at a time: hashing is the slow part, and people who log in need the others.
    for paire in lignes.chunks(2) {
        let secrets = match paire {
            [premiere, seconde] => {
                let (un, deux) = tokio::join!(
                    secret(contexte, &decision, premiere),
                    secret(contexte, &decision, seconde)
                );
                vec![un?, deux?]
            }
            [seule] => vec![secret(contexte, &decision, seule).await?],
            _ => Vec::new(),
        };
        for (ligne, secret) in paire.iter().zip(&secrets) {
            if !traiter(contexte, &acteur, &lot, ligne, &decision, secret).await? {
                return Ok(true);
            }
        }
    }
    db::lot::tenir(&contexte.ecritures, lot.id, contexte.maintenant()).await?;
    Ok(true)
}

/// A temporary password, for an account that will need one; made outside of the transaction.
async fn secret(contexte: &Contexte, decision: &Decision, ligne: &Ligne) -> Result<Temporaire, Erreur> {
    let connue = db::habilitation::complete(&contexte.base, ligne.habilitation_id).await?;
    let inutile =
        *decision != Decision::Accepter || connue.is_none_or(|connue| connue.compte.identifiant.is_some());
    if inutile {
        return Ok(Temporaire::aucun());
    }
    Temporaire::preparer(contexte).await
}

/// Decides one line; false when the lot was stopped.
async fn traiter(
    contexte: &Contexte,
    acteur: &Acteur,
    lot: &Lot,
    ligne: &Ligne,
    decision: &Decision,
    secret: &Temporaire,
) -> Result<bool, Erreur> {
    for _ in 0..3 {
        let refus = match decider(contexte, acteur, lot, ligne, decision, secret).await {
            Ok(suite) => return Ok(suite),
            // Somebody of the same name was accepted at the same instant: the next number.
            Err(erreur) if habilitation::est_conflit(&erreur) => continue,
            Err(Erreur::Refus(refus)) => refus,
            Err(Erreur::Introuvable) => super::refus_introuvable(),
            Err(Erreur::Interne(cause)) => {
                tracing::error!(lot = %lot.id, ligne = ligne.rang, %cause, "ligne d'un lot non traitée");
                Refus::new(
                    "erreur_interne",
                    "Une erreur inattendue est survenue ; elle est notée.",
                )
            }
            Err(autre) => return Err(autre),
        };
        return noter_refus(contexte, lot.id, ligne, &refus).await;
    }
    let refus = Refus::new(
        "identifiant_pris",
        "Aucun identifiant libre n'a été trouvé : traitez cette demande seule.",
    );
    noter_refus(contexte, lot.id, ligne, &refus).await
}

/// The decision and the mark of its line, in one transaction.
async fn decider(
    contexte: &Contexte,
    acteur: &Acteur,
    lot: &Lot,
    ligne: &Ligne,
    decision: &Decision,
    secret: &Temporaire,
) -> Result<bool, Erreur> {
    let tx = contexte.ecrire().await?;
    let Some(a_faire) = reserver(&tx, lot.id, ligne.id).await? else {
        return Ok(false);
    };
    if !a_faire {
        return Ok(true);
    }
    let id = ligne.habilitation_id;
    habilitation::decider_dans(&tx, contexte, acteur, id, decision, secret, Some(lot.id)).await?;
    let maintenant = contexte.maintenant();
    db::lot::noter(&tx, ligne.id, EtatLigne::Faite.code(), None, maintenant).await?;
    db::lot::tenir(&tx, lot.id, maintenant + BAIL).await?;
    tx.commit().await?;
    Ok(true)
}

/// One wrong line does not stop the others: why not is noted with it.
async fn noter_refus(contexte: &Contexte, lot: Uuid, ligne: &Ligne, refus: &Refus) -> Result<bool, Erreur> {
    let tx = contexte.ecrire().await?;
    let Some(a_faire) = reserver(&tx, lot, ligne.id).await? else {
        return Ok(false);
    };
    if a_faire {
        let etat = EtatLigne::Impossible.code();
        let pourquoi = Some((refus.code, refus.message.as_str()));
        db::lot::noter(&tx, ligne.id, etat, pourquoi, contexte.maintenant()).await?;
        tx.commit().await?;
    }
    Ok(true)
}

/// Locks lot and line. `None`: the lot was stopped; `Some(false)`: the line has its result already.
async fn reserver(tx: &impl db::ConnectionTrait, lot: Uuid, ligne: Uuid) -> Result<Option<bool>, Erreur> {
    let lot = db::lot::verrouiller(tx, lot).await?;
    if lot.is_none_or(|lot| lot.etat != EtatLot::EnCours.code()) {
        return Ok(None);
    }
    let ligne = db::lot::verrouiller_ligne(tx, ligne).await?;
    Ok(Some(
        ligne.is_some_and(|ligne| ligne.etat == EtatLigne::AFaire.code()),
    ))
}

async fn terminer(contexte: &Contexte, id: Uuid) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    let Some(lot) = db::lot::verrouiller(&tx, id).await? else {
        return Ok(());
    };
    if lot.etat != EtatLot::EnCours.code() {
        return Ok(());
    }
    let etat = EtatLot::EnCours.terminer();
    db::lot::finir(&tx, id, etat.code(), contexte.maintenant()).await?;
    journal::noter(&tx, contexte, None, "lot_termine", ("lot", id), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Whoever started the lot answers for its decisions.
async fn acteur(contexte: &Contexte, lot: &Lot) -> Result<Acteur, Erreur> {
    let compte = db::compte::trouver(&contexte.base, lot.cree_par)
        .await?
        .ok_or_else(|| Erreur::Interne("auteur du lot introuvable".into()))?;
    Ok(Acteur {
        compte_id: compte.id,
        session_id: Uuid::nil(),
        identifiant: compte.identifiant.unwrap_or_default(),
        nom: compte.nom,
        prenom: compte.prenom,
        role: compte
            .role
            .parse()
            .map_err(|refus: Refus| Erreur::illisible("rôle", &refus))?,
        departements: Vec::new(),
        jour: jour_de_paris(contexte.maintenant()),
        application: "lot".into(),
    })
}
