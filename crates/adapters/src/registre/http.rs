//! The register over HTTP, with timeout, circuit breaker and cache.

use std::sync::Mutex;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode};
use serde_json::Value;

use super::cache::Cache;
use super::disjoncteur::Disjoncteur;
use super::{Horloge, ReponseRegistre, lecture};

/// Wait after a 429 that does not say how long.
const ATTENTE: i64 = 30;

/// Where, and how long to wait.
#[derive(Debug, Clone)]
pub struct ConfigRegistre {
    /// Without trailing slash.
    pub url: String,
    pub delai: Duration,
}

/// The client.
pub struct RegistreHttp {
    client: Client,
    url: String,
    horloge: Horloge,
    etat: Mutex<(Cache, Disjoncteur)>,
}

/// Why there was no answer.
struct Echec {
    /// Seconds that the register asks to wait.
    attente: Option<i64>,
}

impl RegistreHttp {
    /// # Errors
    /// TLS cannot be set up.
    pub fn nouveau(config: &ConfigRegistre, horloge: Horloge) -> Result<Self, reqwest::Error> {
        // reqwest is built without a provider: ring, once for the process. A second call finds it there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            client: Client::builder()
                .timeout(config.delai)
                .user_agent("Apart")
                .build()?,
            url: config.url.trim_end_matches('/').to_owned(),
            horloge,
            etat: Mutex::default(),
        })
    }

    fn etat(&self) -> std::sync::MutexGuard<'_, (Cache, Disjoncteur)> {
        self.etat
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Looks a SIRET up.
    pub async fn chercher(&self, siret: &str) -> ReponseRegistre {
        let maintenant = (self.horloge)();
        {
            let etat = self.etat();
            if let Some(connue) = etat.0.lire(siret, maintenant) {
                return connue;
            }
            if !etat.1.laisse_passer(maintenant) {
                return ReponseRegistre::Indisponible;
            }
        }
        let reponse = self.demander(siret).await;
        let mut etat = self.etat();
        match reponse {
            Ok(ReponseRegistre::Indisponible) | Err(Echec { attente: None }) => {
                etat.1.echec(maintenant, None);
                ReponseRegistre::Indisponible
            }
            Err(Echec {
                attente: Some(secondes),
            }) => {
                etat.1.echec(maintenant, Some(time::Duration::seconds(secondes)));
                ReponseRegistre::Indisponible
            }
            Ok(reponse) => {
                etat.1.succes();
                etat.0.garder(siret, &reponse, maintenant);
                reponse
            }
        }
    }

    async fn demander(&self, siret: &str) -> Result<ReponseRegistre, Echec> {
        let echec = |erreur: reqwest::Error| {
            // Without the URL, which holds the SIRET.
            tracing::warn!(erreur = %erreur.without_url(), "annuaire des entreprises injoignable");
            Echec { attente: None }
        };
        let adresse = format!("{}/search?q={siret}", self.url);
        let reponse = self.client.get(adresse).send().await.map_err(echec)?;
        if reponse.status() == StatusCode::TOO_MANY_REQUESTS {
            let attente = reponse
                .headers()
                .get(RETRY_AFTER)
                .and_then(|v| v.to_str().ok()?.parse().ok());
            return Err(Echec {
                attente: Some(attente.unwrap_or(ATTENTE)),
            });
        }
        let json: Value = reponse
            .error_for_status()
            .map_err(echec)?
            .json()
            .await
            .map_err(echec)?;
        Ok(lecture::lire(&json, siret))
    }
}
