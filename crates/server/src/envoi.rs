//! The mail job: takes what is due from the queue and sends it.

use app::courriel;

use crate::etat::{Echec, Etat};

/// How mails leave.
pub enum Expediteur {
    /// Demo: they stay in the outbox, marked as sent.
    Boite,
}

impl Expediteur {
    /// The sender of the configuration.
    pub fn new(_config: &crate::configuration::Configuration) -> Self {
        Self::Boite
    }
}

/// One round: every mail that is due.
///
/// # Errors
/// The database failed; a mail that could not be sent is tried again later.
pub async fn tour(etat: &Etat, expediteur: &Expediteur) -> Result<(), Echec> {
    for message in courriel::prendre(&etat.contexte).await? {
        match expediteur {
            Expediteur::Boite => courriel::envoye(&etat.contexte, &message).await?,
        }
    }
    Ok(())
}
