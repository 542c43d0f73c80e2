//! One decision on several DAPs: each in a transaction of its own, and a preview that runs the very
//! same code without keeping it.

use domain::Refus;
use domain::dap::EtatDap;
use uuid::Uuid;

use super::instruction::trancher;
use super::{Decision, assembler, enregistrer, fige, lire_etat, verrouiller};
use crate::{Acteur, Contexte, Erreur};

/// DAPs of one batch.
const LOT_MAX: usize = 100;

/// What becomes, or would become, of one DAP.
#[derive(Debug, Clone)]
pub struct Issue {
    pub id: Uuid,
    /// The DAP as decided, or why it is not.
    pub resultat: Result<db::dap::Dap, Refus>,
}

/// Decides each of these DAPs, as the actor read them (`version`). A waiting one is taken first.
/// `essai` writes nothing.
///
/// # Errors
/// A fault of `/daps`: `lot_vide`, `lot_trop_grand`; `Base`, `Interne`. What is refused for one DAP
/// is told in its line and stops no other.
pub async fn decider_lot(
    contexte: &Contexte,
    acteur: &Acteur,
    daps: &[(Uuid, i32)],
    decision: &Decision,
    essai: bool,
) -> Result<Vec<Issue>, Erreur> {
    if daps.is_empty() {
        return Err(Erreur::champ(
            "/daps",
            "lot_vide",
            "Choisissez au moins une demande.",
        ));
    }
    if daps.len() > LOT_MAX {
        return Err(Erreur::champ(
            "/daps",
            "lot_trop_grand",
            "Cent demandes au plus par décision groupée : faites-en plusieurs.",
        ));
    }
    let mut issues = Vec::with_capacity(daps.len());
    for (id, version) in daps {
        let resultat = match une(contexte, acteur, (*id, *version), decision, essai).await {
            Ok(ligne) => Ok(ligne),
            Err(Erreur::Refus(refus)) => Err(refus),
            Err(Erreur::VersionPerimee) => Err(Refus::new(
                "version_perimee",
                "Cette demande a changé depuis que vous l'avez lue : rechargez la liste.",
            )),
            Err(Erreur::Introuvable) => Err(Refus::new(
                "introuvable",
                "Cette demande n'est pas dans votre département.",
            )),
            Err(autre) => return Err(autre),
        };
        issues.push(Issue { id: *id, resultat });
    }
    Ok(issues)
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
    if essai {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(ligne)
}
