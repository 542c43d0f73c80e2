//! What surrounds every page: header, navigation, footer, session, demonstration.

mod bandeaux;
mod connexion;
mod demonstration;
mod entete;
mod garde;
mod pied;
mod veille;

pub use bandeaux::{Annonce, AnnoncesPubliques, BandeauxAnnonces};
pub use connexion::FormulaireConnexion;
pub use demonstration::{BandeauDemonstration, Demonstration};
pub use entete::Entete;
pub use garde::{EspacePrive, EspacePublic};
pub use pied::Pied;
pub use veille::DialoguesDeSession;
