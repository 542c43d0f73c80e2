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
/// A fault of `pointeur`: `lot_vide`, `lot_trop_grand`; what is no refusal of one file (a fault of the request, a
/// role, a failure), as long as nothing was done. What is refused for one file is told in its line and stops no
/// other. So is a failure once something was done: it is committed, and nobody must think that nothing is.
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
            Err(autre) if issues.iter().all(|issue: &Issue<T>| issue.resultat.is_err()) => return Err(autre),
            Err(Erreur::Fautes(Fautes(fautes))) if !fautes.is_empty() => {
                Err(Refus::new(fautes[0].code, &fautes[0].message))
            }
            Err(autre) => Err(panne(*id, &autre)),
        };
        let arret = resultat
            .as_ref()
            .is_err_and(|refus: &Refus| refus.code == CODE_PANNE);
        issues.push(Issue { id: *id, resultat });
        // A database that fails once makes each of the others wait for its own failure.
        if arret {
            break;
        }
    }
    let reste = dossiers.iter().skip(issues.len()).map(|(id, _)| Issue {
        id: *id,
        resultat: Err(Refus::new(
            CODE_PANNE,
            "Cette demande n'a pas été traitée, à cause d'une erreur sur une autre : recommencez avec elle.",
        )),
    });
    issues.extend(reste.collect::<Vec<_>>());
    Ok(issues)
}

const CODE_PANNE: &str = "erreur_interne";

/// The line of a failure, which is logged here: whoever reads the lines gets no error.
fn panne(id: Uuid, erreur: &Erreur) -> Refus {
    tracing::error!(dossier = %id, cause = %erreur, "une demande d'un groupe n'a pas été traitée");
    Refus::new(
        CODE_PANNE,
        "Une erreur inattendue est survenue ; elle est notée. Rechargez la liste : cette demande est peut-être traitée.",
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_late_failure_hides_nothing_that_was_done() {
        let dossiers: Vec<(Uuid, i32)> = (0..4).map(|n| (Uuid::from_u128(n), 1)).collect();
        let une = async |id: Uuid, _| match id.as_u128() {
            0 => Ok("fait"),
            1 => Err(Erreur::Introuvable),
            2 => Err(Erreur::Interne("panne".into())),
            _ => panic!("la suite attendrait sa propre panne"),
        };
        let issues = appliquer("/demandes", &dossiers, une).await.unwrap();
        let dits: Vec<_> = issues
            .iter()
            .map(|issue| issue.resultat.as_ref().map_err(|refus| refus.code))
            .collect();
        assert_eq!(
            dits,
            [
                Ok(&"fait"),
                Err("introuvable"),
                Err("erreur_interne"),
                Err("erreur_interne")
            ]
        );
    }

    #[tokio::test]
    async fn a_fault_of_the_request_is_told_once() {
        let dossiers = [(Uuid::nil(), 1), (Uuid::max(), 1)];
        let une = async |_, _| Err::<(), _>(Erreur::RoleInsuffisant);
        let refus = appliquer("/demandes", &dossiers, une).await.unwrap_err();
        assert!(matches!(refus, Erreur::RoleInsuffisant));
    }
}
