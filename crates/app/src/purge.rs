//! Forgetting what has ended: counters of wrong attempts, challenges, codes, keys; later the sessions and the mails.
//! Nothing that still locks, and nothing that a person may still ask about (decision 0103).

use time::Duration;

use crate::{Contexte, Erreur, groupe};

/// Wrong attempts that led to no lock count together that long.
const ESSAIS: Duration = Duration::days(1);
/// Whoever types a temporary password that has ended is told so that long.
const SECOURS: Duration = Duration::days(7);
/// Whoever sent a file reads its result that long.
const IMPORTS: Duration = Duration::days(7);
/// Since its end. The last one of each account stays: the help desk reads when it last logged in.
const SESSIONS: Duration = Duration::days(90);
/// A mail that was sent, cancelled or given up.
const COURRIELS: Duration = Duration::days(365);

/// What reached the term of its keeping.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Termes {
    pub sessions: u64,
    pub courriels: u64,
}

/// Deletes every row that has ended and that nobody asks about.
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

/// Deletes the sessions and the mails that were kept long enough; `essai` only counts them.
///
/// # Errors
/// `Base`.
pub async fn purger_termes(contexte: &Contexte, essai: bool) -> Result<Termes, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let termes = Termes {
        sessions: db::session::purger(&tx, maintenant - SESSIONS).await?,
        courriels: db::courriel::purger(&tx, maintenant - COURRIELS).await?,
    };
    groupe::conclure(tx, essai).await?;
    Ok(termes)
}
