//! Hashing passwords and secret answers with argon2id, off the request threads and a few at a
//! time: each takes 19 MiB and some tens of milliseconds.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use std::sync::Arc;
use tokio::sync::Semaphore;

use crate::{Erreur, Hasard};

/// A hash that no password has; verified for unknown accounts, so that they take as long.
const LEURRE: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2VsLWRlLWxldXJyZS0x$Zl1kPxmmv5lTMS6NLOmPyEWtUPvaeKM6SsYbJdFDhK4";

#[derive(Debug, Clone)]
pub struct Hachage(Arc<Semaphore>);

impl Hachage {
    pub fn new(simultanes: usize) -> Self {
        Self(Arc::new(Semaphore::new(simultanes.max(1))))
    }

    /// A PHC string.
    ///
    /// # Errors
    /// `Interne` if hashing fails.
    pub async fn hacher(&self, hasard: &Hasard, clair: &str) -> Result<String, Erreur> {
        let sel = hasard.octets::<16>();
        let clair = clair.to_owned();
        self.executer(move || {
            Argon2::default()
                .hash_password_with_salt(clair.as_bytes(), &sel)
                .map(|hache: PasswordHash| hache.to_string())
                .map_err(|erreur| Erreur::Interne(format!("hachage : {erreur}")))
        })
        .await?
    }

    /// Without a hash the answer is no, after the same work.
    ///
    /// # Errors
    /// `Interne` if the work could not run.
    pub async fn verifier(&self, hache: Option<&str>, clair: &str) -> Result<bool, Erreur> {
        let existe = hache.is_some();
        let hache = hache.unwrap_or(LEURRE).to_owned();
        let clair = clair.to_owned();
        let bon = self
            .executer(move || {
                PasswordHash::new(&hache).is_ok_and(|hache| {
                    Argon2::default()
                        .verify_password(clair.as_bytes(), &hache)
                        .is_ok()
                })
            })
            .await?;
        Ok(existe && bon)
    }

    async fn executer<T: Send + 'static>(
        &self,
        travail: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Erreur> {
        let _place = self
            .0
            .acquire()
            .await
            .map_err(|erreur| Erreur::Interne(erreur.to_string()))?;
        tokio::task::spawn_blocking(travail)
            .await
            .map_err(|erreur| Erreur::Interne(erreur.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_only_is_accepted_and_the_decoy_by_none() {
        let hachage = Hachage::new(2);
        let hache = hachage
            .hacher(&Hasard::reproductible(1), "Motdepasse!1")
            .await
            .unwrap();
        assert!(hache.starts_with("$argon2id$"));
        assert!(hachage.verifier(Some(&hache), "Motdepasse!1").await.unwrap());
        assert!(!hachage.verifier(Some(&hache), "motdepasse!1").await.unwrap());
        assert!(!hachage.verifier(None, "Motdepasse!1").await.unwrap());
        assert!(
            PasswordHash::new(LEURRE).is_ok(),
            "le leurre doit coûter une vraie vérification"
        );
    }
}
