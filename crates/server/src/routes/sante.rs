//! Is it alive, can it serve.

use actix_web::{HttpResponse, get};

/// Le processus répond
///
/// Ne dit rien de la base de données : voir `/readyz`.
#[utoipa::path(tag = "exploitation", security(()), responses((status = 204, description = "En vie.")))]
#[get("/healthz")]
pub async fn healthz() -> HttpResponse {
    HttpResponse::NoContent().finish()
}
