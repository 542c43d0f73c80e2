//! What a reader may do with a DAP.

use domain::dap::EtatDap;

use super::avenant;
use crate::Acteur;

/// What the reader may do with it now, by the names of the routes.
pub(super) fn possibles(
    acteur: &Acteur,
    ligne: &db::dap::Dap,
    etat: &EtatDap,
    avenants: &[db::dap::Dap],
) -> Vec<&'static str> {
    if acteur.est_agent() {
        return match etat {
            EtatDap::EnAttenteInstructionUd { .. } => vec!["prendre", "ecrire"],
            EtatDap::InstructionEnCours { agent, .. } if *agent == acteur.identifiant => {
                vec!["valider", "invalider", "refuser", "liberer", "confier", "ecrire"]
            }
            EtatDap::InstructionEnCours { .. } => vec!["liberer", "ecrire"],
            EtatDap::Retiree { .. } => vec![],
            _ => vec!["ecrire"],
        };
    }
    match etat {
        EtatDap::Provisoire => vec!["modifier", "envoyer", "retirer"],
        EtatDap::Invalidee { .. } => vec!["modifier", "envoyer", "retirer", "ecrire"],
        EtatDap::EnAttenteInstructionUd { .. } => vec!["retirer", "ecrire"],
        EtatDap::InstructionEnCours { .. } | EtatDap::Refusee { .. } => vec!["ecrire"],
        // The code of an avenant is that of its DAP, where the claims are made.
        EtatDap::Validee { .. } if ligne.avenant_de.is_some() => vec!["ecrire"],
        EtatDap::Validee { .. } if avenants.iter().any(avenant::est_ouvert) => vec!["creer_di", "ecrire"],
        EtatDap::Validee { .. } => vec!["creer_di", "creer_avenant", "ecrire"],
        EtatDap::Retiree { .. } => vec![],
    }
}
