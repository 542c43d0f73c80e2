//! Rows as they are stored, one file per table.

pub mod compte;
pub mod controle_utilise;
pub mod coordonnees_bancaires;
pub mod courriel;
pub mod dap;
pub mod dap_instantane;
pub mod demande;
pub mod demande_ligne;
pub mod etablissement;
pub mod habilitation;
pub mod idempotence;
pub mod journal;
pub mod salarie;
pub mod session;
pub mod verrou_inconnu;
