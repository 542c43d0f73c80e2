//! The OpenAPI document, collected from the routes, and its explorer.
//!
//! A handler declares what is its own; what follows from its kind (who may call, a body, a path
//! parameter, a creation) is added here, so that no declared error list can be forgotten.

mod erreurs;
mod exemples;

use actix_web::App;
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt as _;

use crate::routes;

/// Where the document is served.
pub const CHEMIN_OPENAPI: &str = "/api/v1/openapi.json";

#[derive(OpenApi)]
#[openapi(components(schemas(api_types::Probleme, api_types::ErreurChamp)))]
struct Base;

/// The document, complete.
pub fn openapi() -> Value {
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(Base::openapi())
        .configure(routes::exploitation)
        .service(utoipa_actix_web::scope("/api/v1").configure(routes::configurer))
        .split_for_parts();
    let mut document = serde_json::to_value(document).unwrap_or_default();
    document["info"] = info();
    document["servers"] = json!([{ "url": "/" }]);
    document["tags"] = etiquettes();
    // Deny by default: a public operation says so with `security(())`.
    document["security"] = json!([{ "session": [] }]);
    document["components"]["securitySchemes"] = json!({
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": crate::jeton::NOM_COOKIE,
            "description": "Cookie posé par `POST /api/v1/session`. Toute modification envoie aussi `X-Apart-CSRF: 1`.",
        }
    });
    document["components"]["responses"] = erreurs::composants();
    exemples::completer(&mut document["components"]["schemas"]);
    if let Some(chemins) = document["paths"].as_object_mut() {
        for (chemin, methodes) in chemins {
            for (methode, operation) in methodes.as_object_mut().into_iter().flatten() {
                erreurs::completer(chemin, methode, operation);
            }
        }
    }
    erreurs::retirer_inutilisees(&mut document);
    document
}

/// The document as `apart openapi` prints it: pretty, with a final newline.
pub fn openapi_texte() -> String {
    let mut texte = serde_json::to_string_pretty(&openapi()).unwrap_or_default();
    texte.push('\n');
    texte
}

fn info() -> Value {
    json!({
        "title": "Apart, activité partielle",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Demandes d'autorisation préalable et d'indemnisation d'activité partielle.\n\n\
            Montants, heures et taux sont des textes décimaux (`\"843.15\"`), les dates ISO 8601, un mois `\"2022-05\"`, \
            les instants UTC à la seconde. Absent et `null` veulent dire la même chose. Toute erreur est un \
            `application/problem+json` (RFC 9457) dont le `code` ne change jamais et dont `errors` dit toutes les fautes à la fois.",
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        "contact": { "name": "Assistance", "email": "assistance@example.org" },
    })
}

fn etiquettes() -> Value {
    let etiquettes = routes::ETIQUETTES
        .iter()
        .map(|(nom, description)| json!({ "name": nom, "description": description }));
    etiquettes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn chaque_operation_a_un_nom_unique_une_etiquette_et_ses_erreurs() {
        let document = openapi();
        let etiquettes: BTreeSet<&str> = routes::ETIQUETTES.iter().map(|(nom, _)| *nom).collect();
        let mut noms = BTreeSet::new();
        for (chemin, methodes) in document["paths"].as_object().expect("chemins") {
            for (methode, operation) in methodes.as_object().expect("méthodes") {
                let nom = operation["operationId"].as_str().expect("operationId");
                assert!(
                    noms.insert(nom.to_owned()),
                    "{nom} en double ({methode} {chemin})"
                );
                let etiquette = operation["tags"][0].as_str().unwrap_or("");
                assert!(etiquettes.contains(etiquette), "{nom} : étiquette {etiquette}");
                assert!(operation["responses"]["500"].is_object(), "{nom} : 500");
                assert!(operation["summary"].is_string(), "{nom} : summary");
            }
        }
    }

    #[test]
    fn le_document_est_en_3_1_et_sans_nullable() {
        let texte = openapi_texte();
        assert!(texte.contains("\"openapi\": \"3.1.0\"") && texte.ends_with("}\n"));
        assert!(!texte.contains("\"nullable\""));
    }
}
