//! Why a use case did nothing.

use domain::indemnisation::Blocage;
use domain::{Faute, Fautes, Refus};

/// Every variant but the last two is the caller's to mend.
#[derive(Debug, thiserror::Error)]
pub enum Erreur {
    /// Faults of the body, all at once.
    #[error("{0}")]
    Fautes(Fautes),
    /// A rule or a state forbids it.
    #[error("{0}")]
    Refus(Refus),
    /// Does not exist, or is somebody else's.
    #[error("introuvable")]
    Introuvable,
    /// Somebody changed the document since it was read.
    #[error("version périmée")]
    VersionPerimee,
    /// A claim cannot be sent: everything that forbids it, each with its way out.
    #[error("demande bloquée")]
    Blocages(Vec<Blocage>),
    /// Identifiant and password do not go together, or the account is locked.
    #[error("{0}")]
    Connexion(Refus),
    /// Too many passwords wait to be verified: come back in a moment.
    #[error("saturé")]
    Sature,
    /// Too many imports run: come back in a moment.
    #[error("imports saturés")]
    ImportsSatures,
    /// Known to the actor, but not theirs to do: says whose it is.
    #[error("{0}")]
    Interdit(Refus),
    /// The role may not do this.
    #[error("rôle insuffisant")]
    RoleInsuffisant,
    /// The database failed.
    #[error("base de données : {0}")]
    Base(#[from] db::DbErr),
    /// Something that cannot happen happened.
    #[error("interne : {0}")]
    Interne(String),
}

impl From<Fautes> for Erreur {
    fn from(fautes: Fautes) -> Self {
        Self::Fautes(fautes)
    }
}

impl From<domain::import::Echec> for Erreur {
    fn from(echec: domain::import::Echec) -> Self {
        match echec {
            domain::import::Echec::Refus(refus) => Self::Refus(refus),
            domain::import::Echec::Entete(fautes) => Self::Fautes(fautes),
        }
    }
}

impl From<Refus> for Erreur {
    fn from(refus: Refus) -> Self {
        Self::Refus(refus)
    }
}

impl Erreur {
    /// One fault of one field.
    pub fn champ(pointeur: &str, code: &'static str, message: &str) -> Self {
        Self::Fautes(Fautes(vec![Faute::champ(pointeur, code, message)]))
    }

    /// A rule or a state forbids it.
    pub fn refus(code: &'static str, message: &str) -> Self {
        Self::Refus(Refus::new(code, message))
    }

    /// A stored document cannot be read back: a defect of ours.
    pub fn illisible(quoi: &str, erreur: &dyn std::fmt::Display) -> Self {
        Self::Interne(format!("{quoi} illisible : {erreur}"))
    }
}
