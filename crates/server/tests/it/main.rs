//! The service over real HTTP, through the client that integrators use, on both databases.

mod acces;
mod affluence;
mod banc;
mod base;
mod compose;
mod compte;
mod compte_assistance;
mod contrat;
mod dap;
mod demande_assistance;
mod diagnostic;
mod discretion;
mod document;
mod etablissement;
mod fiches;
mod http;
mod indemnisation;
mod lot;
mod mandat;
mod oubli;
mod personnes;
mod reprise;
mod second_facteur;
mod simulation;
mod utilisateur;
