//! Who acts.

use db::dap::{Portee, Porteur};
use domain::compte::Role;
use time::Date;
use uuid::Uuid;

use crate::Erreur;

/// The person (or the operator) on whose behalf a use case runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acteur {
    pub compte_id: Uuid,
    pub session_id: Uuid,
    pub identifiant: String,
    pub nom: String,
    pub prenom: String,
    pub role: Role,
    /// Départements of a UD agent; empty for everybody else.
    pub departements: Vec<String>,
    /// Paris day of the request: mandates begin and end.
    pub jour: Date,
    /// `navigateur`, or the name of a payroll application.
    pub application: String,
}

impl Acteur {
    /// As the journal and notices name them.
    pub fn nom_complet(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }

    /// Which files they may see.
    ///
    /// # Errors
    /// `RoleInsuffisant` for whoever sees none.
    pub fn portee(&self) -> Result<Portee, Erreur> {
        match self.role {
            Role::Utilisateur | Role::TiersDeclarant => Ok(Portee::Compte(self.porteur())),
            Role::AgentUd if !self.departements.is_empty() => {
                Ok(Portee::Departements(self.departements.clone()))
            }
            _ => Err(Erreur::RoleInsuffisant),
        }
    }

    /// Whose rights count, on which day.
    pub fn porteur(&self) -> Porteur {
        Porteur {
            compte_id: self.compte_id,
            jour: self.jour,
        }
    }

    /// # Errors
    /// `RoleInsuffisant` for whoever is not of the help desk.
    pub fn exiger_assistance(&self) -> Result<(), Erreur> {
        if self.role == Role::Assistance {
            Ok(())
        } else {
            Err(Erreur::RoleInsuffisant)
        }
    }

    pub fn est_agent(&self) -> bool {
        self.role == Role::AgentUd
    }
}
