//! Forgetting what has ended: counters of wrong attempts, challenges, codes, keys. Nothing that
//! still locks, and nothing that a person may ask about.

use time::Duration;

use crate::{Contexte, Erreur};

/// Wrong attempts that led to no lock count together that long.
const ESSAIS: Duration = Duration::days(1);
/// Whoever types a temporary password that has ended is told so that long.
const SECOURS: Duration = Duration::days(7);
/// Whoever sent a file reads its result that long.
const IMPORTS: Duration = Duration::days(7);

/// Deletes every row that has ended.
///
/// # Errors
/// `Base`.
pub async fn purger(contexte: &Contexte) -> Result<(), Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    db::verrou_secret::purger(&tx, maintenant - ESSAIS, maintenant).await?;
    db::compte::purger_verrous_inconnus(&tx, maintenant - ESSAIS, maintenant).await?;
    db::mot_de_passe_secours::purger(&tx, maintenant - SECOURS).await?;
    db::code_diagnostic::purger(&tx, maintenant - ESSAIS).await?;
    db::controle::purger(&tx, maintenant).await?;
    db::idempotence::purger(&tx, maintenant).await?;
    db::import::purger(&tx, maintenant - IMPORTS).await?;
    Ok(tx.commit().await?)
}
