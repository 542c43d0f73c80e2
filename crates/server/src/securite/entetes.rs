//! Security headers of every answer.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web;

/// Pages: no inline script, no inline style, nothing from elsewhere; WASM may compile.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// The explorer: the same, except that swagger-ui writes `style` attributes. Scripts stay ours.
const CSP_EXPLORATEUR: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const FIXES: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What depends on the installation.
#[derive(Debug, Clone, Copy)]
pub struct Entetes {
    /// Served over HTTPS: browsers are told never to come back in clear.
    pub https: bool,
}

/// Middleware: adds the headers that the answer does not already carry.
///
/// # Errors
/// Those of the service.
pub async fn poser_entetes<B: MessageBody>(
    reglage: web::Data<Entetes>,
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let api = req.path() == "/api" || req.path().starts_with("/api/");
    let explorateur = req.path().starts_with("/api/docs");
    let mut reponse = next.call(req).await?;
    let entetes = reponse.headers_mut();
    for (nom, valeur) in FIXES {
        poser(entetes, HeaderName::from_static(nom), valeur);
    }
    let csp = if explorateur { CSP_EXPLORATEUR } else { CSP };
    poser(entetes, header::CONTENT_SECURITY_POLICY, csp);
    if api && !explorateur {
        poser(entetes, header::CACHE_CONTROL, "no-store");
    }
    if reglage.https {
        poser(entetes, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    Ok(reponse)
}

fn poser(entetes: &mut HeaderMap, nom: HeaderName, valeur: &'static str) {
    if !entetes.contains_key(&nom) {
        entetes.insert(nom, HeaderValue::from_static(valeur));
    }
}
