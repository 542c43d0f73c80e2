//! What every use case is given: the database, the time, chance, the keys, the settings.

use db::{DatabaseConnection, DbErr, Ecriture};
use domain::bareme::Baremes;
use domain::compte::ReglesVerrou;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::chiffrement::Chiffrement;
use crate::hachage::Hachage;
use crate::{Hasard, Horloge};

/// Settings of the operator that use cases depend on.
#[derive(Debug, Clone)]
pub struct Parametres {
    pub verrou: ReglesVerrou,
    /// A session ends after this long without action.
    pub session: Duration,
    /// From when after the habilitation one can log in.
    pub delai_habilitation: Duration,
    /// Address of the service in mails, without trailing slash.
    pub url_publique: String,
    /// Help line named in mails.
    pub ligne_assistance: String,
    /// Largest document handed in, in bytes.
    pub document_max: usize,
    /// Numbers that the security check makes a browser try, at most.
    pub essais_controle: u32,
    /// The outbox keeps the text of mails that hold a password.
    pub demo: bool,
}

#[derive(Debug, Clone)]
pub struct Contexte {
    /// For readings.
    pub base: DatabaseConnection,
    /// For writes: [`Self::ecrire`], and those of one statement.
    pub ecritures: DatabaseConnection,
    pub horloge: Horloge,
    pub hasard: Hasard,
    pub chiffrement: Chiffrement,
    pub hachage: Hachage,
    pub baremes: Arc<Baremes>,
    pub parametres: Arc<Parametres>,
}

impl Contexte {
    pub fn maintenant(&self) -> OffsetDateTime {
        self.horloge.maintenant()
    }

    pub fn id(&self) -> Uuid {
        self.hasard.id(&self.horloge)
    }

    /// Begins the one transaction of a use case.
    ///
    /// # Errors
    /// `DbErr` when the write lock cannot be had.
    pub async fn ecrire(&self) -> Result<Ecriture, DbErr> {
        db::ecrire(&self.ecritures).await
    }
}
