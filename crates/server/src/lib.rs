//! HTTP: routes, session, problem+json, OpenAPI, configuration.
//!
//! **Architecture invariant:** no rule of the law and no SQL here; a handler parses, calls one
//! use case of `app` and answers.

pub mod commandes;
pub mod configuration;
pub mod curseur;
pub mod documentation;
pub mod etag;
pub mod jeton;
pub mod probleme;
pub mod routes;
pub mod securite;
pub mod serveur;
pub mod spa;
pub mod taches;
pub mod telemetrie;
