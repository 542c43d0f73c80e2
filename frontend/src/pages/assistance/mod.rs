//! Requests for assistance and announcements, from the side of the help desk; and the thread of
//! messages that both sides read.

mod annonces;
mod demande;
mod fil;
mod liste;

pub use annonces::PageAnnonces;
pub use demande::PageDemandeRecue;
pub use fil::{EtatAssistance, Fil};
pub use liste::PageAssistance;
