//! The habilitation: an account may act for an establishment once the help desk agrees.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::erreur::Refus;

/// No more than 200 SIRET on one account.
pub const MAX_SIRET_PAR_COMPTE: u32 = 200;

codes! {
    /// Where the request stands.
    pub enum EtatHabilitation, inconnu = "etat_inconnu", quoi = "État" {
        EnAttente => ("en_attente", "En attente"),
        Acceptee => ("acceptee", "Acceptée"),
        Refusee => ("refusee", "Refusée"),
    }
}

codes! {
    /// As what the account acts for the establishment.
    pub enum RoleHabilitation, inconnu = "role_inconnu", quoi = "Rôle" {
        Principal => ("principal", "Utilisateur principal"),
        Utilisateur => ("utilisateur", "Utilisateur"),
        TiersDeclarant => ("tiers_declarant", "Tiers déclarant"),
    }
}

/// What the help desk answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// The account may act.
    Accepter,
    /// It may not, and why (told to the person).
    Refuser {
        /// Reasons, in French, never empty.
        motif: String,
    },
}

/// A request for habilitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habilitation {
    /// Where it stands.
    pub etat: EtatHabilitation,
    /// As what.
    pub role: RoleHabilitation,
    /// Reason of a refusal.
    pub motif_refus: Option<String>,
}

impl Habilitation {
    /// A new request.
    pub const fn demander(role: RoleHabilitation) -> Self {
        Self {
            etat: EtatHabilitation::EnAttente,
            role,
            motif_refus: None,
        }
    }

    /// The help desk decides, once.
    ///
    /// Codes: `habilitation_deja_decidee`, `motifs_requis`.
    pub fn decider(self, decision: Decision) -> Result<Self, Refus> {
        if self.etat != EtatHabilitation::EnAttente {
            return Err(Refus::new(
                "habilitation_deja_decidee",
                format!(
                    "Cette demande d'habilitation est déjà décidée ({}) : rechargez la liste.",
                    self.etat.libelle().to_lowercase()
                ),
            ));
        }
        match decision {
            Decision::Accepter => Ok(Self {
                etat: EtatHabilitation::Acceptee,
                ..self
            }),
            Decision::Refuser { motif } if motif.trim().is_empty() => Err(Refus::new(
                "motifs_requis",
                "Un refus est motivé : dites à la personne pourquoi.",
            )),
            Decision::Refuser { motif } => Ok(Self {
                etat: EtatHabilitation::Refusee,
                motif_refus: Some(motif.trim().to_owned()),
                ..self
            }),
        }
    }
}

/// Refuses the 201st SIRET of an account. Code: `trop_de_siret`.
pub fn verifier_nombre_siret(deja: u32) -> Result<(), Refus> {
    if deja < MAX_SIRET_PAR_COMPTE {
        return Ok(());
    }
    Err(Refus::new(
        "trop_de_siret",
        "Un compte ne peut pas réunir plus de 200 SIRET : créez un second compte avec une autre adresse électronique.",
    ))
}
