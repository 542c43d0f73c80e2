//! Cross-site requests: a change must come from our own pages, or from no page at all.
//!
//! Three locks, any of which would do: `SameSite=Strict` on the cookie, a header that a form of
//! another site cannot send, and the browser's own word on where the request comes from.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use actix_web::middleware::Next;

use crate::jeton::NOM_COOKIE;
use crate::probleme::Erreur;

/// Header that every change made with a session cookie must carry, with the value `1`.
pub const ENTETE_CSRF: HeaderName = HeaderName::from_static("x-apart-csrf");

/// Middleware: 403 `origine_refusee` or `csrf_absent` on changes that may come from elsewhere.
///
/// # Errors
/// Those of the service.
pub async fn refuser_autre_origine(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !req.method().is_safe()
        && let Err(refus) = verifier(&req)
    {
        return Ok(req.error_response(refus));
    }
    Ok(next.call(req).await?.map_into_boxed_body())
}

fn verifier(req: &ServiceRequest) -> Result<(), Erreur> {
    if !meme_origine(req) {
        return Err(Erreur::refus(
            StatusCode::FORBIDDEN,
            "origine_refusee",
            "Cette action a été demandée depuis un autre site.",
        ));
    }
    let marque = req
        .headers()
        .get(&ENTETE_CSRF)
        .is_some_and(|v| v.as_bytes() == b"1");
    if req.cookie(NOM_COOKIE).is_some() && !marque {
        return Err(Erreur::refus(
            StatusCode::FORBIDDEN,
            "csrf_absent",
            "Envoyez l'en-tête `X-Apart-CSRF: 1` avec toute modification.",
        ));
    }
    Ok(())
}

/// True for our own pages and for software, which sends neither header.
fn meme_origine(req: &ServiceRequest) -> bool {
    let texte = |nom: &str| req.headers().get(nom).map(|v| v.to_str().unwrap_or("?"));
    match texte("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        // Browsers too old for Sec-Fetch-Site still send Origin with a change.
        None => texte(header::ORIGIN.as_str()).is_none_or(|origine| {
            let hote = origine.split_once("://").map_or("", |(_, hote)| hote);
            !hote.is_empty() && Some(hote) == texte(header::HOST.as_str())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::cookie::Cookie;
    use actix_web::test::TestRequest;

    fn code(entetes: &[(&'static str, &str)], session: bool) -> Option<String> {
        let mut req = TestRequest::post().uri("/api/v1/daps");
        for paire in entetes {
            req = req.insert_header(*paire);
        }
        if session {
            req = req.cookie(Cookie::new(NOM_COOKIE, "x"));
        }
        verifier(&req.to_srv_request()).err().map(|e| e.code().to_owned())
    }

    #[test]
    fn seules_nos_pages_et_les_logiciels_modifient() {
        let ici = ("host", "apart.example.org");
        assert_eq!(code(&[], false), None);
        assert_eq!(code(&[("sec-fetch-site", "same-origin")], false), None);
        assert_eq!(code(&[ici, ("origin", "https://apart.example.org")], false), None);
        for ailleurs in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://autre.example"),
            ("origin", "null"),
        ] {
            assert_eq!(code(&[ici, ailleurs], false).as_deref(), Some("origine_refusee"));
        }
    }

    #[test]
    fn une_session_exige_l_en_tete() {
        assert_eq!(code(&[], true).as_deref(), Some("csrf_absent"));
        assert_eq!(code(&[("x-apart-csrf", "1")], true), None);
    }
}
