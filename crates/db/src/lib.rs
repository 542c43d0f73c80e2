//! Rows and queries, for SQLite and PostgreSQL alike. Functions take `&impl ConnectionTrait`:
//! the same one serves a pool and a transaction.
//!
//! **Invariant:** no rule of the law and no right is decided here; no SQL is written elsewhere.

pub mod agent;
pub mod annonce;
pub mod code_diagnostic;
pub mod compte;
pub mod compte_assistance;
pub mod connexion;
pub mod controle;
pub mod coordonnees_bancaires;
pub mod courriel;
pub mod dap;
pub mod dap_message;
pub mod demande_assistance;
pub mod document;
pub mod entites;
pub mod etablissement;
pub mod habilitation;
pub mod idempotence;
pub mod import;
pub mod indemnisation;
pub mod journal;
pub mod lot;
pub mod mandat;
pub mod marque;
mod masse;
pub mod mot_de_passe_secours;
pub mod reprise;
pub mod salarie;
pub mod second_facteur;
pub mod session;
pub mod verrou_secret;

pub use connexion::{Acces, Ecriture, ecrire, lire, ouvrir, ouvrir_ecritures, partagee};
pub use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

/// One page of a list: at most `limite` rows after `apres`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<C> {
    pub limite: u64,
    pub apres: Option<C>,
}
