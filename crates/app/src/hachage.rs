//! Hashing passwords and secret answers with argon2id, off the request threads and a few at a
//! time: each takes 19 MiB and some tens of milliseconds.
//!
//! **Invariant.** Memory is bounded: at most `simultanes` × 19 MiB. A place is given back by the
//! work itself, even when nobody waits for its result any more. The work has threads of its own,
//! as many as places: on the many threads of the common pool the allocator keeps 19 MiB or more
//! for each thread that ever hashed (1.3 GB were measured after 150 logins). Those who wait hold
//! nothing, and beyond `en_attente` of them the next is told to come back.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use crate::{Erreur, Hasard};

/// A hash that no password has; verified for unknown accounts, so that they take as long as those whose
/// password was hashed with this memory, KiB.
fn leurre(memoire: u32) -> String {
    format!(
        "$argon2id$v=19$m={memoire},t=2,p=1$c2VsLWRlLWxldXJyZS0x$Zl1kPxmmv5lTMS6NLOmPyEWtUPvaeKM6SsYbJdFDhK4"
    )
}

#[derive(Debug, Clone)]
pub struct Hachage(Arc<File>);

#[derive(Debug)]
struct File {
    places: Arc<Semaphore>,
    attente_max: usize,
    /// Two passes over `memoire` KiB, one lane (OWASP).
    argon2: Argon2<'static>,
    leurre: String,
    en_attente: AtomicUsize,
    faits: AtomicU64,
    /// None only if the system gave no thread: then the common pool does the work.
    fils: Option<Runtime>,
}

impl Drop for File {
    fn drop(&mut self) {
        // A plain drop would wait, which is not allowed inside another runtime.
        if let Some(fils) = self.fils.take() {
            fils.shutdown_background();
        }
    }
}

/// One who waits; leaves the queue however the waiting ends.
struct Attente<'a>(&'a File);

impl<'a> Attente<'a> {
    /// # Errors
    /// `Sature` when too many wait already.
    fn entrer(file: &'a File) -> Result<Self, Erreur> {
        let devant = file.en_attente.fetch_add(1, Ordering::SeqCst);
        // Counted before it is judged: leaving gives the place back in both cases.
        let attente = Self(file);
        if devant >= file.attente_max {
            return Err(Erreur::Sature);
        }
        Ok(attente)
    }
}

impl Drop for Attente<'_> {
    fn drop(&mut self) {
        self.0.en_attente.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Hachage {
    /// At most `simultanes` at the same time, and `en_attente` more that wait. A new hash takes `memoire` KiB, at
    /// least 8; one that is verified takes what it was made with.
    pub fn new(simultanes: usize, en_attente: usize, memoire: u32) -> Self {
        let memoire = memoire.max(Params::MIN_M_COST);
        let argon2 = Params::new(memoire, Params::DEFAULT_T_COST, Params::DEFAULT_P_COST, None)
            .map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
            .unwrap_or_default();
        let simultanes = simultanes.max(1);
        let fils = tokio::runtime::Builder::new_current_thread()
            .max_blocking_threads(simultanes)
            // A thread that ends would leave its memory to nobody, and the next take its own.
            .thread_keep_alive(Duration::from_secs(24 * 3600))
            .build();
        Self(Arc::new(File {
            places: Arc::new(Semaphore::new(simultanes)),
            attente_max: en_attente.max(1),
            argon2,
            leurre: leurre(memoire),
            en_attente: AtomicUsize::new(0),
            faits: AtomicU64::new(0),
            fils: fils.ok(),
        }))
    }

    /// How many hashes were computed so far: tests compare what two answers cost.
    pub fn faits(&self) -> u64 {
        self.0.faits.load(Ordering::SeqCst)
    }

    /// A PHC string.
    ///
    /// # Errors
    /// `Sature`; `Interne` if hashing fails.
    pub async fn hacher(&self, hasard: &Hasard, clair: &str) -> Result<String, Erreur> {
        let sel = hasard.octets::<16>();
        let (argon2, clair) = (self.0.argon2.clone(), clair.to_owned());
        self.executer(move || {
            argon2
                .hash_password_with_salt(clair.as_bytes(), &sel)
                .map(|hache: PasswordHash| hache.to_string())
                .map_err(|erreur| Erreur::Interne(format!("hachage : {erreur}")))
        })
        .await?
    }

    /// Without a hash the answer is no, after the same work.
    ///
    /// # Errors
    /// `Sature`; `Interne` if the work could not run.
    pub async fn verifier(&self, hache: Option<&str>, clair: &str) -> Result<bool, Erreur> {
        let existe = hache.is_some();
        let hache = hache.unwrap_or(&self.0.leurre).to_owned();
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
        let attente = Attente::entrer(&self.0)?;
        let place = Arc::clone(&self.0.places)
            .acquire_owned()
            .await
            .map_err(|erreur| Erreur::Interne(erreur.to_string()))?;
        drop(attente);
        self.0.faits.fetch_add(1, Ordering::SeqCst);
        let travail = move || {
            let fait = travail();
            drop(place);
            fait
        };
        let tache = match &self.0.fils {
            Some(fils) => fils.spawn_blocking(travail),
            None => tokio::task::spawn_blocking(travail),
        };
        tache.await.map_err(|erreur| Erreur::Interne(erreur.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_only_is_accepted_and_the_decoy_by_none() {
        let hachage = Hachage::new(2, 10, 19_456);
        let hache = hachage
            .hacher(&Hasard::reproductible(1), "Motdepasse!1")
            .await
            .unwrap();
        assert!(hache.starts_with("$argon2id$"));
        assert!(hachage.verifier(Some(&hache), "Motdepasse!1").await.unwrap());
        assert!(!hachage.verifier(Some(&hache), "motdepasse!1").await.unwrap());
        assert!(!hachage.verifier(None, "Motdepasse!1").await.unwrap());
        assert!(
            PasswordHash::new(&leurre(19_456)).is_ok(),
            "le leurre doit coûter une vraie vérification"
        );
        assert_eq!(hachage.faits(), 4);
    }

    #[tokio::test]
    async fn beyond_the_queue_the_next_is_told_to_come_back_and_places_return() {
        let hachage = Hachage::new(1, 2, 64);
        let (ouvrir, porte) = std::sync::mpsc::channel::<()>();
        let premier = hachage.clone();
        let premier = tokio::spawn(async move { premier.executer(move || porte.recv().is_ok()).await });
        while hachage.faits() == 0 {
            tokio::task::yield_now().await;
        }
        let attendent: Vec<_> = (0..2)
            .map(|_| {
                let hachage = hachage.clone();
                tokio::spawn(async move { hachage.executer(|| ()).await })
            })
            .collect();
        while hachage.0.en_attente.load(Ordering::SeqCst) < 2 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(hachage.executer(|| ()).await, Err(Erreur::Sature)));
        ouvrir.send(()).unwrap();
        assert!(premier.await.unwrap().unwrap());
        for tache in attendent {
            tache.await.unwrap().unwrap();
        }
        assert_eq!(hachage.0.en_attente.load(Ordering::SeqCst), 0);
        hachage.executer(|| ()).await.unwrap();
    }

    #[tokio::test]
    async fn a_caller_who_hangs_up_does_not_free_the_place_of_work_under_way() {
        let hachage = Hachage::new(1, 2, 64);
        let (ouvrir, porte) = std::sync::mpsc::channel::<()>();
        let abandonne = hachage.clone();
        let tache = tokio::spawn(async move { abandonne.executer(move || porte.recv().is_ok()).await });
        while hachage.faits() == 0 {
            tokio::task::yield_now().await;
        }
        tache.abort();
        tokio::task::yield_now().await;
        assert_eq!(hachage.0.places.available_permits(), 0);
        ouvrir.send(()).unwrap();
        hachage.executer(|| ()).await.unwrap();
    }
}
