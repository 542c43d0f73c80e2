//! The service over real HTTP, through the client that integrators use, on both databases.

mod acces;
mod banc;
mod base;
mod compose;
mod contrat;
mod dap;
mod etablissement;
mod http;
mod indemnisation;
mod personnes;
mod simulation;
