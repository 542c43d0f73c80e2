//! HTTP: routes, session, problem+json, OpenAPI, configuration.
//!
//! **Architecture invariant:** no rule of the law and no SQL here; a handler parses, calls one
//! use case of `app` and answers.

pub mod commandes;
pub mod configuration;
pub mod curseur;
pub mod documentation;
pub mod envoi;
pub mod etag;
pub mod etat;
pub mod idempotence;
pub mod jeton;
pub mod navigateur;
pub mod probleme;
pub mod registre;
pub mod routes;
pub mod securite;
pub mod serveur;
pub mod session;
pub mod spa;
pub mod taches;
pub mod telemetrie;
pub mod tuyau;
