//! Addresses that no page writes.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;

use crate::probleme::Erreur;

/// Middleware: 400 `parametre_invalide` for a NUL in the address, which PostgreSQL would refuse as
/// an unexpected error in the middle of a query.
///
/// # Errors
/// Those of the service.
pub async fn refuser_nul(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let adresse = req.uri().path_and_query().map_or("", |adresse| adresse.as_str());
    if adresse.contains("%00") {
        return Ok(req.error_response(Erreur::refus(
            StatusCode::BAD_REQUEST,
            "parametre_invalide",
            "L'adresse contient un caractère invisible (%00).",
        )));
    }
    Ok(next.call(req).await?.map_into_boxed_body())
}
