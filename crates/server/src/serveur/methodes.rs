//! What no route took under `/api`: 405 when the address knows other methods, 404 otherwise.
//!
//! The SPA answers every unknown address with a page; an API typo must not get HTML.

use actix_web::dev::ResourceDef;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, web};

use crate::probleme::{Erreur, generique};

/// Addresses of the document with their methods.
pub(super) struct Methodes(Vec<(ResourceDef, String)>);

impl Methodes {
    /// From the paths of the OpenAPI document.
    pub(super) fn new(chemins: &[(String, Vec<String>)]) -> Self {
        let definitions = chemins.iter().map(|(chemin, methodes)| {
            let mut permises = methodes.clone();
            if permises.iter().any(|m| m == "GET") {
                permises.push("HEAD".to_owned());
            }
            (ResourceDef::new(chemin.as_str()), permises.join(", "))
        });
        Self(definitions.collect())
    }

    fn permises(&self, chemin: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(d, _)| d.is_match(chemin))
            .map(|(_, methodes)| methodes.as_str())
    }
}

/// Default service of the API scopes.
pub(super) async fn inconnue(
    req: HttpRequest,
    methodes: web::Data<Methodes>,
) -> Result<actix_web::HttpResponse, Erreur> {
    let permises = methodes
        .permises(req.path())
        .and_then(|m| HeaderValue::from_str(m).ok());
    Err(match permises {
        Some(liste) => generique(StatusCode::METHOD_NOT_ALLOWED).avec_entete(header::ALLOW, liste),
        None => Erreur::introuvable(),
    })
}
