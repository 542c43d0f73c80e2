//! The transitions of a DI: each consumes it and gives the next state or a typed refusal.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{EtatDi, limite_validation_tacite};
use crate::erreur::Refus;
use crate::mois::Mois;

/// A DI: its month and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandeIndemnisation {
    /// The month claimed.
    pub mois: Mois,
    /// Where it stands.
    pub etat: EtatDi,
}

pub(super) fn motives(motifs: &str) -> Result<String, Refus> {
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

    pub(super) fn passe(self, etat: EtatDi) -> Self {
        Self { etat, ..self }
    }

    pub(super) fn interdit<T>(&self, action: &str, sortie: &str) -> Result<T, Refus> {
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
            return self.interdit(
                "envoyée",
                "Seul un brouillon s'envoie : suivez cette demande sur sa page.",
            );
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
            _ => self.interdit(
                "libérée",
                "Seule une demande en cours d'instruction l'est : rechargez la page.",
            ),
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

    /// Time validates it (see [`limite_validation_tacite`]). Codes: `transition_interdite`, `delai_en_cours`.
    pub fn valider_tacitement(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        let EtatDi::EnAttenteValidation { envoyee_le, auteur } = &self.etat else {
            return self.interdit(
                "validée tacitement",
                "Seule une demande que personne n'a prise l'est : attendez la décision.",
            );
        };
        if limite_validation_tacite(*envoyee_le).is_none_or(|limite| maintenant < limite) {
            return Err(Refus::new(
                "delai_en_cours",
                "Le délai de validation tacite n'est pas passé, ou la règle du jour n'en connaît pas : attendez la décision de l'agent.",
            ));
        }
        let etat = EtatDi::Validee {
            envoyee_le: *envoyee_le,
            auteur: auteur.clone(),
            validee_le: maintenant,
            agent: None,
        };
        Ok(self.passe(etat))
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
            _ => self.interdit("corrigée", "Seule une demande rejetée se corrige ainsi : une demande validée se corrige par « Corriger cette demande », faites-le depuis sa page."),
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
            _ => self.interdit("rétablie", "Seule une demande rejetée l'est : rechargez la page."),
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
                "Le retrait n'est possible qu'avant l'instruction, ou après un rejet : attendez la décision.",
            ),
        }
    }
}
