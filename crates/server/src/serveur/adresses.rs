//! The addresses of the contract: which methods each knows, which creations it holds.

use actix_web::dev::ResourceDef;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use crate::probleme::{Erreur, generique};

/// Addresses of the OpenAPI document.
pub struct Adresses(Vec<Adresse>);

struct Adresse {
    chemin: ResourceDef,
    /// As the `Allow` header says it.
    methodes: String,
    /// POST answers 201, or 202 for what goes on in the background.
    cree: bool,
    /// POST takes a file: its body may be larger than JSON may.
    fichier: bool,
    /// POST answers whoever calls.
    publique: bool,
}

impl Adresses {
    /// From the OpenAPI document.
    pub fn new(document: &Value) -> Self {
        let chemins = document["paths"].as_object().into_iter().flatten();
        let adresses = chemins.map(|(chemin, operations)| {
            let noms = operations.as_object().into_iter().flat_map(|o| o.keys());
            let mut methodes: Vec<String> = noms.map(|m| m.to_uppercase()).collect();
            if methodes.iter().any(|m| m == "GET") {
                methodes.push("HEAD".to_owned());
            }
            Adresse {
                chemin: ResourceDef::new(chemin.as_str()),
                methodes: methodes.join(", "),
                cree: ["201", "202"]
                    .iter()
                    .any(|statut| operations["post"]["responses"][*statut].is_object()),
                fichier: operations["post"]["requestBody"]["content"]
                    .as_object()
                    .is_some_and(|types| !types.contains_key("application/json")),
                publique: operations["post"]["security"] == json!([{}]),
            }
        });
        Self(adresses.collect())
    }

    /// A POST here creates something.
    pub fn cree(&self, chemin: &str) -> bool {
        self.trouver(chemin).is_some_and(|adresse| adresse.cree)
    }

    /// A POST here takes a file.
    pub fn recoit_fichier(&self, chemin: &str) -> bool {
        self.trouver(chemin).is_some_and(|adresse| adresse.fichier)
    }

    /// A POST here answers strangers too.
    pub fn publique(&self, chemin: &str) -> bool {
        self.trouver(chemin).is_some_and(|adresse| adresse.publique)
    }

    fn trouver(&self, chemin: &str) -> Option<&Adresse> {
        // `/a/{id}` would also match `/a/nouveau`: an address without parameter goes first.
        let mut trouvees = self.0.iter().filter(|a| a.chemin.is_match(chemin));
        let premiere = trouvees.next()?;
        let fixe = |a: &&Adresse| a.chemin.pattern() == Some(chemin);
        if fixe(&premiere) {
            Some(premiere)
        } else {
            trouvees.find(fixe).or(Some(premiere))
        }
    }
}

/// What no route took under `/api`: 405 when the address knows other methods, 404 otherwise. The
/// SPA answers every unknown address with a page; an API typo must not get HTML.
///
/// # Errors
/// Always.
pub(super) async fn inconnue(
    req: HttpRequest,
    adresses: web::Data<Adresses>,
) -> Result<HttpResponse, Erreur> {
    let permises = adresses
        .trouver(req.path())
        .map(|a| HeaderValue::from_str(&a.methodes));
    Err(match permises {
        Some(Ok(liste)) => generique(StatusCode::METHOD_NOT_ALLOWED).avec_entete(header::ALLOW, liste),
        _ => Erreur::introuvable(),
    })
}
