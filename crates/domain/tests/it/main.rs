//! The law and the workflows, tried from outside: one binary, one module per noun.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used)]

mod baremes;
mod calendrier;
mod compte;
mod dap;
mod exemples;
mod habilitation;
mod identifiants;
mod import;
mod indemnisation;
mod montant;
mod simulation;
