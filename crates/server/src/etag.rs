//! Concurrent edits: `ETag` on reads, `If-Match` on writes (RFC 9110 §13.1.1).

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ETag, EntityTag, HeaderName};
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};

use crate::probleme::Erreur;

/// The `ETag` header of a version number.
pub fn etag(version: u32) -> ETag {
    ETag(EntityTag::new_strong(format!("v{version}")))
}

/// Versions that the caller accepts to overwrite; the `If-Match` header is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// `*`: whatever the version.
    Toute,
    /// One of these.
    Versions(Vec<u32>),
}

impl IfMatch {
    /// # Errors
    /// 412 `version_perimee` when `actuelle` is not one the caller knows.
    pub fn verifier(&self, actuelle: u32) -> Result<(), Erreur> {
        match self {
            Self::Toute => Ok(()),
            Self::Versions(connues) if connues.contains(&actuelle) => Ok(()),
            Self::Versions(_) => Err(version_perimee()),
        }
    }

    /// The version to hand to a use case: the single one named, or `actuelle` for `*`.
    pub fn version(&self) -> Option<u32> {
        match self {
            Self::Toute => None,
            Self::Versions(connues) => connues.first().copied(),
        }
    }
}

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
    let nom: HeaderName = header::IF_MATCH;
    let valeurs: Vec<&str> = req
        .headers()
        .get_all(&nom)
        .filter_map(|v| v.to_str().ok())
        .collect();
    if valeurs.is_empty() {
        return Err(Erreur::refus(
            StatusCode::PRECONDITION_REQUIRED,
            "if_match_requis",
            "Envoyez `If-Match` avec l'`ETag` de votre dernière lecture.",
        ));
    }
    let etiquettes = valeurs.iter().flat_map(|v| v.split(',')).map(str::trim);
    let mut versions = Vec::new();
    for etiquette in etiquettes {
        if etiquette == "*" {
            return Ok(IfMatch::Toute);
        }
        // A weak tag (`W/…`) never matches, nor does a tag that is not ours: both end in a 412.
        let numero = etiquette.strip_prefix("\"v").and_then(|r| r.strip_suffix('"'));
        versions.extend(numero.and_then(|n| n.parse::<u32>().ok()));
    }
    if versions.is_empty() {
        Err(version_perimee())
    } else {
        Ok(IfMatch::Versions(versions))
    }
}

#[cfg(test)]
mod essais {
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
        let rendue = etag(7).0.to_string();
        assert_eq!(if_match(&rendue), Ok(IfMatch::Versions(vec![7])));
        assert_eq!(if_match("\"v1\", \"v2\""), Ok(IfMatch::Versions(vec![1, 2])));
        assert_eq!(if_match("*"), Ok(IfMatch::Toute));
    }

    #[test]
    fn absente_428_etrangere_ou_faible_412() {
        let sans = lire(&TestRequest::put().to_http_request()).expect_err("requise");
        assert_eq!(sans.code(), "if_match_requis");
        for fausse in ["W/\"v7\"", "\"abc\"", "v7", ""] {
            assert_eq!(if_match(fausse), Err("version_perimee".to_owned()), "{fausse}");
        }
        assert!(IfMatch::Versions(vec![7]).verifier(8).is_err());
    }
}
