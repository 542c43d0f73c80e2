//! DAP: search, new, draft, reading, instruction.

mod brouillon;
mod contenu;
mod decision;
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

use crate::ui::Choix;
use domain::dap::CodeEtatDap;

/// The states, as choices of a filter.
fn choix_etats() -> Vec<Choix> {
    CodeEtatDap::TOUS
        .iter()
        .map(|etat| Choix::new(etat.code(), etat.libelle()))
        .collect()
}
