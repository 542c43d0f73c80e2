//! The states of a DI, each with its data.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;

codes! {
    /// The states without their data: for lists, filters and columns.
    pub enum CodeEtatDi, inconnu = "etat_inconnu", message = "État inconnu" {
        Provisoire => ("provisoire", "Provisoire"),
        EnAttenteValidation => ("en_attente_validation", "En attente de validation"),
        EnCoursInstruction => ("en_cours_instruction", "En cours d'instruction"),
        Validee => ("validee", "Validée"),
        Rejetee => ("rejetee", "Rejetée"),
        Retiree => ("retiree", "Retirée"),
        PaiementDemande => ("paiement_demande", "Paiement demandé"),
        PaiementEffectue => ("paiement_effectue", "Paiement effectué"),
        PaiementInvalide => ("paiement_invalide", "Paiement invalidé"),
        OrAEmettre => ("or_a_emettre", "Ordre de reversement à émettre"),
        OrEmis => ("or_emis", "Ordre de reversement émis"),
        OrInvalide => ("or_invalide", "Ordre de reversement invalidé"),
    }
}

impl CodeEtatDi {
    /// The states of a claim that was validated, whatever became of its payment.
    pub const VALIDES: &[Self] = &[
        Self::Validee,
        Self::PaiementDemande,
        Self::PaiementEffectue,
        Self::PaiementInvalide,
        Self::OrAEmettre,
        Self::OrEmis,
        Self::OrInvalide,
    ];

    /// Sent, not yet decided.
    pub const EN_ATTENTE: &[Self] = &[Self::EnAttenteValidation, Self::EnCoursInstruction];

    /// It was validated, whatever became of its payment: its content never changes.
    pub fn est_valide(self) -> bool {
        Self::VALIDES.contains(&self)
    }

    /// The agency's published number of the state (dictionary of casd.eu).
    pub const fn numero(self) -> u8 {
        match self {
            Self::Provisoire => 8,
            Self::Validee => 9,
            Self::PaiementDemande => 10,
            Self::PaiementEffectue => 11,
            Self::PaiementInvalide => 12,
            Self::OrAEmettre => 13,
            Self::OrEmis => 14,
            Self::OrInvalide => 15,
            Self::Rejetee => 17,
            Self::EnAttenteValidation => 19,
            Self::EnCoursInstruction => 20,
            Self::Retiree => 26,
        }
    }
}

/// The states, each with what is known in it. Instants are UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etat", rename_all = "snake_case")]
pub enum EtatDi {
    /// A draft.
    Provisoire,
    /// Sent.
    EnAttenteValidation {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        envoyee_le: OffsetDateTime,
        /// By whom.
        auteur: String,
    },
    /// An agent is on it.
    EnCoursInstruction {
        /// When it was sent.
        #[serde(with = "time::serde::rfc3339")]
        envoyee_le: OffsetDateTime,
        /// By whom.
        auteur: String,
        /// Who has taken it.
        agent: String,
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        prise_le: OffsetDateTime,
    },
    /// Right: to be paid.
    Validee {
        /// When it was sent.
        #[serde(with = "time::serde::rfc3339")]
        envoyee_le: OffsetDateTime,
        /// By whom.
        auteur: String,
        /// When it was validated.
        #[serde(with = "time::serde::rfc3339")]
        validee_le: OffsetDateTime,
        /// By whom; none when a delay did.
        agent: Option<String>,
    },
    /// Rejected, with reasons: to correct and send again.
    Rejetee {
        /// When it was sent.
        #[serde(with = "time::serde::rfc3339")]
        envoyee_le: OffsetDateTime,
        /// By whom.
        auteur: String,
        /// When it was rejected.
        #[serde(with = "time::serde::rfc3339")]
        rejetee_le: OffsetDateTime,
        /// By whom.
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
    /// The payment was asked for.
    PaiementDemande {
        /// When the DI was validated.
        #[serde(with = "time::serde::rfc3339")]
        validee_le: OffsetDateTime,
        /// When the payment was asked for.
        #[serde(with = "time::serde::rfc3339")]
        demande_le: OffsetDateTime,
    },
    /// Paid.
    PaiementEffectue {
        /// When the DI was validated.
        #[serde(with = "time::serde::rfc3339")]
        validee_le: OffsetDateTime,
        /// When it was paid.
        #[serde(with = "time::serde::rfc3339")]
        effectue_le: OffsetDateTime,
    },
    /// The bank sent the payment back: new bank details are needed.
    PaiementInvalide {
        /// When the DI was validated.
        #[serde(with = "time::serde::rfc3339")]
        validee_le: OffsetDateTime,
        /// When the payment failed.
        #[serde(with = "time::serde::rfc3339")]
        invalide_le: OffsetDateTime,
        /// Why.
        motifs: String,
    },
    /// Too much was paid: an order to repay is to be issued.
    OrAEmettre {
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        le: OffsetDateTime,
        /// Why.
        motifs: String,
    },
    /// The order to repay is issued; the employer has at least 30 days (art. R5122-10).
    OrEmis {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        le: OffsetDateTime,
        /// Why.
        motifs: String,
    },
    /// The order to repay was cancelled.
    OrInvalide {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        le: OffsetDateTime,
        /// Why.
        motifs: String,
    },
}

impl EtatDi {
    /// The state without its data.
    pub const fn code_etat(&self) -> CodeEtatDi {
        match self {
            Self::Provisoire => CodeEtatDi::Provisoire,
            Self::EnAttenteValidation { .. } => CodeEtatDi::EnAttenteValidation,
            Self::EnCoursInstruction { .. } => CodeEtatDi::EnCoursInstruction,
            Self::Validee { .. } => CodeEtatDi::Validee,
            Self::Rejetee { .. } => CodeEtatDi::Rejetee,
            Self::Retiree { .. } => CodeEtatDi::Retiree,
            Self::PaiementDemande { .. } => CodeEtatDi::PaiementDemande,
            Self::PaiementEffectue { .. } => CodeEtatDi::PaiementEffectue,
            Self::PaiementInvalide { .. } => CodeEtatDi::PaiementInvalide,
            Self::OrAEmettre { .. } => CodeEtatDi::OrAEmettre,
            Self::OrEmis { .. } => CodeEtatDi::OrEmis,
            Self::OrInvalide { .. } => CodeEtatDi::OrInvalide,
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
}
