//! One decision on several claims (see [`crate::groupe`]).

use db::indemnisation::Demande;
use uuid::Uuid;

use super::instruction::{Decision, prendre_si_libre, trancher};
use super::verrouiller;
use crate::groupe::{self, Issue};
use crate::{Acteur, Contexte, Erreur};

/// Decides each of these claims, as the actor read them (`version`). A waiting one is taken first.
/// `essai` writes nothing.
///
/// # Errors
/// Those of [`groupe::appliquer`].
pub async fn decider_lot(
    contexte: &Contexte,
    acteur: &Acteur,
    demandes: &[(Uuid, i32)],
    decision: &Decision,
    essai: bool,
) -> Result<Vec<Issue<Demande>>, Erreur> {
    groupe::appliquer("/demandes", demandes, async |id, version| {
        let tx = contexte.ecrire().await?;
        let ligne = verrouiller(&tx, &acteur.portee()?, id, Some(version)).await?;
        let ligne = prendre_si_libre(&tx, contexte, acteur, ligne).await?;
        let ligne = trancher(&tx, contexte, acteur, ligne, decision).await?;
        groupe::conclure(tx, essai).await?;
        Ok(ligne)
    })
    .await
}
