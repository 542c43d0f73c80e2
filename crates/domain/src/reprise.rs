//! The takeover: the principal user of an establishment has left, somebody else asks for the role.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::compte::{Courriel, Telephone};
use crate::erreur::{Collecte, Fautes, Refus};
use crate::etablissement::Siret;
use crate::utilisateur::{MAX_NOM, confirmer_courriel};

/// Longest text of the reasons.
pub const MAX_MOTIF: usize = 1000;
/// Requests that may wait for one establishment: each sends a notice to its users.
pub const MAX_EN_ATTENTE: u64 = 3;

codes! {
    /// Where the request stands.
    pub enum EtatReprise, inconnu = "etat_inconnu", message = "État inconnu" {
        EnAttente => ("en_attente", "En attente"),
        Acceptee => ("acceptee", "Acceptée"),
        Refusee => ("refusee", "Refusée"),
    }
}

codes! {
    /// What becomes of the principal user who is replaced.
    pub enum SortAncien, inconnu = "sort_inconnu", message = "Sort de l'ancien utilisateur principal inconnu" {
        Retirer => ("retirer", "Retiré de l'établissement"),
        Garder => ("garder", "Gardé comme utilisateur"),
    }
}

/// What the help desk answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionReprise {
    /// The person becomes the principal user.
    Accepter {
        /// What becomes of the one they replace.
        ancien: SortAncien,
    },
    /// They do not, and why (told to the person).
    Refuser {
        /// Reasons, in French, never empty.
        motif: String,
    },
}

/// A request for takeover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reprise {
    /// Where it stands.
    pub etat: EtatReprise,
    /// What becomes of the one who is replaced, once accepted.
    pub ancien: Option<SortAncien>,
    /// Reason of a refusal.
    pub motif_refus: Option<String>,
}

impl Reprise {
    /// A new request.
    pub const fn demander() -> Self {
        Self {
            etat: EtatReprise::EnAttente,
            ancien: None,
            motif_refus: None,
        }
    }

    /// The help desk decides, once. Codes: `reprise_deja_decidee`, `motifs_requis`.
    pub fn decider(self, decision: DecisionReprise) -> Result<Self, Refus> {
        if self.etat != EtatReprise::EnAttente {
            return Err(Refus::new(
                "reprise_deja_decidee",
                format!(
                    "Cette demande de reprise est déjà décidée ({}) : rechargez la liste.",
                    self.etat.libelle().to_lowercase()
                ),
            ));
        }
        match decision {
            DecisionReprise::Accepter { ancien } => Ok(Self {
                etat: EtatReprise::Acceptee,
                ancien: Some(ancien),
                ..self
            }),
            DecisionReprise::Refuser { motif } if motif.trim().is_empty() => Err(Refus::new(
                "motifs_requis",
                "Un refus est motivé : dites à la personne pourquoi.",
            )),
            DecisionReprise::Refuser { motif } => Ok(Self {
                etat: EtatReprise::Refusee,
                motif_refus: Some(motif.trim().to_owned()),
                ..self
            }),
        }
    }
}

/// The request, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandeReprise {
    /// The establishment.
    pub siret: Siret,
    /// Name of the person who asks.
    pub nom: String,
    /// Their first name.
    pub prenom: String,
    /// Their telephone: the help desk calls back.
    pub telephone: Telephone,
    /// Their e-mail.
    pub courriel: Courriel,
    /// Why.
    pub motif: String,
}

/// The request, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieReprise {
    /// As typed.
    pub siret: String,
    /// As typed.
    pub nom: String,
    /// As typed.
    pub prenom: String,
    /// As typed.
    pub telephone: String,
    /// As typed.
    pub courriel: String,
    /// The same, a second time.
    pub courriel_confirmation: String,
    /// As typed.
    pub motif: String,
}

impl SaisieReprise {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: `champ_requis`, `texte_trop_long`, those of each value, `courriel_different`.
    pub fn verifier(&self) -> Result<DemandeReprise, Fautes> {
        let mut c = Collecte::new();
        let siret = c.requis("/siret", &self.siret);
        let motif = c.texte("/motif", &self.motif, MAX_MOTIF);
        let nom = c.ligne("/nom", &self.nom, MAX_NOM);
        let prenom = c.ligne("/prenom", &self.prenom, MAX_NOM);
        let telephone = c.requis("/telephone", &self.telephone);
        let courriel = c.requis("/courriel", &self.courriel);
        confirmer_courriel(
            &mut c,
            "/courriel_confirmation",
            &courriel,
            &self.courriel_confirmation,
        );
        let (Some(siret), Some(telephone), Some(courriel)) = (siret, telephone, courriel) else {
            return c.echec();
        };
        c.fin()?;
        Ok(DemandeReprise {
            siret,
            nom,
            prenom,
            telephone,
            courriel,
            motif,
        })
    }
}
