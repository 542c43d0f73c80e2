//! Rows as they are stored, one file per table.

pub mod annonce;
pub mod code_diagnostic;
pub mod code_recuperation;
pub mod compte;
pub mod controle_utilise;
pub mod coordonnees_bancaires;
pub mod courriel;
pub mod dap;
pub mod dap_instantane;
pub mod demande;
pub mod demande_assistance;
pub mod demande_ligne;
pub mod etablissement;
pub mod habilitation;
pub mod idempotence;
pub mod journal;
pub mod message_assistance;
pub mod mot_de_passe_secours;
pub mod salarie;
pub mod second_facteur;
pub mod session;
pub mod verrou_inconnu;
pub mod verrou_secret;
