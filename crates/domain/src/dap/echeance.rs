//! What comes next for a DAP, who does it and by when.

use serde::{Deserialize, Serialize};
use time::Date;

use super::limite::{Esquisse, Situation};
use super::{EtatDap, cse, depot};
use crate::calendrier::{ajouter_mois, jour_de_paris};
use crate::indemnisation::limite_de_demande;

/// A step to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Echeance {
    /// Stable code.
    pub code: String,
    /// What is to happen, in French.
    pub libelle: String,
    /// Who does it: `employeur`, `unite_departementale`.
    pub qui: String,
    /// The last day for it, where the law knows one.
    pub avant_le: Option<Date>,
}

/// A DAP as its next steps depend on it.
#[derive(Debug, Clone, Copy)]
pub struct Avancement<'a> {
    /// Where it stands.
    pub etat: &'a EtatDap,
    /// It changes another one, whose claims stay there.
    pub avenant: bool,
    /// The agent asked for a document that has not come yet.
    pub piece_demandee: bool,
}

fn echeance(code: &str, qui: &str, libelle: &str, avant_le: Option<Date>) -> Echeance {
    Echeance {
        code: code.to_owned(),
        libelle: libelle.to_owned(),
        qui: qui.to_owned(),
        avant_le,
    }
}

/// The last day to contest a decision of that day: two clear months (art. R421-1 du code de justice
/// administrative), neither the day of the notification nor the last one being counted. A day on which nothing
/// can be filed prolongs it; that is not told, to be on the safe side.
pub fn limite_de_recours(notifiee: Date) -> Date {
    let echeance = ajouter_mois(notifiee, 2);
    echeance.next_day().unwrap_or(echeance)
}

/// The steps to come, the nearest of the state first; none for a DAP that was given up. `situation` is that of
/// the day of filing, or of today for a draft.
pub fn a_venir(avancement: Avancement<'_>, demande: &Esquisse, situation: &Situation<'_>) -> Vec<Echeance> {
    let mut echeances = de_l_etat(avancement, demande, situation);
    if !matches!(avancement.etat, EtatDap::Refusee { .. } | EtatDap::Retiree { .. }) {
        if avancement.piece_demandee {
            echeances.push(echeance(
                "piece_demandee",
                "employeur",
                "Document demandé par l'unité départementale, à joindre à un message",
                None,
            ));
        }
        // What is still to be corrected or sent says it in its form.
        if !avancement.etat.est_modifiable()
            && let Some(avant_le) = cse::attendu(demande, situation)
        {
            echeances.push(echeance(
                "avis_cse",
                "employeur",
                "Avis du CSE, à transmettre par un message",
                avant_le,
            ));
        }
    }
    echeances
}

fn de_l_etat(avancement: Avancement<'_>, demande: &Esquisse, situation: &Situation<'_>) -> Vec<Echeance> {
    match avancement.etat {
        EtatDap::Provisoire => depot::dernier_jour(demande, situation)
            .map(|jour| echeance("depot", "employeur", "Demande à déposer", Some(jour)))
            .into_iter()
            .collect(),
        EtatDap::EnAttenteInstructionUd { limite_tacite, .. }
        | EtatDap::InstructionEnCours { limite_tacite, .. } => vec![echeance(
            "acceptation_tacite",
            "unite_departementale",
            "Acceptation tacite, sans réponse de l'administration",
            Some(*limite_tacite),
        )],
        EtatDap::Invalidee { .. } => vec![echeance(
            "correction",
            "employeur",
            "À corriger et à renvoyer par l'employeur",
            None,
        )],
        EtatDap::Refusee { decidee_le, .. } => vec![
            echeance(
                "autre_demande",
                "employeur",
                "Déposer une autre demande qui répond aux motifs",
                None,
            ),
            echeance(
                "recours",
                "employeur",
                "Recours gracieux ou hiérarchique, ou devant le tribunal administratif",
                Some(limite_de_recours(jour_de_paris(*decidee_le))),
            ),
        ],
        EtatDap::Validee { fin, .. } if !avancement.avenant => vec![echeance(
            "demande_indemnisation",
            "employeur",
            "Dernier jour pour demander l'indemnisation",
            Some(limite_de_demande(*fin, false)),
        )],
        EtatDap::Validee { .. } | EtatDap::Retiree { .. } => Vec::new(),
    }
}
