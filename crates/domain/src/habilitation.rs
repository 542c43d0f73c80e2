//! The habilitation: an account may act for an establishment once the help desk agrees.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::erreur::Refus;

/// No more than 200 SIRET on one account.
pub const MAX_SIRET_PAR_COMPTE: u32 = 200;

codes! {
    /// Where the request stands.
    pub enum EtatHabilitation, inconnu = "etat_inconnu", message = "État inconnu" {
        EnAttente => ("en_attente", "En attente"),
        Acceptee => ("acceptee", "Acceptée"),
        Refusee => ("refusee", "Refusée"),
        Retiree => ("retiree", "Retirée"),
    }
}

codes! {
    /// As what the account acts for the establishment.
    pub enum RoleHabilitation, inconnu = "role_inconnu", message = "Rôle inconnu" {
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

    /// A right that the principal user gives, without the help desk.
    pub const fn accorder() -> Self {
        Self {
            etat: EtatHabilitation::Acceptee,
            role: RoleHabilitation::Utilisateur,
            motif_refus: None,
        }
    }

    /// Ends the right of somebody who is not the principal user.
    ///
    /// Codes: `habilitation_inactive`, `principal_requis`.
    pub fn retirer(self) -> Result<Self, Refus> {
        self.verifier_active()?;
        if self.role == RoleHabilitation::Principal {
            return Err(Refus::new(
                "principal_requis",
                "Un établissement garde toujours un utilisateur principal : transmettez d'abord ce rôle à un autre utilisateur.",
            ));
        }
        Ok(Self {
            etat: EtatHabilitation::Retiree,
            ..self
        })
    }

    /// The principal role goes from `self` to `successeur`; who had it stays a user.
    ///
    /// Codes: `habilitation_inactive`, `reserve_au_principal`, `deja_principal`.
    pub fn ceder(self, successeur: Self) -> Result<(Self, Self), Refus> {
        self.verifier_active()?;
        successeur.verifier_active()?;
        if self.role != RoleHabilitation::Principal {
            return Err(reserve_au_principal());
        }
        if successeur.role == RoleHabilitation::Principal {
            return Err(Refus::new(
                "deja_principal",
                "Cette personne est déjà l'utilisateur principal.",
            ));
        }
        let ancien = Self {
            role: RoleHabilitation::Utilisateur,
            ..self
        };
        let nouveau = Self {
            role: RoleHabilitation::Principal,
            ..successeur
        };
        Ok((ancien, nouveau))
    }

    fn verifier_active(&self) -> Result<(), Refus> {
        if self.etat == EtatHabilitation::Acceptee {
            return Ok(());
        }
        Err(Refus::new(
            "habilitation_inactive",
            "Cette personne n'est plus utilisatrice de l'établissement : rechargez la liste.",
        ))
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

/// The refusal of whoever is not the principal user. Code: `reserve_au_principal`.
pub fn reserve_au_principal() -> Refus {
    Refus::new(
        "reserve_au_principal",
        "Seul l'utilisateur principal de l'établissement peut faire cela : demandez-le-lui, ou demandez la reprise du rôle s'il a quitté l'entreprise.",
    )
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
