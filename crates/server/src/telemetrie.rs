//! Technical logs: one JSON object a line, with a request id, without personal data.
//!
//! A line holds the route pattern, never the address as called: paths carry SIRETs and query
//! strings carry whatever a person searched. Client addresses and user agents stay out too.

use actix_web::Error;
use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use tracing::Span;
use tracing::field::Empty;
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

/// Header that carries the request id, both ways.
pub const ENTETE_REQUETE: HeaderName = HeaderName::from_static("x-request-id");

/// Starts the JSON log on standard output.
///
/// # Errors
/// A log was already started in this process.
pub fn demarrer(filtre: &str) -> Result<(), TryInitError> {
    tracing_subscriber::registry()
        .with(EnvFilter::new(filtre))
        .with(
            tracing_subscriber::fmt::layer()
                .json()
                .flatten_event(true)
                .with_span_list(false),
        )
        .try_init()
}

/// Root span of one request, for `TracingLogger`.
pub struct Racine;

impl RootSpanBuilder for Racine {
    fn on_request_start(req: &ServiceRequest) -> Span {
        let id = id_requete(req);
        let route = req.match_pattern().unwrap_or_else(|| "-".to_owned());
        let methode = req.method().as_str();
        // Error level: no filter removes it, so every line of the request carries its id.
        tracing::error_span!("requete", request_id = %id, methode, route, statut = Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, sortie: &Result<ServiceResponse<B>, Error>) {
        let statut = match sortie {
            Ok(reponse) => reponse.status(),
            Err(erreur) => erreur.as_response_error().status_code(),
        };
        span.record("statut", statut.as_u16());
        let _entree = span.enter();
        if statut.is_server_error() {
            tracing::warn!("requête échouée");
        } else {
            tracing::info!("requête");
        }
    }
}

/// The caller's id when it is a sober one, else ours.
fn id_requete(req: &ServiceRequest) -> String {
    let recu = req.headers().get(&ENTETE_REQUETE).and_then(|v| v.to_str().ok());
    match recu.filter(|id| est_sobre(id)) {
        Some(id) => id.to_owned(),
        None => req
            .extensions()
            .get::<RequestId>()
            .map_or_else(String::new, ToString::to_string),
    }
}

/// Letters, digits and hyphens, 8 to 64 of them: an id cannot forge a line of the log.
fn est_sobre(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

/// Middleware, inside `TracingLogger`: gives the request id back in the answer.
///
/// # Errors
/// Those of the service.
pub async fn rendre_id<B: MessageBody>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let id = HeaderValue::from_str(&id_requete(&req)).ok();
    let mut reponse = next.call(req).await?;
    if let Some(id) = id {
        reponse.headers_mut().insert(ENTETE_REQUETE, id);
    }
    Ok(reponse)
}

#[cfg(test)]
mod tests {
    use super::est_sobre;

    #[test]
    fn un_identifiant_recu_ne_falsifie_pas_le_journal() {
        assert!(est_sobre("0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11"));
        for faux in ["court", "avec espace dedans", "a\"}{\"b\":\"c\"", &"a".repeat(65)] {
            assert!(!est_sobre(faux), "{faux}");
        }
    }
}
