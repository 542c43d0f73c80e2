//! `Idempotency-Key`: a retry of the same call gives the first answer.

use db::idempotence::Idempotence;
use time::Duration;

use crate::{Contexte, Erreur};

/// Answers are kept for a day.
const DUREE: Duration = Duration::hours(24);
/// A call that has not ended by then died with its process: its key is free again.
const DUREE_EN_COURS: Duration = Duration::minutes(2);

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reservation {
    /// New: do the work, then `terminer` or `liberer`.
    Nouvelle,
    /// Done before with the same body: this was the answer.
    Rejouer {
        statut: u16,
        corps: String,
        entetes: String,
    },
    /// Used before with another body.
    CorpsDifferent,
    /// The first call still runs.
    EnCours,
}

/// `cle` already holds the client; `empreinte` is a hash of method, path and body.
///
/// # Errors
/// `Base`.
pub async fn reserver(contexte: &Contexte, cle: &str, empreinte: &str) -> Result<Reservation, Erreur> {
    let maintenant = contexte.maintenant();
    let ligne = Idempotence {
        cle: cle.to_owned(),
        empreinte: empreinte.to_owned(),
        statut: None,
        corps: None,
        entetes: None,
        expire_le: maintenant + DUREE_EN_COURS,
    };
    let deja = db::idempotence::reserver(&contexte.ecritures, ligne, maintenant).await?;
    Ok(match deja {
        None => Reservation::Nouvelle,
        Some(deja) if deja.empreinte != empreinte => Reservation::CorpsDifferent,
        Some(deja) => match deja.statut.and_then(|statut| u16::try_from(statut).ok()) {
            Some(statut) => Reservation::Rejouer {
                statut,
                corps: deja.corps.unwrap_or_default(),
                entetes: deja.entetes.unwrap_or_default(),
            },
            None => Reservation::EnCours,
        },
    })
}

/// Keeps the answer. `entetes` is JSON of the headers worth replaying.
///
/// # Errors
/// `Base`.
pub async fn terminer(
    contexte: &Contexte,
    cle: &str,
    statut: u16,
    corps: String,
    entetes: String,
) -> Result<(), Erreur> {
    Ok(db::idempotence::terminer(
        &contexte.ecritures,
        cle,
        i32::from(statut),
        corps,
        entetes,
        contexte.maintenant() + DUREE,
    )
    .await?)
}

/// The call changed nothing: the key may be used again.
///
/// # Errors
/// `Base`.
pub async fn liberer(contexte: &Contexte, cle: &str) -> Result<(), Erreur> {
    Ok(db::idempotence::liberer(&contexte.ecritures, cle).await?)
}
