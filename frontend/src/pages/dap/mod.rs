//! DAP: search, new, draft, reading, instruction.

mod brouillon;
mod champs;
mod consommation;
mod contenu;
mod decider;
mod decision;
mod edition;
mod effectif;
mod etape;
mod etapes;
mod groupe;
mod instruction;
mod lecture;
mod manques;
mod messages;
mod motifs;
mod nouvelle;
mod page;
mod panneau;
mod pieces;
mod recherche;
mod suivi;
mod versions;

pub use instruction::PageInstruction;
pub use nouvelle::PageNouvelleDap;
pub use page::PageDap;
pub use recherche::PageDaps;

use crate::{
    format,
    ui::{Choix, Stack, choix_de},
};
use domain::dap::{CodeEtatDap, MotifDap};
use leptos::prelude::*;

/// The states, as choices of a filter.
fn choix_etats() -> Vec<Choix> {
    choix_de(CodeEtatDap::TOUS, CodeEtatDap::code, CodeEtatDap::libelle)
}

/// The motifs, as choices of a filter.
fn choix_motifs() -> Vec<Choix> {
    choix_de(MotifDap::TOUS, MotifDap::code, MotifDap::libelle)
}

/// The two days of a period, one under the other in a column of a table.
#[component]
fn Periode(debut: String, fin: String) -> impl IntoView {
    if debut.is_empty() || fin.is_empty() {
        return view! { <span class="ap-doux">"à saisir"</span> }.into_any();
    }
    view! {
        <Stack serre=true>
            <span class="ap-chiffres">{format!("du {}", format::date(&debut))}</span>
            <span class="ap-chiffres">{format!("au {}", format::date(&fin))}</span>
        </Stack>
    }
    .into_any()
}
