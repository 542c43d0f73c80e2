//! The net under the API: an error that no handler shaped still leaves as a problem.

use actix_web::Error;
use actix_web::ResponseError as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;

use super::{TYPE_PROBLEME, generique};

/// Middleware: turns the plain-text errors of the framework into problems, keeping status and
/// headers.
///
/// # Errors
/// Those of the service. The middlewares below answer their refusals instead of failing, because
/// nothing can be answered here without the request, and a clone of it held over the call makes
/// the router panic.
pub async fn filet(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reponse = next.call(req).await?.map_into_boxed_body();
    let statut = reponse.status();
    if !(statut.is_client_error() || statut.is_server_error()) || est_probleme(&reponse) {
        return Ok(reponse);
    }
    let mut probleme = generique(statut).error_response();
    for nom in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(valeur) = reponse.headers().get(&nom) {
            probleme.headers_mut().insert(nom, valeur.clone());
        }
    }
    Ok(reponse.into_response(probleme))
}

fn est_probleme(reponse: &ServiceResponse<BoxBody>) -> bool {
    reponse
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t.as_bytes().starts_with(TYPE_PROBLEME.as_bytes()))
}
