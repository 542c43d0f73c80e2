//! The company register: the open API "Recherche d'entreprises", or for the demo a file of the
//! same shape. Whatever it does, filing goes on: an error is an answer, `Indisponible`.

mod cache;
mod disjoncteur;
mod http;
mod lecture;

pub use http::{ConfigRegistre, RegistreHttp};

use std::sync::Arc;
use time::OffsetDateTime;

/// Tells the time; injected.
pub type Horloge = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// What the register knows of an establishment; everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FicheRegistre {
    pub siret: String,
    pub siren: Option<String>,
    pub denomination: Option<String>,
    pub numero_voie: Option<String>,
    pub type_voie: Option<String>,
    pub libelle_voie: Option<String>,
    pub complement_adresse: Option<String>,
    pub code_postal: Option<String>,
    pub ville: Option<String>,
    pub activite_principale: Option<String>,
    /// No longer active.
    pub ferme: bool,
}

/// The register's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReponseRegistre {
    Trouve(Box<FicheRegistre>),
    Inconnu,
    /// Down, too slow, refusing, or answering nonsense.
    Indisponible,
}

/// Where companies are looked up.
pub enum Registre {
    Http(Box<RegistreHttp>),
    /// Recorded answers (demo).
    Fichier(serde_json::Value),
    Absent,
}

/// Companies of the demo.
const DEMO: &str = include_str!("../../assets/registre-demo.json");

impl Registre {
    /// The register of the demo.
    #[must_use]
    pub fn demo() -> Self {
        serde_json::from_str(DEMO).map_or(Self::Absent, Self::Fichier)
    }

    /// Looks a SIRET (14 digits) up.
    pub async fn chercher(&self, siret: &str) -> ReponseRegistre {
        match self {
            Self::Http(registre) => registre.chercher(siret).await,
            Self::Fichier(json) => lecture::lire(json, siret),
            Self::Absent => ReponseRegistre::Indisponible,
        }
    }
}
