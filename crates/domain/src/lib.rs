//! The law and the workflows of activité partielle: no I/O, no clock, no chance;
//! compiles to WASM, so that the SPA judges a form by the very code of the server.
//!
//! **Architecture invariant:** this crate depends on no other room of the house, and
//! nothing here reads a clock, a random source, a file or a network.

pub mod agent;
pub mod ajout;
pub mod annonce;
pub mod bareme;
mod calcul;
mod calendrier;
mod codes;
pub mod compte;
pub mod compte_assistance;
mod contact;
mod contrat;
pub mod coordonnees_bancaires;
pub mod dap;
pub mod demande_assistance;
mod departement;
pub mod diagnostic;
pub mod document;
pub mod droits;
pub mod erreur;
pub mod etablissement;
pub mod ferie;
pub mod habilitation;
pub mod import;
pub mod indemnisation;
pub mod lot;
pub mod mandat;
pub mod mois;
pub mod montant;
mod mot_de_passe;
pub mod oubli;
mod regles;
pub mod reprise;
pub mod salarie;
pub mod simulation;
mod siret;
pub mod source;
pub mod texte;
pub mod utilisateur;

pub use erreur::{Collecte, Faute, Fautes, Refus};
