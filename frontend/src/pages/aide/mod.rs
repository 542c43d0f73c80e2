//! "Besoin d'aide ?": the help pages and the ways to get help.

mod demande;
mod expert_comptable;
mod fiche;
mod page;
mod suivi;

pub use demande::PageDemandeAssistance;
pub use expert_comptable::PageExpertComptable;
pub use fiche::PageFiche;
pub use page::PageAide;
pub use suivi::PageSuiviAssistance;
