//! One deed on several files: each in a transaction of its own, and a preview that runs the very
//! same code without keeping it.

use domain::lot::MAX_GROUPE;
use domain::{Faute, Fautes, Refus};
use uuid::Uuid;

use crate::Erreur;

/// What becomes, or would become, of one file.
#[derive(Debug, Clone)]
pub struct Issue<T> {
    pub id: Uuid,
    /// The file as it is now, or why nothing was done.
    pub resultat: Result<T, Refus>,
}

/// Does `une` to each of these files, as the actor read them (`version`). `pointeur` names them in the
/// request.
///
/// # Errors
/// A fault of `pointeur`: `lot_vide`, `lot_trop_grand`; `Base`, `Interne`. What is refused for one file
/// is told in its line and stops no other.
pub async fn appliquer<T>(
    pointeur: &str,
    dossiers: &[(Uuid, i32)],
    une: impl AsyncFn(Uuid, i32) -> Result<T, Erreur>,
) -> Result<Vec<Issue<T>>, Erreur> {
    let faute = |code, message: &str| Erreur::Fautes(Fautes(vec![Faute::champ(pointeur, code, message)]));
    if dossiers.is_empty() {
        return Err(faute("lot_vide", "Choisissez au moins une demande."));
    }
    if dossiers.len() > MAX_GROUPE {
        return Err(faute(
            "lot_trop_grand",
            "Cent demandes au plus à la fois : faites-en plusieurs.",
        ));
    }
    let mut issues = Vec::with_capacity(dossiers.len());
    for (id, version) in dossiers {
        let resultat = match une(*id, *version).await {
            Ok(fait) => Ok(fait),
            Err(Erreur::Refus(refus)) => Err(refus),
            Err(Erreur::VersionPerimee) => Err(Refus::new(
                "version_perimee",
                "Cette demande a changé depuis que vous l'avez lue : rechargez la liste.",
            )),
            Err(Erreur::Introuvable) => Err(Refus::new(
                "introuvable",
                "Cette demande n'existe pas, ou n'est pas de votre ressort.",
            )),
            Err(autre) => return Err(autre),
        };
        issues.push(Issue { id: *id, resultat });
    }
    Ok(issues)
}

/// Keeps what was done, or for a preview forgets it.
///
/// # Errors
/// `Base`.
pub(crate) async fn conclure(tx: db::Ecriture, essai: bool) -> Result<(), Erreur> {
    if essai {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(())
}
