//! HTTP by the browser's `fetch`; the browser keeps the cookie.

use crate::{Corps, Erreur, Reponse, Requete};
use gloo_net::http::{Method, RequestBuilder};

#[derive(Debug, Clone)]
pub(crate) struct Transport;

impl Transport {
    /// The browser knows what the address needs.
    pub(crate) fn new(_adresse: &str) -> Self {
        Self
    }

    pub(crate) async fn envoyer(&self, requete: Requete<'_>) -> Result<Reponse, Erreur> {
        let methode = match requete.methode {
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            "DELETE" => Method::DELETE,
            _ => Method::GET,
        };
        let mut appel = RequestBuilder::new(&requete.url)
            .method(methode)
            .credentials(web_sys::RequestCredentials::SameOrigin)
            .header("X-Apart-CSRF", "1");
        if let Some(etag) = requete.etag {
            appel = appel.header("If-Match", etag);
        }
        if let Some(cle) = requete.cle_assistance {
            appel = appel.header("X-Apart-Cle-Assistance", cle);
        }
        if let Some(cle) = requete.cle_idempotence {
            appel = appel.header("Idempotency-Key", &cle);
        }
        let appel = match requete.corps {
            Corps::Vide => appel.build(),
            Corps::Json(texte) => appel.header("Content-Type", "application/json").body(texte),
            Corps::Fichier(octets) => appel
                .header("Content-Type", "application/octet-stream")
                .body(js_sys::Uint8Array::from(octets.as_slice())),
            Corps::FichierLong(octets) => appel
                .header("Content-Type", "application/octet-stream")
                .header("Prefer", "respond-async")
                .body(js_sys::Uint8Array::from(octets.as_slice())),
        };
        let reponse = appel.map_err(reseau)?.send().await.map_err(reseau)?;
        Ok(Reponse {
            statut: reponse.status(),
            etag: reponse.headers().get("ETag"),
            octets: reponse.binary().await.map_err(reseau)?,
        })
    }
}

fn reseau(erreur: gloo_net::Error) -> Erreur {
    Erreur::Reseau(erreur.to_string())
}

pub(crate) fn cle_idempotence() -> String {
    web_sys::window()
        .and_then(|fenetre| fenetre.crypto().ok())
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}
