//! The states of a DI and its transitions.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::codes::codes;
use crate::erreur::Refus;
use crate::mois::Mois;

codes! {
    /// The states without their data: for lists, filters and columns.
    pub enum CodeEtatDi, inconnu = "etat_inconnu", quoi = "État" {
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

/// A DI: its month and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandeIndemnisation {
    /// The month claimed.
    pub mois: Mois,
    /// Where it stands.
    pub etat: EtatDi,
}

fn motives(motifs: &str) -> Result<String, Refus> {
    let motifs = motifs.trim();
    if motifs.is_empty() {
        return Err(Refus::new(
            "motifs_requis",
            "Cette décision est motivée : dites à l'employeur pourquoi et comment corriger.",
        ));
    }
    Ok(motifs.to_owned())
}

impl DemandeIndemnisation {
    /// A draft.
    pub const fn brouillon(mois: Mois) -> Self {
        Self {
            mois,
            etat: EtatDi::Provisoire,
        }
    }

    fn passe(self, etat: EtatDi) -> Self {
        Self { etat, ..self }
    }

    fn interdit<T>(&self, action: &str, sortie: &str) -> Result<T, Refus> {
        Err(Refus::new(
            "transition_interdite",
            format!(
                "Une demande d'indemnisation à l'état « {} » ne peut pas être {action}. {sortie}",
                self.etat.libelle()
            ),
        ))
    }

    /// True while the employer may change its lines.
    pub const fn est_modifiable(&self) -> bool {
        matches!(self.etat, EtatDi::Provisoire)
    }

    /// The employer sends it; the use case has found no blocker.
    pub fn envoyer(self, auteur: &str, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        if !self.est_modifiable() {
            return self.interdit("envoyée", "Seul un brouillon s'envoie.");
        }
        Ok(self.passe(EtatDi::EnAttenteValidation {
            envoyee_le: maintenant,
            auteur: auteur.to_owned(),
        }))
    }

    /// An agent takes it. Codes: `deja_prise`, `transition_interdite`.
    pub fn prendre(self, agent: &str, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match &self.etat {
            EtatDi::EnAttenteValidation { envoyee_le, auteur } => {
                let etat = EtatDi::EnCoursInstruction {
                    envoyee_le: *envoyee_le,
                    auteur: auteur.clone(),
                    agent: agent.to_owned(),
                    prise_le: maintenant,
                };
                Ok(self.passe(etat))
            }
            EtatDi::EnCoursInstruction { agent, .. } => Err(Refus::new(
                "deja_prise",
                format!("Cette demande est déjà instruite par {agent} : demandez-lui de la libérer."),
            )),
            _ => self.interdit("prise en instruction", "Rechargez la liste."),
        }
    }

    /// The agent releases it.
    pub fn liberer(self) -> Result<Self, Refus> {
        match &self.etat {
            EtatDi::EnCoursInstruction {
                envoyee_le, auteur, ..
            } => {
                let etat = EtatDi::EnAttenteValidation {
                    envoyee_le: *envoyee_le,
                    auteur: auteur.clone(),
                };
                Ok(self.passe(etat))
            }
            _ => self.interdit("libérée", "Seule une demande en cours d'instruction l'est."),
        }
    }

    /// The agent must be the one who has taken it: gives when and by whom it was sent.
    fn en_instruction_par(&self, agent: &str, action: &str) -> Result<(OffsetDateTime, String), Refus> {
        match &self.etat {
            EtatDi::EnCoursInstruction {
                agent: tenant,
                envoyee_le,
                auteur,
                ..
            } if tenant == agent => Ok((*envoyee_le, auteur.clone())),
            EtatDi::EnCoursInstruction { agent: tenant, .. } => Err(Refus::new(
                "dossier_d_un_autre_agent",
                format!("Cette demande est instruite par {tenant} : demandez-lui de la libérer."),
            )),
            _ => self.interdit(action, "Prenez-la d'abord en instruction."),
        }
    }

    /// The agent validates it. Codes: `transition_interdite`, `dossier_d_un_autre_agent`.
    pub fn valider(self, agent: &str, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        let (envoyee_le, auteur) = self.en_instruction_par(agent, "validée")?;
        Ok(self.passe(EtatDi::Validee {
            envoyee_le,
            auteur,
            validee_le: maintenant,
            agent: Some(agent.to_owned()),
        }))
    }

    /// The agent rejects it, with reasons. Codes: those of `valider`, `motifs_requis`.
    pub fn rejeter(self, agent: &str, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        let (envoyee_le, auteur) = self.en_instruction_par(agent, "rejetée")?;
        let motifs = motives(motifs)?;
        Ok(self.passe(EtatDi::Rejetee {
            envoyee_le,
            auteur,
            rejetee_le: maintenant,
            agent: agent.to_owned(),
            motifs,
        }))
    }

    /// The employer takes a rejected one up again: back to a draft, to correct and resend.
    pub fn corriger(self) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::Rejetee { .. } => Ok(self.passe(EtatDi::Provisoire)),
            _ => self.interdit("corrigée", "Seule une demande rejetée se corrige ainsi."),
        }
    }

    /// The help desk puts a wrongly rejected one back in the queue.
    pub fn retablir(self) -> Result<Self, Refus> {
        match &self.etat {
            EtatDi::Rejetee {
                envoyee_le, auteur, ..
            } => {
                let etat = EtatDi::EnAttenteValidation {
                    envoyee_le: *envoyee_le,
                    auteur: auteur.clone(),
                };
                Ok(self.passe(etat))
            }
            _ => self.interdit("rétablie", "Seule une demande rejetée l'est."),
        }
    }

    /// The employer withdraws it before instruction, or after a rejection.
    pub fn retirer(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::Provisoire | EtatDi::EnAttenteValidation { .. } | EtatDi::Rejetee { .. } => {
                Ok(self.passe(EtatDi::Retiree { le: maintenant }))
            }
            _ => self.interdit(
                "retirée",
                "Le retrait n'est possible qu'avant l'instruction, ou après un rejet.",
            ),
        }
    }

    /// The payment is asked for: first, or again with new bank details.
    pub fn demander_paiement(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::Validee { validee_le, .. } | EtatDi::PaiementInvalide { validee_le, .. } => Ok(self
                .passe(EtatDi::PaiementDemande {
                    validee_le,
                    demande_le: maintenant,
                })),
            _ => self.interdit("mise en paiement", "Elle doit d'abord être validée."),
        }
    }

    /// The bank has paid.
    pub fn constater_paiement(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::PaiementDemande { validee_le, .. } => Ok(self.passe(EtatDi::PaiementEffectue {
                validee_le,
                effectue_le: maintenant,
            })),
            _ => self.interdit("payée", "Le paiement doit d'abord être demandé."),
        }
    }

    /// The bank has sent the payment back. Code: also `motifs_requis`.
    pub fn invalider_paiement(self, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::PaiementDemande { validee_le, .. } => {
                let motifs = motives(motifs)?;
                Ok(self.passe(EtatDi::PaiementInvalide {
                    validee_le,
                    invalide_le: maintenant,
                    motifs,
                }))
            }
            _ => self.interdit("invalidée au paiement", "Le paiement doit d'abord être demandé."),
        }
    }

    /// Too much was paid: an order to repay is prepared. Code: also `motifs_requis`.
    pub fn preparer_reversement(self, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::PaiementEffectue { .. } => {
                let motifs = motives(motifs)?;
                Ok(self.passe(EtatDi::OrAEmettre {
                    le: maintenant,
                    motifs,
                }))
            }
            _ => self.interdit("mise en reversement", "Seule une demande payée l'est."),
        }
    }

    /// The order to repay is issued.
    pub fn emettre_reversement(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match &self.etat {
            EtatDi::OrAEmettre { motifs, .. } => {
                let etat = EtatDi::OrEmis {
                    le: maintenant,
                    motifs: motifs.clone(),
                };
                Ok(self.passe(etat))
            }
            _ => self.interdit("reversée", "L'ordre doit d'abord être préparé."),
        }
    }

    /// The order to repay is cancelled. Code: also `motifs_requis`.
    pub fn invalider_reversement(self, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        match self.etat {
            EtatDi::OrAEmettre { .. } | EtatDi::OrEmis { .. } => {
                let motifs = motives(motifs)?;
                Ok(self.passe(EtatDi::OrInvalide {
                    le: maintenant,
                    motifs,
                }))
            }
            _ => self.interdit("invalidée au reversement", "Aucun ordre n'est en cours."),
        }
    }
}
