//! HTTP by `reqwest`, with a cookie jar.

use crate::{Corps, Erreur, Reponse, Requete};

#[derive(Debug, Clone)]
pub(crate) struct Transport(reqwest::Client);

impl Transport {
    /// For the service at this address.
    pub(crate) fn new(adresse: &str) -> Self {
        // The caller installs rustls' provider once per process.
        let client = reqwest::Client::builder().cookie_store(true);
        // Reading the machine's certificates takes time that plain http has no use for.
        let client = if adresse.starts_with("http://") {
            client.tls_certs_only([])
        } else {
            client
        };
        Self(
            client
                .build()
                .expect("un client HTTP sans option particulière se construit toujours"),
        )
    }

    pub(crate) async fn envoyer(&self, requete: Requete<'_>) -> Result<Reponse, Erreur> {
        let methode = reqwest::Method::from_bytes(requete.methode.as_bytes())
            .map_err(|erreur| Erreur::Reseau(erreur.to_string()))?;
        let mut appel = self.0.request(methode, &requete.url).header("X-Apart-CSRF", "1");
        if let Some(etag) = requete.etag {
            appel = appel.header("If-Match", etag);
        }
        if let Some(cle) = requete.cle_assistance {
            appel = appel.header("X-Apart-Cle-Assistance", cle);
        }
        if let Some(cle) = requete.cle_idempotence {
            appel = appel.header("Idempotency-Key", cle);
        }
        appel = match requete.corps {
            Corps::Vide => appel,
            Corps::Json(texte) => appel.header("Content-Type", "application/json").body(texte),
            Corps::Fichier(octets) => appel
                .header("Content-Type", "application/octet-stream")
                .body(octets),
            Corps::FichierLong(octets) => appel
                .header("Content-Type", "application/octet-stream")
                .header("Prefer", "respond-async")
                .body(octets),
        };
        let reponse = appel.send().await.map_err(reseau)?;
        let statut = reponse.status().as_u16();
        let etag = reponse
            .headers()
            .get("ETag")
            .and_then(|valeur| valeur.to_str().ok())
            .map(str::to_owned);
        let octets = reponse.bytes().await.map_err(reseau)?.to_vec();
        Ok(Reponse { statut, etag, octets })
    }
}

fn reseau(erreur: reqwest::Error) -> Erreur {
    // Without the URL: it may name a person.
    Erreur::Reseau(erreur.without_url().to_string())
}

#[allow(
    clippy::disallowed_methods,
    reason = "le client est hors du service : sa clé doit être imprévisible, rien ne la rejoue"
)]
pub(crate) fn cle_idempotence() -> String {
    uuid::Uuid::new_v4().to_string()
}
