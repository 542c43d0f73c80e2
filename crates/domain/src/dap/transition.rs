//! The transitions of a DAP: each consumes it and gives the next state or a typed refusal.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{CodeDi, ContenuDap, EtatDap, limite_tacite};
use crate::calendrier::{date_fr, fin_de_jour_paris};
use crate::erreur::Refus;
use crate::etablissement::dire_manques;
use crate::montant::Heures;

/// A DAP: what it asks for and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dap {
    /// What it asks for.
    pub contenu: ContenuDap,
    /// Where it stands.
    pub etat: EtatDap,
}

fn motives(motifs: &str) -> Result<String, Refus> {
    let motifs = motifs.trim();
    if motifs.is_empty() {
        return Err(Refus::new(
            "motifs_requis",
            "Une décision défavorable est motivée : dites à l'employeur pourquoi.",
        )
        .selon("art. R5122-4 du code du travail"));
    }
    Ok(motifs.to_owned())
}

impl Dap {
    /// A draft.
    pub const fn brouillon(contenu: ContenuDap) -> Self {
        Self {
            contenu,
            etat: EtatDap::Provisoire,
        }
    }

    fn passe(self, etat: EtatDap) -> Self {
        Self { etat, ..self }
    }

    fn interdit<T>(&self, action: &str, sortie: &str) -> Result<T, Refus> {
        self.etat.interdit(action, sortie)
    }

    /// True while the employer may change it.
    pub const fn est_modifiable(&self) -> bool {
        self.etat.est_modifiable()
    }

    /// The employer changes the draft, or corrects an invalidated DAP.
    ///
    /// Codes: `transition_interdite`, `siret_different`.
    pub fn modifier(self, contenu: ContenuDap) -> Result<Self, Refus> {
        if !self.est_modifiable() {
            return self.interdit(
                "modifiée",
                "Attendez la décision ; une DAP validée se modifie par un avenant.",
            );
        }
        if contenu.siret != self.contenu.siret {
            return Err(Refus::new(
                "siret_different",
                "Une DAP reste celle de son établissement : saisissez une autre DAP pour cet autre SIRET.",
            ));
        }
        Ok(Self { contenu, ..self })
    }

    /// The employer sends it; `manque_fiche` names what the establishment sheet lacks.
    ///
    /// Codes: `transition_interdite`, `fiche_incomplete`.
    pub fn envoyer(
        self,
        auteur: &str,
        maintenant: OffsetDateTime,
        manque_fiche: &[&str],
    ) -> Result<Self, Refus> {
        if !self.est_modifiable() {
            return self.interdit(
                "envoyée",
                "Elle l'est déjà, ou elle est close : suivez-la sur sa page, ou saisissez une autre DAP.",
            );
        }
        if !manque_fiche.is_empty() {
            return Err(Refus::new(
                "fiche_incomplete",
                format!(
                    "Il manque à l'établissement : {}. Complétez sa fiche et ses coordonnées bancaires, puis envoyez la DAP.",
                    dire_manques(manque_fiche)
                ),
            ));
        }
        Ok(self.passe(EtatDap::EnAttenteInstructionUd {
            envoyee_le: maintenant,
            auteur: auteur.to_owned(),
            limite_tacite: limite_tacite(maintenant),
        }))
    }

    /// An agent takes it.
    ///
    /// Codes: `deja_prise`, `transition_interdite`.
    pub fn prendre(self, agent: &str, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        match &self.etat {
            EtatDap::EnAttenteInstructionUd {
                envoyee_le,
                auteur,
                limite_tacite,
            } => {
                let etat = EtatDap::InstructionEnCours {
                    envoyee_le: *envoyee_le,
                    auteur: auteur.clone(),
                    limite_tacite: *limite_tacite,
                    agent: agent.to_owned(),
                    prise_le: maintenant,
                };
                Ok(self.passe(etat))
            }
            EtatDap::InstructionEnCours { agent, .. } => Err(Refus::new(
                "deja_prise",
                format!("Cette DAP est déjà instruite par {agent} : demandez-lui de la libérer."),
            )),
            _ => self.interdit("prise en instruction", "Rechargez la liste."),
        }
    }

    /// The agent releases it: back to the queue, the delay still running.
    pub fn liberer(self) -> Result<Self, Refus> {
        match &self.etat {
            EtatDap::InstructionEnCours {
                envoyee_le,
                auteur,
                limite_tacite,
                ..
            } => {
                let etat = EtatDap::EnAttenteInstructionUd {
                    envoyee_le: *envoyee_le,
                    auteur: auteur.clone(),
                    limite_tacite: *limite_tacite,
                };
                Ok(self.passe(etat))
            }
            _ => self.interdit(
                "libérée",
                "Seule une DAP en cours d'instruction l'est : rechargez la page.",
            ),
        }
    }

    /// The agent who has it hands it over to a colleague; the delay goes on.
    ///
    /// Codes: `transition_interdite`, `dossier_d_un_autre_agent`.
    pub fn confier(self, agent: &str, collegue: &str, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        self.en_instruction_par(agent, "confiée")?;
        let etat = match self.etat.clone() {
            EtatDap::InstructionEnCours {
                envoyee_le,
                auteur,
                limite_tacite,
                ..
            } => EtatDap::InstructionEnCours {
                envoyee_le,
                auteur,
                limite_tacite,
                agent: collegue.to_owned(),
                prise_le: maintenant,
            },
            autre => autre,
        };
        Ok(self.passe(etat))
    }

    /// A validated avenant takes the place of the authorisation in force: what it authorises, by
    /// whom and when; the DI code stays that of the first decision.
    ///
    /// Codes: `transition_interdite`, `siret_different`.
    pub fn amender(self, avenant: &Self) -> Result<Self, Refus> {
        if avenant.contenu.siret != self.contenu.siret {
            return Err(Refus::new(
                "siret_different",
                "Un avenant reste celui de l'établissement de la DAP : saisissez une autre DAP pour cet autre SIRET.",
            ));
        }
        let EtatDap::Validee { code_di, .. } = &self.etat else {
            return self.interdit(
                "modifiée par un avenant",
                "Seule une DAP validée l'est : attendez sa décision.",
            );
        };
        let mut etat = avenant.etat.clone();
        let EtatDap::Validee { code_di: place, .. } = &mut etat else {
            return avenant.interdit(
                "appliquée",
                "Seul un avenant validé l'est : attendez sa décision.",
            );
        };
        place.clone_from(code_di);
        Ok(Self {
            contenu: avenant.contenu.clone(),
            etat,
        })
    }

    /// The agent must be the one who has taken it.
    fn en_instruction_par(&self, agent: &str, action: &str) -> Result<Date, Refus> {
        match &self.etat {
            EtatDap::InstructionEnCours {
                agent: tenant,
                limite_tacite,
                ..
            } if tenant == agent => Ok(*limite_tacite),
            EtatDap::InstructionEnCours { agent: tenant, .. } => Err(Refus::new(
                "dossier_d_un_autre_agent",
                format!("Cette DAP est instruite par {tenant} : demandez-lui de la libérer."),
            )),
            _ => self.interdit(action, "Prenez-la d'abord en instruction."),
        }
    }

    /// After the delay the authorisation is acquired: it can no longer be denied.
    fn avant_limite(&self, agent: &str, maintenant: OffsetDateTime, action: &str) -> Result<(), Refus> {
        let limite = self.en_instruction_par(agent, action)?;
        if maintenant >= fin_de_jour_paris(limite) {
            return Err(Refus::new(
                "delai_tacite_depasse",
                format!(
                    "Le délai d'acceptation tacite est passé depuis le {} : la demande est acceptée, elle ne peut plus être {action}. Validez-la telle quelle ; l'employeur peut la changer par un avenant.",
                    date_fr(limite)
                ),
            ));
        }
        Ok(())
    }

    /// The agent authorises the whole request.
    ///
    /// Codes: `transition_interdite`, `dossier_d_un_autre_agent`.
    pub fn valider(self, agent: &str, maintenant: OffsetDateTime, code_di: CodeDi) -> Result<Self, Refus> {
        let (heures, debut, fin) = self.demande();
        self.valider_en_partie(agent, maintenant, code_di, heures, (debut, fin))
    }

    /// The agent authorises fewer hours or a shorter period.
    ///
    /// Codes: those of [`Dap::valider`], `autorisation_hors_demande`; `delai_tacite_depasse` when less is
    /// authorised than the law has accepted already.
    pub fn valider_en_partie(
        self,
        agent: &str,
        maintenant: OffsetDateTime,
        code_di: CodeDi,
        heures_autorisees: Heures,
        (debut, fin): (Date, Date),
    ) -> Result<Self, Refus> {
        self.en_instruction_par(agent, "validée")?;
        let c = &self.contenu;
        let dans_la_demande = heures_autorisees <= c.heures_prevues
            && heures_autorisees > Heures::ZERO
            && c.debut <= debut
            && debut <= fin
            && fin <= c.fin;
        if !dans_la_demande {
            return Err(Refus::new(
                "autorisation_hors_demande",
                "L'autorisation ne peut dépasser ni les heures ni la période demandées : réduisez-les, ou invalidez la demande pour que l'employeur la corrige.",
            ));
        }
        // What is accepted already can be confirmed, not cut down.
        if (heures_autorisees, debut, fin) != self.demande() {
            self.avant_limite(agent, maintenant, "réduite")?;
        }
        Ok(self.passe(EtatDap::Validee {
            decidee_le: maintenant,
            agent: Some(agent.to_owned()),
            code_di,
            heures_autorisees,
            debut,
            fin,
        }))
    }

    fn demande(&self) -> (Heures, Date, Date) {
        (self.contenu.heures_prevues, self.contenu.debut, self.contenu.fin)
    }

    /// The agent sends it back to be corrected.
    ///
    /// Codes: `transition_interdite`, `dossier_d_un_autre_agent`, `delai_tacite_depasse`,
    /// `motifs_requis`.
    pub fn invalider(self, agent: &str, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        self.avant_limite(agent, maintenant, "invalidée")?;
        let motifs = motives(motifs)?;
        Ok(self.passe(EtatDap::Invalidee {
            decidee_le: maintenant,
            agent: agent.to_owned(),
            motifs,
        }))
    }

    /// The agent refuses, with reasons.
    ///
    /// Codes: those of [`Dap::invalider`].
    pub fn refuser(self, agent: &str, maintenant: OffsetDateTime, motifs: &str) -> Result<Self, Refus> {
        self.avant_limite(agent, maintenant, "refusée")?;
        let motifs = motives(motifs)?;
        Ok(self.passe(EtatDap::Refusee {
            decidee_le: maintenant,
            agent: agent.to_owned(),
            motifs,
        }))
    }

    /// The legal delay has passed in a waiting state: the request is accepted whole.
    ///
    /// Codes: `transition_interdite`, `delai_tacite_en_cours`.
    pub fn accepter_tacitement(self, maintenant: OffsetDateTime, code_di: CodeDi) -> Result<Self, Refus> {
        let Some(limite) = self.etat.limite_tacite() else {
            return self.interdit(
                "acceptée tacitement",
                "Seule une demande reçue et non décidée l'est : rechargez la page.",
            );
        };
        if maintenant < fin_de_jour_paris(limite) {
            return Err(Refus::new(
                "delai_tacite_en_cours",
                format!(
                    "Le délai d'acceptation tacite court jusqu'au {} à minuit : attendez-en la fin, ou la décision de l'agent.",
                    date_fr(limite)
                ),
            ));
        }
        let (heures_autorisees, debut, fin) = self.demande();
        Ok(self.passe(EtatDap::Validee {
            decidee_le: maintenant,
            agent: None,
            code_di,
            heures_autorisees,
            debut,
            fin,
        }))
    }

    /// The employer withdraws it before instruction, or after an invalidation.
    pub fn retirer(self, maintenant: OffsetDateTime) -> Result<Self, Refus> {
        let etat = self.etat.retirer(maintenant)?;
        Ok(Self {
            etat,
            contenu: self.contenu,
        })
    }
}
