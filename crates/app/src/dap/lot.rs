//! One decision on several DAPs (see [`crate::groupe`]).

use domain::dap::EtatDap;
use uuid::Uuid;

use super::instruction::trancher;
use super::{Decision, assembler, enregistrer, fige, lire_etat, verrouiller};
use crate::groupe::{self, Issue};
use crate::{Acteur, Contexte, Erreur};

/// Decides each of these DAPs, as the actor read them (`version`). A waiting one is taken first.
/// `essai` writes nothing.
///
/// # Errors
/// Those of [`groupe::appliquer`].
pub async fn decider_lot(
    contexte: &Contexte,
    acteur: &Acteur,
    daps: &[(Uuid, i32)],
    decision: &Decision,
    essai: bool,
) -> Result<Vec<Issue<db::dap::Dap>>, Erreur> {
    groupe::appliquer("/daps", daps, async |id, version| {
        une(contexte, acteur, (id, version), decision, essai).await
    })
    .await
}

async fn une(
    contexte: &Contexte,
    acteur: &Acteur,
    (id, version): (Uuid, i32),
    decision: &Decision,
    essai: bool,
) -> Result<db::dap::Dap, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, acteur, id, version).await?;
    if matches!(lire_etat(&ligne)?, EtatDap::EnAttenteInstructionUd { .. }) {
        let (contenu, _) = fige(&tx, &ligne).await?;
        let dap = assembler(&ligne, contenu)?.prendre(&acteur.identifiant, contexte.maintenant())?;
        ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &dap, "dap_prise", None).await?;
    }
    let ligne = trancher(&tx, contexte, acteur, ligne, decision).await?;
    groupe::conclure(tx, essai).await?;
    Ok(ligne)
}
