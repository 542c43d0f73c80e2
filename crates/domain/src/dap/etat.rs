//! The states of a DAP, each with its data.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::CodeDi;
use crate::codes::codes;
use crate::erreur::Refus;
use crate::mois::date_iso;
use crate::montant::Heures;

/// What each state of a DAP allows.
pub const SOURCE_DES_ETATS: &str = "FAQ de l'ASP, questions 51 à 54";

codes! {
    /// The states without their data: for lists, filters and columns.
    pub enum CodeEtatDap, inconnu = "etat_inconnu", message = "État inconnu" {
        Provisoire => ("provisoire", "Provisoire"),
        EnAttenteInstructionUd => ("en_attente_instruction_ud", "En attente d'instruction UD"),
        InstructionEnCours => ("instruction_en_cours", "Instruction en cours"),
        Validee => ("validee", "Validée"),
        Invalidee => ("invalidee", "Invalidée"),
        Refusee => ("refusee", "Refusée"),
        Retiree => ("retiree", "Retirée"),
    }
}

/// The states, each with what is known in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etat", rename_all = "snake_case")]
pub enum EtatDap {
    /// A draft.
    Provisoire,
    /// Sent; nobody has taken it yet.
    EnAttenteInstructionUd {
        /// Instant of receipt.
        #[serde(with = "time::serde::rfc3339")]
        envoyee_le: OffsetDateTime,
        /// Who sent it.
        auteur: String,
        /// Last day of the tacit-acceptance delay (art. R5122-26).
        #[serde(with = "date_iso")]
        limite_tacite: Date,
    },
    /// An agent of the UD is on it.
    InstructionEnCours {
        /// Instant of receipt.
        #[serde(with = "time::serde::rfc3339")]
        envoyee_le: OffsetDateTime,
        /// Who sent it.
        auteur: String,
        /// Last day of the tacit-acceptance delay.
        #[serde(with = "date_iso")]
        limite_tacite: Date,
        /// Who has taken it.
        agent: String,
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        prise_le: OffsetDateTime,
    },
    /// Authorised, by an agent or tacitly.
    Validee {
        /// Instant of the decision.
        #[serde(with = "time::serde::rfc3339")]
        decidee_le: OffsetDateTime,
        /// Who decided; none when the delay did.
        agent: Option<String>,
        /// The code that opens the claims.
        code_di: CodeDi,
        /// Hours authorised.
        heures_autorisees: Heures,
        /// First day authorised.
        #[serde(with = "date_iso")]
        debut: Date,
        /// Last day authorised.
        #[serde(with = "date_iso")]
        fin: Date,
    },
    /// Sent back, with reasons: to correct and send again.
    Invalidee {
        /// Instant of the decision.
        #[serde(with = "time::serde::rfc3339")]
        decidee_le: OffsetDateTime,
        /// Who decided.
        agent: String,
        /// Why.
        motifs: String,
    },
    /// Refused, with reasons (art. R5122-4).
    Refusee {
        /// Instant of the decision.
        #[serde(with = "time::serde::rfc3339")]
        decidee_le: OffsetDateTime,
        /// Who decided.
        agent: String,
        /// Why.
        motifs: String,
    },
    /// Withdrawn by the employer.
    Retiree {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        le: OffsetDateTime,
    },
}

impl EtatDap {
    /// True while the employer may change the form.
    pub const fn est_modifiable(&self) -> bool {
        matches!(self, Self::Provisoire | Self::Invalidee { .. })
    }

    /// The employer withdraws before the instruction, or after an invalidation; a draft may
    /// be withdrawn however incomplete it is.
    ///
    /// Code: `transition_interdite`.
    pub fn retirer(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match self {
            Self::Provisoire | Self::EnAttenteInstructionUd { .. } | Self::Invalidee { .. } => {
                Ok(Self::Retiree { le: maintenant })
            }
            _ => self.interdit(
                "retirée",
                "Le retrait n'est possible qu'avant l'instruction, ou après une invalidation : attendez la décision ; une DAP validée se modifie par un avenant.",
            ),
        }
    }

    pub(super) fn interdit<T>(&self, action: &str, sortie: &str) -> Result<T, Refus> {
        Err(Refus::new(
            "transition_interdite",
            format!(
                "Une DAP à l'état « {} » ne peut pas être {action}. {sortie}",
                self.libelle()
            ),
        )
        .selon(SOURCE_DES_ETATS))
    }

    /// The state without its data.
    pub const fn code_etat(&self) -> CodeEtatDap {
        match self {
            Self::Provisoire => CodeEtatDap::Provisoire,
            Self::EnAttenteInstructionUd { .. } => CodeEtatDap::EnAttenteInstructionUd,
            Self::InstructionEnCours { .. } => CodeEtatDap::InstructionEnCours,
            Self::Validee { .. } => CodeEtatDap::Validee,
            Self::Invalidee { .. } => CodeEtatDap::Invalidee,
            Self::Refusee { .. } => CodeEtatDap::Refusee,
            Self::Retiree { .. } => CodeEtatDap::Retiree,
        }
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.code_etat().code()
    }

    /// The French label.
    pub const fn libelle(&self) -> &'static str {
        self.code_etat().libelle()
    }

    /// The agent who has it or who decided it.
    pub fn agent(&self) -> Option<&str> {
        match self {
            Self::InstructionEnCours { agent, .. }
            | Self::Invalidee { agent, .. }
            | Self::Refusee { agent, .. } => Some(agent),
            Self::Validee { agent, .. } => agent.as_deref(),
            _ => None,
        }
    }

    /// When it was decided, by an agent or by the delay.
    pub const fn decidee_le(&self) -> Option<OffsetDateTime> {
        match self {
            Self::Validee { decidee_le, .. }
            | Self::Invalidee { decidee_le, .. }
            | Self::Refusee { decidee_le, .. } => Some(*decidee_le),
            _ => None,
        }
    }

    /// The tacit-acceptance deadline, while it runs.
    pub const fn limite_tacite(&self) -> Option<Date> {
        match self {
            Self::EnAttenteInstructionUd { limite_tacite, .. }
            | Self::InstructionEnCours { limite_tacite, .. } => Some(*limite_tacite),
            _ => None,
        }
    }
}
