//! The injected source of chance.

use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

use crate::Horloge;

/// A cryptographic generator (ChaCha12), seeded by the operating system or, in tests, by a number.
#[derive(Clone)]
pub struct Hasard(Arc<Mutex<Interieur>>);

struct Interieur {
    generateur: StdRng,
    compteur: u16,
}

impl std::fmt::Debug for Hasard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasard")
    }
}

impl Hasard {
    pub fn systeme() -> Self {
        Self::avec(rand::make_rng())
    }

    /// The same chance each time: tests and demo data only.
    pub fn reproductible(graine: u64) -> Self {
        Self::avec(StdRng::seed_from_u64(graine))
    }

    fn avec(generateur: StdRng) -> Self {
        Self(Arc::new(Mutex::new(Interieur {
            generateur,
            compteur: 0,
        })))
    }

    fn interieur(&self) -> std::sync::MutexGuard<'_, Interieur> {
        // A panic while holding the lock leaves a generator that is still good.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub fn octets<const N: usize>(&self) -> [u8; N] {
        let mut octets = [0; N];
        self.interieur().generateur.fill_bytes(&mut octets);
        octets
    }

    /// A whole number from 0 to `max`, `max` included.
    pub fn nombre(&self, max: u32) -> u32 {
        self.interieur().generateur.random_range(0..=max)
    }

    /// An id that grows with time (UUID v7), and within a millisecond by a counter.
    pub fn id(&self, horloge: &Horloge) -> Uuid {
        let mut interieur = self.interieur();
        interieur.compteur = (interieur.compteur + 1) & 0x0fff;
        let mut octets = [0; 10];
        interieur.generateur.fill_bytes(&mut octets);
        octets[..2].copy_from_slice(&interieur.compteur.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(horloge.millisecondes(), &octets).into_uuid()
    }

    /// A number of a file that nobody can guess: `DAP-7K3-M9Q-2XH`. 30^9 possibilities: two alike
    /// among millions do not happen, and the unique index would refuse them.
    pub fn numero(&self, prefixe: &str) -> String {
        const SIGNES: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut interieur = self.interieur();
        let mut groupe = || -> String {
            (0..3)
                .map(|_| char::from(SIGNES[interieur.generateur.random_range(0..SIGNES.len())]))
                .collect()
        };
        format!("{prefixe}-{}-{}-{}", groupe(), groupe(), groupe())
    }

    /// A recovery code, 49 bits: `7K3M9-Q2XHF`.
    pub fn code_de_recuperation(&self) -> String {
        const SIGNES: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut interieur = self.interieur();
        let mut groupe = || -> String {
            (0..5)
                .map(|_| char::from(SIGNES[interieur.generateur.random_range(0..SIGNES.len())]))
                .collect()
        };
        format!("{}-{}", groupe(), groupe())
    }

    /// Six digits.
    pub fn code_a_six_chiffres(&self) -> String {
        format!("{:06}", self.nombre(999_999))
    }

    /// A password for one use: 12 characters that cannot be mistaken for each other, with a
    /// digit and a special character, so that it obeys the rule it will be replaced under.
    pub fn mot_de_passe_temporaire(&self) -> String {
        const LETTRES: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ";
        const CHIFFRES: &[u8] = b"23456789";
        let mut interieur = self.interieur();
        let mut tirer = |parmi: &[u8]| char::from(parmi[interieur.generateur.random_range(0..parmi.len())]);
        let mut texte: String = (0..9).map(|_| tirer(LETTRES)).collect();
        texte.push('!');
        texte.push(tirer(CHIFFRES));
        texte.push(tirer(CHIFFRES));
        texte
    }
}
