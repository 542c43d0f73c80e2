//! The typed client of the API. The SPA, the tests and integrators call the same code:
//! one function per operation, one file per noun.
//!
//! ```no_run
//! # async fn exemple() -> Result<(), client::Erreur> {
//! let client = client::Client::new("http://127.0.0.1:8080");
//! client.ouvrir_session("claire.martin", "…").await?;
//! for dap in client.lister_daps(&Default::default()).await?.items {
//!     println!("{} {}", dap.numero, dap.etat_libelle);
//! }
//! # Ok(()) }
//! ```

mod agent;
mod annonce;
mod assistance;
mod compte;
mod compte_assistance;
mod controle;
mod coordonnees_bancaires;
mod dap;
mod demande_assistance;
mod demo;
mod diagnostic;
mod document;
mod etablissement;
mod fiche;
mod habilitation;
mod import;
mod indemnisation;
mod inscription;
mod lot;
mod mandat;
mod oubli;
mod paiement;
mod reprise;
mod salarie;
mod second_facteur;
mod session;
mod simulation;
#[cfg_attr(target_arch = "wasm32", path = "transport_web.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "transport_natif.rs")]
mod transport;
mod utilisateur;

use api_types::Probleme;
use serde::{Serialize, de::DeserializeOwned};

pub use compte_assistance::FiltreComptes;
pub use controle::resoudre as resoudre_controle;
pub use dap::{FiltreDaps, chemin_export_daps};
pub use demande_assistance::FiltreAssistance;
pub use import::{CibleImport, OptionsImport};
pub use indemnisation::{FiltreDemandes, chemin_export_demandes};
pub use paiement::{FiltrePaiements, FiltreRejets};

/// Why a call gave no result.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Erreur {
    /// The API answered a problem.
    #[error("{0}")]
    Probleme(Box<Probleme>),
    /// The API could not be reached or did not answer.
    #[error("Le service ne répond pas. Vérifiez votre connexion, puis réessayez. ({0})")]
    Reseau(String),
    /// The answer is not what the contract says.
    #[error("Réponse inattendue du service : {0}")]
    Reponse(String),
}

impl Erreur {
    /// The problem, when the API answered one.
    #[must_use]
    pub fn probleme(&self) -> Option<&Probleme> {
        match self {
            Self::Probleme(probleme) => Some(probleme),
            Self::Reseau(_) | Self::Reponse(_) => None,
        }
    }

    /// The stable code, when the API answered a problem.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.probleme().map(|probleme| probleme.code.as_str())
    }
}

/// A document with the `ETag` that its next `If-Match` needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Versionne<T> {
    pub corps: T,
    pub etag: String,
}

/// The client. Natively it keeps its own cookie jar; in a browser the browser does.
#[derive(Debug, Clone)]
pub struct Client {
    base: String,
    transport: transport::Transport,
}

pub(crate) enum Corps {
    Vide,
    Json(String),
    Fichier(Vec<u8>),
    /// Whoever sends it does not wait for the result.
    FichierLong(Vec<u8>),
}

pub(crate) struct Requete<'a> {
    methode: &'static str,
    url: String,
    etag: Option<&'a str>,
    /// Opens a request for assistance to whoever has the link of the mail.
    cle_assistance: Option<&'a str>,
    cle_idempotence: Option<String>,
    corps: Corps,
}

pub(crate) struct Reponse {
    statut: u16,
    etag: Option<String>,
    octets: Vec<u8>,
}

impl Client {
    /// A client of the service at `base` (no trailing slash); empty for the page's own origin.
    #[must_use]
    pub fn new(base: impl Into<String>) -> Self {
        let base = base.into();
        Self {
            transport: transport::Transport::new(&base),
            base,
        }
    }

    /// The address of an API path, for a link that the browser follows itself (PDF).
    #[must_use]
    pub fn url(&self, chemin: &str) -> String {
        format!("{}/api/v1{chemin}", self.base)
    }

    /// Calls a route that has no method here: status and body, whatever they are. `null` stands
    /// for an absent body, in both directions.
    ///
    /// # Errors
    /// `Reseau`.
    pub async fn appeler_brut(
        &self,
        methode: &'static str,
        chemin: &str,
        etag: Option<&str>,
        corps: &serde_json::Value,
    ) -> Result<(u16, serde_json::Value), Erreur> {
        let (statut, octets) = self.appeler_octets(methode, chemin, etag, corps).await?;
        Ok((statut, serde_json::from_slice(&octets).unwrap_or_default()))
    }

    /// The same for whatever body comes back: a file, a document.
    ///
    /// # Errors
    /// `Reseau`.
    pub async fn appeler_octets(
        &self,
        methode: &'static str,
        chemin: &str,
        etag: Option<&str>,
        corps: &serde_json::Value,
    ) -> Result<(u16, Vec<u8>), Erreur> {
        let requete = Requete {
            methode,
            url: self.url(chemin),
            etag,
            cle_assistance: None,
            cle_idempotence: (methode == "POST").then(transport::cle_idempotence),
            corps: if corps.is_null() {
                Corps::Vide
            } else {
                json(corps)?
            },
        };
        let reponse = self.transport.envoyer(requete).await?;
        Ok((reponse.statut, reponse.octets))
    }

    async fn envoyer(&self, requete: Requete<'_>) -> Result<Reponse, Erreur> {
        let reponse = self.transport.envoyer(requete).await?;
        if reponse.statut < 400 {
            return Ok(reponse);
        }
        match serde_json::from_slice::<Probleme>(&reponse.octets) {
            Ok(probleme) => Err(Erreur::Probleme(Box::new(probleme))),
            Err(_) => Err(Erreur::Reponse(format!("statut {}", reponse.statut))),
        }
    }

    async fn appeler(
        &self,
        methode: &'static str,
        chemin: &str,
        etag: Option<&str>,
        corps: Corps,
    ) -> Result<Reponse, Erreur> {
        self.appeler_avec_cle(methode, chemin, etag, None, corps).await
    }

    async fn appeler_avec_cle(
        &self,
        methode: &'static str,
        chemin: &str,
        etag: Option<&str>,
        cle_assistance: Option<&str>,
        corps: Corps,
    ) -> Result<Reponse, Erreur> {
        // A key on every POST: a retry of the same call may then never create twice.
        let cle_idempotence = (methode == "POST").then(transport::cle_idempotence);
        self.envoyer(Requete {
            methode,
            url: self.url(chemin),
            etag,
            cle_assistance,
            cle_idempotence,
            corps,
        })
        .await
    }

    pub(crate) async fn lire<T: DeserializeOwned>(&self, chemin: &str) -> Result<T, Erreur> {
        decoder(&self.appeler("GET", chemin, None, Corps::Vide).await?)
    }

    pub(crate) async fn lire_octets(&self, chemin: &str) -> Result<Vec<u8>, Erreur> {
        Ok(self.appeler("GET", chemin, None, Corps::Vide).await?.octets)
    }

    pub(crate) async fn lire_versionne<T: DeserializeOwned>(
        &self,
        chemin: &str,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(self.appeler("GET", chemin, None, Corps::Vide).await?)
    }

    pub(crate) async fn lire_avec_cle<T: DeserializeOwned>(
        &self,
        chemin: &str,
        cle: Option<&str>,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(
            self.appeler_avec_cle("GET", chemin, None, cle, Corps::Vide)
                .await?,
        )
    }

    pub(crate) async fn poster_avec_cle<T: DeserializeOwned>(
        &self,
        chemin: &str,
        cle: Option<&str>,
        corps: &impl Serialize,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(
            self.appeler_avec_cle("POST", chemin, None, cle, json(corps)?)
                .await?,
        )
    }

    pub(crate) async fn poster<T: DeserializeOwned>(
        &self,
        chemin: &str,
        corps: &impl Serialize,
    ) -> Result<T, Erreur> {
        decoder(&self.appeler("POST", chemin, None, json(corps)?).await?)
    }

    pub(crate) async fn poster_versionne<T: DeserializeOwned>(
        &self,
        chemin: &str,
        etag: Option<&str>,
        corps: &impl Serialize,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(self.appeler("POST", chemin, etag, json(corps)?).await?)
    }

    pub(crate) async fn poster_fichier<T: DeserializeOwned>(
        &self,
        chemin: &str,
        octets: Vec<u8>,
    ) -> Result<T, Erreur> {
        decoder(&self.appeler("POST", chemin, None, Corps::Fichier(octets)).await?)
    }

    pub(crate) async fn poster_fichier_versionne<T: DeserializeOwned>(
        &self,
        chemin: &str,
        octets: Vec<u8>,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(self.appeler("POST", chemin, None, Corps::Fichier(octets)).await?)
    }

    pub(crate) async fn remplacer<T: DeserializeOwned>(
        &self,
        chemin: &str,
        etag: Option<&str>,
        corps: &impl Serialize,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(self.appeler("PUT", chemin, etag, json(corps)?).await?)
    }

    pub(crate) async fn supprimer_versionne<T: DeserializeOwned>(
        &self,
        chemin: &str,
    ) -> Result<Versionne<T>, Erreur> {
        versionner(self.appeler("DELETE", chemin, None, Corps::Vide).await?)
    }

    /// Deletes what is still as the caller read it.
    pub(crate) async fn effacer(&self, chemin: &str, etag: &str) -> Result<(), Erreur> {
        self.appeler("DELETE", chemin, Some(etag), Corps::Vide)
            .await
            .map(|_| ())
    }

    pub(crate) async fn sans_reponse(
        &self,
        methode: &'static str,
        chemin: &str,
        corps: Corps,
    ) -> Result<(), Erreur> {
        self.appeler(methode, chemin, None, corps).await.map(|_| ())
    }
}

pub(crate) fn json(corps: &impl Serialize) -> Result<Corps, Erreur> {
    serde_json::to_string(corps)
        .map(Corps::Json)
        .map_err(|erreur| Erreur::Reponse(erreur.to_string()))
}

fn decoder<T: DeserializeOwned>(reponse: &Reponse) -> Result<T, Erreur> {
    serde_json::from_slice(&reponse.octets).map_err(|erreur| Erreur::Reponse(erreur.to_string()))
}

fn versionner<T: DeserializeOwned>(reponse: Reponse) -> Result<Versionne<T>, Erreur> {
    let corps = decoder(&reponse)?;
    Ok(Versionne {
        corps,
        etag: reponse.etag.unwrap_or_default(),
    })
}

/// Percent-encodes a query value.
pub(crate) fn encoder(valeur: &str) -> String {
    let mut sortie = String::with_capacity(valeur.len());
    for octet in valeur.bytes() {
        if octet.is_ascii_alphanumeric() || b"-_.~".contains(&octet) {
            sortie.push(char::from(octet));
        } else {
            sortie.push_str(&format!("%{octet:02X}"));
        }
    }
    sortie
}

/// `?a=1&b=2` of the values that are there.
pub(crate) fn parametres(paires: &[(&str, Option<&str>)]) -> String {
    let mut sortie = String::new();
    for (nom, valeur) in paires {
        if let Some(valeur) = valeur.filter(|valeur| !valeur.is_empty()) {
            sortie.push(if sortie.is_empty() { '?' } else { '&' });
            sortie.push_str(nom);
            sortie.push('=');
            sortie.push_str(&encoder(valeur));
        }
    }
    sortie
}
