//! DAP: search, new, draft, reading, instruction.

mod brouillon;
mod champs;
mod contenu;
mod decision;
mod etape;
mod etapes;
mod instruction;
mod lecture;
mod nouvelle;
mod page;
mod recherche;

pub use instruction::PageInstruction;
pub use nouvelle::PageNouvelleDap;
pub use page::PageDap;
pub use recherche::PageDaps;

use crate::ui::{Choix, choix_de};
use domain::dap::CodeEtatDap;

/// The states, as choices of a filter.
fn choix_etats() -> Vec<Choix> {
    choix_de(CodeEtatDap::TOUS, CodeEtatDap::code, CodeEtatDap::libelle)
}
