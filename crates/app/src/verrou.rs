//! Wrong answers, other than at the login: each kind of secret has a counter of its own, so that
//! whoever guesses a secret answer never keeps the owner out of the login.
//!
//! The key is a keyed digest of what was typed, whether or not such an account exists: both count
//! and lock alike, and the table tells nobody's address.

use db::verrou_secret::VerrouSecret;
use domain::compte::Verrou;
use time::OffsetDateTime;

use crate::{Contexte, Erreur};

/// What one more try led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jugement {
    Accepte,
    /// Wrong; so many tries are left.
    Refuse {
        restantes: u32,
    },
    Verrouille {
        jusqu_a: OffsetDateTime,
    },
}

/// The counter of `qui` for one kind of secret.
pub(crate) fn cle(contexte: &Contexte, secret: &str, qui: &str) -> String {
    contexte
        .chiffrement
        .index("verrou-secret", &format!("{secret}:{qui}"))
}

/// The end of the lock, while it holds.
///
/// # Errors
/// `Base`.
pub(crate) async fn en_cours(contexte: &Contexte, cle: &str) -> Result<Option<OffsetDateTime>, Erreur> {
    let ligne = db::verrou_secret::trouver(&contexte.base, cle).await?;
    Ok(ligne
        .and_then(|ligne| ligne.verrouille_jusqu_a)
        .filter(|fin| contexte.maintenant() < *fin))
}

/// Counts one try in the caller's transaction. During a lock even the right one is refused.
///
/// # Errors
/// `Base`.
pub(crate) async fn juger(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    cle: &str,
    bon: bool,
) -> Result<Jugement, Erreur> {
    let maintenant = contexte.maintenant();
    let regles = &contexte.parametres.verrou;
    let ligne = db::verrou_secret::verrouiller(tx, cle, maintenant).await?;
    let verrou = Verrou {
        echecs: u32::try_from(ligne.echecs).unwrap_or(0),
        verrouille_jusqu_a: ligne.verrouille_jusqu_a,
    };
    if let Some(jusqu_a) = verrou.verrouille_jusqu_a.filter(|fin| maintenant < *fin) {
        return Ok(Jugement::Verrouille { jusqu_a });
    }
    let suivant = if bon {
        verrou.succes()
    } else {
        verrou.echec(maintenant, regles)
    };
    db::verrou_secret::noter(
        tx,
        VerrouSecret {
            cle: ligne.cle,
            echecs: i32::try_from(suivant.echecs).unwrap_or(i32::MAX),
            verrouille_jusqu_a: suivant.verrouille_jusqu_a,
            maj_le: maintenant,
        },
    )
    .await?;
    Ok(match suivant.verrouille_jusqu_a {
        _ if bon => Jugement::Accepte,
        Some(jusqu_a) => Jugement::Verrouille { jusqu_a },
        None => Jugement::Refuse {
            restantes: suivant.restantes(maintenant, regles),
        },
    })
}
