//! Is it alive, can it serve.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get};

use crate::etat::Service;
use crate::probleme::{Reponse, generique};

/// Le processus répond
///
/// Ne dit rien de la base de données : voir `/readyz`.
#[utoipa::path(tag = "exploitation", security(()), responses((status = 204, description = "En vie.")))]
#[get("/healthz")]
pub async fn healthz() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Le service peut répondre
///
/// La base de données est joignable et son schéma est celui de ce programme.
#[utoipa::path(tag = "exploitation", security(()), responses(
    (status = 200, description = "Prêt."),
    (status = 503, description = "Pas prêt : la base ne répond pas, ou des migrations manquent."),
))]
#[get("/readyz")]
pub async fn readyz(etat: Service) -> Reponse {
    etat.verifier().await.map_err(|cause| {
        tracing::warn!(cause = %cause, "pas prêt");
        generique(StatusCode::SERVICE_UNAVAILABLE)
    })?;
    Ok(HttpResponse::Ok().finish())
}
