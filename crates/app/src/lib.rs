//! Use cases: one function is one transaction is one journal line, with the mails it queues.
//!
//! **Invariants.** No rule of the law is decided here (`domain` does), no SQL is written here
//! (`db` does), no HTTP is known here. Time and chance come from [`Contexte`], never from the
//! machine. A resource that the actor may not see answers [`Erreur::Introuvable`], exactly as if
//! it did not exist.

pub mod acteur;
pub mod agent;
pub mod annonce;
pub mod assistance;
pub mod chiffrement;
pub mod compte;
pub mod compte_assistance;
pub mod contexte;
mod contrat;
pub mod controle;
pub mod coordonnees_bancaires;
pub mod courriel;
pub mod dap;
pub mod demande_assistance;
pub mod demo;
pub mod diagnostic;
pub mod document;
pub mod erreur;
pub mod etablissement;
pub mod fiche;
pub mod groupe;
pub mod habilitation;
pub mod hachage;
pub mod hasard;
pub mod horloge;
pub mod idempotence;
pub mod import;
pub mod indemnisation;
pub mod inscription;
pub mod journal;
pub mod lot;
pub mod mandat;
pub mod oubli;
pub mod purge;
pub mod reprise;
pub mod salarie;
mod scelle;
pub mod second_facteur;
pub mod session;
mod textes;
pub mod totp;
pub mod utilisateur;
mod verrou;

pub use acteur::Acteur;
pub use contexte::{Contexte, Parametres};
pub use erreur::Erreur;
pub use hasard::Hasard;
pub use horloge::Horloge;

/// Most rows of one page.
pub const LIMITE_MAX: u64 = 200;
/// Rows of one page when the caller does not say.
pub const LIMITE_DEFAUT: u64 = 50;
