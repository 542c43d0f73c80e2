//! What the help desk sees: the state of mails, without their text.

use crate::{Contexte, Erreur, LIMITE_MAX, courriel};

/// The newest mails; the caller shows state and dates, never the text.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn courriels(contexte: &Contexte) -> Result<Vec<courriel::Vue>, Erreur> {
    let mut vues = courriel::boite_envoi(contexte, LIMITE_MAX).await?;
    for vue in &mut vues {
        vue.corps = None;
    }
    Ok(vues)
}
