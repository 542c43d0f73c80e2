//! Concurrent edits: `ETag` on reads, `If-Match` on writes (RFC 9110 §13.1.1).

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ETag, EntityTag};
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};

use crate::probleme::Erreur;

/// The `ETag` header of a version number.
pub fn etag(version: i32) -> ETag {
    ETag(EntityTag::new_strong(format!("v{version}")))
}

/// The version that the caller read last: the required `If-Match` header, with one tag of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i32);

/// 412: somebody wrote in between.
pub fn version_perimee() -> Erreur {
    Erreur::refus(
        StatusCode::PRECONDITION_FAILED,
        "version_perimee",
        "Quelqu'un a modifié ce document entre-temps : relisez-le, puis reportez votre changement.",
    )
}

impl FromRequest for IfMatch {
    type Error = Erreur;
    type Future = Ready<Result<Self, Erreur>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(lire(req))
    }
}

fn lire(req: &HttpRequest) -> Result<IfMatch, Erreur> {
    let Some(valeur) = req.headers().get(header::IF_MATCH) else {
        return Err(Erreur::refus(
            StatusCode::PRECONDITION_REQUIRED,
            "if_match_requis",
            "Envoyez `If-Match` avec l'`ETag` de votre dernière lecture.",
        ));
    };
    // A weak tag (`W/…`) never matches; `*` or a list would overwrite what nobody read.
    let etiquette = valeur.to_str().unwrap_or("").trim();
    etiquette
        .strip_prefix("\"v")
        .and_then(|reste| reste.strip_suffix('"'))
        .and_then(|numero| numero.parse().ok())
        .map(IfMatch)
        .ok_or_else(version_perimee)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn if_match(valeur: &str) -> Result<IfMatch, String> {
        let req = TestRequest::put()
            .insert_header(("if-match", valeur))
            .to_http_request();
        lire(&req).map_err(|e| e.code().to_owned())
    }

    #[test]
    fn l_etiquette_rendue_est_celle_qui_est_acceptee() {
        assert_eq!(if_match(&etag(7).0.to_string()), Ok(IfMatch(7)));
    }

    #[test]
    fn absente_428_etrangere_ou_faible_412() {
        let sans = lire(&TestRequest::put().to_http_request()).expect_err("requise");
        assert_eq!(sans.code(), "if_match_requis");
        for fausse in ["W/\"v7\"", "\"abc\"", "v7", "", "*", "\"v1\", \"v2\""] {
            assert_eq!(if_match(fausse), Err("version_perimee".to_owned()), "{fausse}");
        }
    }
}
