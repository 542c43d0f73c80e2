//! "Simulation de l'indemnisation de l'employeur", open to all.

mod page;
mod resultat;
mod salarie;

pub use page::PageSimulateur;
