//! Agents of the unités départementales: who they are, and opening an account on an annexe 3.

mod departements;
mod liste;
mod nouveau;

pub use departements::{ChampDepartements, lire};
pub use liste::PageAgents;
pub use nouveau::PageNouvelAgent;
