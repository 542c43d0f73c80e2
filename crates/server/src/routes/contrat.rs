//! The contract itself.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, get, web};
use serde_json::Value;

/// The OpenAPI document, written once at start.
pub struct DocumentOpenapi(web::Bytes);

impl DocumentOpenapi {
    /// Keeps the document as bytes.
    pub fn new(document: &Value) -> Self {
        Self(serde_json::to_vec(document).unwrap_or_default().into())
    }
}

/// Le contrat de l'API (OpenAPI 3.1)
///
/// Le même que `openapi/openapi.json` du projet ; l'explorateur est à `/api/docs`.
#[utoipa::path(
    tag = "exploitation",
    security(()),
    responses((status = 200, description = "Le document.", body = Object))
)]
#[get("/openapi.json")]
pub async fn lire_openapi(document: web::Data<DocumentOpenapi>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        .content_type("application/json")
        .body(document.0.clone())
}
