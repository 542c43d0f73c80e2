//! The session token: a JWT (HS256) in a cookie, which only names a session of the database.
//!
//! The token is signed so that a forged id is thrown away without asking the database; the
//! session itself lives there, where it slides and can be revoked.

use actix_web::cookie::time::Duration as DureeCookie;
use actix_web::cookie::{Cookie, SameSite};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// Name of the session cookie.
pub const NOM_COOKIE: &str = "apart_session";

/// However active, a session does not outlive a working day.
pub const DUREE_MAX: Duration = Duration::hours(12);

/// What the token says.
#[derive(Debug, Serialize, Deserialize)]
struct Contenu {
    sid: String,
    /// Seconds since the epoch.
    iat: i64,
    exp: i64,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefusJeton {
    /// Not ours, or tampered with.
    #[error("jeton faux")]
    Faux,
    /// Ours, but over.
    #[error("jeton expiré")]
    Expire,
}

/// Signs and reads session tokens.
pub struct Jetons {
    signature: EncodingKey,
    lecture: DecodingKey,
    validation: Validation,
    cookie_secure: bool,
}

impl Jetons {
    /// `secret` holds at least 32 bytes.
    pub fn new(secret: &[u8], cookie_secure: bool) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The crate would ask the ambient clock; ours is injected, so `lire` judges `exp`.
        validation.validate_exp = false;
        validation.set_required_spec_claims::<&str>(&[]);
        Self {
            signature: EncodingKey::from_secret(secret),
            lecture: DecodingKey::from_secret(secret),
            validation,
            cookie_secure,
        }
    }

    /// The cookie of a session that just opened.
    ///
    /// # Errors
    /// The token cannot be signed, which no input causes.
    pub fn ouvrir(
        &self,
        sid: &str,
        maintenant: OffsetDateTime,
    ) -> Result<Cookie<'static>, jsonwebtoken::errors::Error> {
        let contenu = Contenu {
            sid: sid.to_owned(),
            iat: maintenant.unix_timestamp(),
            exp: (maintenant + DUREE_MAX).unix_timestamp(),
        };
        let jeton = encode(&Header::new(Algorithm::HS256), &contenu, &self.signature)?;
        // No Max-Age: closing the browser ends it, as people of shared offices expect.
        Ok(self.cookie(jeton))
    }

    /// The cookie that makes the browser forget.
    pub fn fermer(&self) -> Cookie<'static> {
        let mut cookie = self.cookie(String::new());
        cookie.set_max_age(DureeCookie::ZERO);
        cookie
    }

    /// Session id of a token.
    ///
    /// # Errors
    /// The token is forged or over.
    pub fn lire(&self, jeton: &str, maintenant: OffsetDateTime) -> Result<String, RefusJeton> {
        let contenu = decode::<Contenu>(jeton, &self.lecture, &self.validation)
            .map_err(|_| RefusJeton::Faux)?
            .claims;
        if contenu.exp <= maintenant.unix_timestamp() {
            return Err(RefusJeton::Expire);
        }
        Ok(contenu.sid)
    }

    fn cookie(&self, valeur: String) -> Cookie<'static> {
        Cookie::build(NOM_COOKIE, valeur)
            .path("/")
            .http_only(true)
            .secure(self.cookie_secure)
            .same_site(SameSite::Strict)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const MAINTENANT: OffsetDateTime = datetime!(2022-06-01 09:00 UTC);

    #[test]
    fn un_jeton_se_relit_puis_expire() {
        let jetons = Jetons::new(&[1; 32], true);
        let cookie = jetons.ouvrir("abc", MAINTENANT).expect("signé");
        assert_eq!(jetons.lire(cookie.value(), MAINTENANT).as_deref(), Ok("abc"));
        let tard = MAINTENANT + DUREE_MAX;
        assert_eq!(jetons.lire(cookie.value(), tard), Err(RefusJeton::Expire));
    }

    #[test]
    fn un_jeton_d_une_autre_cle_ou_sans_signature_est_faux() {
        let jetons = Jetons::new(&[1; 32], true);
        let autre = Jetons::new(&[2; 32], true)
            .ouvrir("abc", MAINTENANT)
            .expect("signé");
        // {"alg":"none","typ":"JWT"} . {"sid":"abc","iat":0,"exp":9999999999}
        let nu = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzaWQiOiJhYmMiLCJpYXQiOjAsImV4cCI6OTk5OTk5OTk5OX0.";
        for jeton in [autre.value(), nu, "", "x.y.z"] {
            assert_eq!(jetons.lire(jeton, MAINTENANT), Err(RefusJeton::Faux), "{jeton}");
        }
    }

    #[test]
    fn le_cookie_est_hors_de_portee_des_scripts_et_des_autres_sites() {
        let cookie = Jetons::new(&[1; 32], true)
            .ouvrir("abc", MAINTENANT)
            .expect("signé");
        let texte = cookie.to_string();
        for attribut in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            assert!(texte.contains(attribut), "{texte}");
        }
    }
}
