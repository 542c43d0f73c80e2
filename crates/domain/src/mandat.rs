//! The mandate (contrat de prestation): for how long an accountant (tiers déclarant) acts for a
//! client's establishment, and that the client agreed.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendrier::{date_fr, parse_date};
use crate::codes::codes;
use crate::erreur::{Collecte, Faute, Fautes, Refus};
use crate::etablissement::Siret;

/// Longest reason of a refusal or of a revocation.
pub const MAX_MOTIF: usize = 1000;

codes! {
    /// What was said of the mandate.
    pub enum EtatMandat, inconnu = "etat_inconnu", message = "État inconnu" {
        EnAttente => ("en_attente", "En attente du client"),
        Accepte => ("accepte", "Accepté"),
        Refuse => ("refuse", "Refusé"),
        Revoque => ("revoque", "Révoqué"),
    }
}

codes! {
    /// Where a mandate stands on a day: what was said of it, and its dates.
    pub enum SituationMandat, inconnu = "situation_inconnue", message = "Situation inconnue" {
        EnAttente => ("en_attente", "En attente du client"),
        AVenir => ("a_venir", "À venir"),
        EnCours => ("en_cours", "En cours"),
        Expire => ("expire", "Expiré"),
        Refuse => ("refuse", "Refusé"),
        Revoque => ("revoque", "Révoqué"),
    }
}

/// A mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandat {
    /// What was said of it.
    pub etat: EtatMandat,
    /// First day.
    pub debut: Date,
    /// Last day; without one it runs until it is revoked.
    pub fin: Option<Date>,
    /// Why it was refused or revoked.
    pub motif: Option<String>,
}

impl Mandat {
    /// What the accountant declares; the client has the word.
    pub const fn declarer(debut: Date, fin: Option<Date>) -> Self {
        Self {
            etat: EtatMandat::EnAttente,
            debut,
            fin,
            motif: None,
        }
    }

    /// The client agrees. Codes: `mandat_deja_decide`, `mandat_expire`.
    pub fn accepter(self, jour: Date) -> Result<Self, Refus> {
        self.verifier_en_attente()?;
        if let Some(fin) = self.fin.filter(|fin| *fin < jour) {
            return Err(Refus::new(
                "mandat_expire",
                format!(
                    "Ce mandat est terminé depuis le {} : demandez à votre expert-comptable d'en déclarer un nouveau.",
                    date_fr(fin)
                ),
            ));
        }
        Ok(Self {
            etat: EtatMandat::Accepte,
            ..self
        })
    }

    /// The client does not agree, and says why. Codes: `mandat_deja_decide`, `motifs_requis`.
    pub fn refuser(self, motif: &str) -> Result<Self, Refus> {
        self.verifier_en_attente()?;
        let motif = motif.trim();
        if motif.is_empty() {
            return Err(Refus::new(
                "motifs_requis",
                "Un refus est motivé : dites à votre expert-comptable pourquoi.",
            ));
        }
        Ok(Self {
            etat: EtatMandat::Refuse,
            motif: Some(motif.to_owned()),
            ..self
        })
    }

    /// Either party ends it, at once. Before the client's answer the accountant takes it back so.
    ///
    /// Code: `mandat_deja_fini`.
    pub fn revoquer(self, motif: &str, jour: Date) -> Result<Self, Refus> {
        match self.situation(jour) {
            SituationMandat::EnAttente | SituationMandat::AVenir | SituationMandat::EnCours => Ok(Self {
                etat: EtatMandat::Revoque,
                motif: Some(motif.trim().to_owned()).filter(|motif| !motif.is_empty()),
                ..self
            }),
            autre => Err(Refus::new(
                "mandat_deja_fini",
                format!(
                    "Ce mandat est déjà terminé ({}) : rechargez la liste.",
                    autre.libelle().to_lowercase()
                ),
            )),
        }
    }

    /// Where it stands on `jour`.
    pub fn situation(&self, jour: Date) -> SituationMandat {
        match self.etat {
            EtatMandat::EnAttente => SituationMandat::EnAttente,
            EtatMandat::Refuse => SituationMandat::Refuse,
            EtatMandat::Revoque => SituationMandat::Revoque,
            EtatMandat::Accepte if jour < self.debut => SituationMandat::AVenir,
            EtatMandat::Accepte if self.fin.is_some_and(|fin| fin < jour) => SituationMandat::Expire,
            EtatMandat::Accepte => SituationMandat::EnCours,
        }
    }

    /// True when the accountant may act on `jour`: accepted, and within its dates, both included.
    pub fn couvre(&self, jour: Date) -> bool {
        self.situation(jour) == SituationMandat::EnCours
    }

    /// True when it stands (or waits) on some day from `debut` to `fin`.
    pub fn chevauche(&self, debut: Date, fin: Option<Date>) -> bool {
        matches!(self.etat, EtatMandat::EnAttente | EtatMandat::Accepte)
            && fin.is_none_or(|fin| self.debut <= fin)
            && self.fin.is_none_or(|la_sienne| debut <= la_sienne)
    }

    fn verifier_en_attente(&self) -> Result<(), Refus> {
        if self.etat == EtatMandat::EnAttente {
            return Ok(());
        }
        Err(Refus::new(
            "mandat_deja_decide",
            format!(
                "Ce mandat a déjà reçu une réponse ({}) : rechargez la liste.",
                self.etat.libelle().to_lowercase()
            ),
        ))
    }
}

/// What an accountant declares, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandatDeclare {
    /// The client's establishment.
    pub siret: Siret,
    /// First day.
    pub debut: Date,
    /// Last day.
    pub fin: Option<Date>,
}

/// What an accountant declares, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieMandat {
    /// As typed.
    pub siret: String,
    /// `2022-05-01` or `01/05/2022`.
    pub debut: String,
    /// The same; empty without end.
    pub fin: String,
}

impl SaisieMandat {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: `champ_requis`, `siret_*`, `date_invalide`, `dates_inversees`.
    pub fn verifier(&self) -> Result<MandatDeclare, Fautes> {
        let mut c = Collecte::new();
        let siret = c.requis::<Siret>("/siret", &self.siret);
        let debut = if self.debut.trim().is_empty() {
            c.ajouter(Refus::champ_requis().au_champ("/debut"));
            None
        } else {
            c.prendre("/debut", parse_date(&self.debut))
        };
        let fin = if self.fin.trim().is_empty() {
            None
        } else {
            c.prendre("/fin", parse_date(&self.fin))
        };
        if let (Some(debut), Some(fin)) = (debut, fin)
            && fin < debut
        {
            c.ajouter(Faute::champ(
                "/fin",
                "dates_inversees",
                "La fin du mandat précède son début : vérifiez les deux dates.",
            ));
        }
        let (Some(siret), Some(debut)) = (siret, debut) else {
            return c.echec();
        };
        c.fin()?;
        Ok(MandatDeclare { siret, debut, fin })
    }
}
