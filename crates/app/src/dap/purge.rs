//! Files are kept 5 years (R5122-24), then purged, once nothing newer needs them.

use db::ConnectionTrait;
use domain::dap::conservation_finie;
use domain::mois::jour_de_paris;

use super::OBJET;
use crate::{Contexte, Erreur, journal};

/// DAPs looked at in one round.
const LOT: u64 = 500;

/// Purges what may be; answers the numbers. `essai` only tells them.
///
/// A DAP goes with its avenants, messages, documents and frozen versions, all at once, or stays
/// whole: a claim under it, or an avenant that is newer than 5 years, keeps it. The journal stays.
///
/// # Errors
/// `Base`.
pub async fn purger(contexte: &Contexte, essai: bool) -> Result<Vec<String>, Erreur> {
    let jour = jour_de_paris(contexte.maintenant());
    let mut numeros = Vec::new();
    for candidate in db::dap::plus_anciennes(&contexte.base, contexte.maintenant(), LOT).await? {
        let tx = contexte.ecrire().await?;
        let Some(ligne) = db::dap::verrouiller_sans_portee(&tx, candidate.id).await? else {
            continue;
        };
        let avenants = db::dap::avenants(&tx, ligne.id).await?;
        let toutes: Vec<_> = std::iter::once(&ligne).chain(&avenants).collect();
        let finie = toutes
            .iter()
            .all(|dap| conservation_finie(jour_de_paris(dap.modifiee_le), dap.fin, jour));
        if !finie || utilisee(&tx, &ligne).await? {
            continue;
        }
        numeros.push(ligne.numero.clone());
        if essai {
            continue;
        }
        // Avenants first: they point to the DAP.
        for dap in toutes.into_iter().rev() {
            db::dap::supprimer(&tx, dap.id).await?;
            let details = serde_json::json!({ "numero": dap.numero });
            journal::noter(&tx, contexte, None, "dap_purgee", (OBJET, dap.id), details).await?;
        }
        tx.commit().await?;
    }
    Ok(numeros)
}

/// A claim still rests on it; claims have their own retention.
async fn utilisee(tx: &impl ConnectionTrait, ligne: &db::dap::Dap) -> Result<bool, Erreur> {
    Ok(!db::indemnisation::de_la_dap(tx, ligne.id).await?.is_empty())
}
