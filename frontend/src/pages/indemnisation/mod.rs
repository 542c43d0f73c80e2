//! DI: search, new, one claim (employees, hours, amounts), instruction.

mod blocages;
mod calcul;
mod contingent;
mod correction;
mod file;
mod heures;
mod instruction;
mod ligne_heures;
mod montants;
mod nouvelle;
mod page;
mod par_mois;
mod recherche;
mod regles;
mod saisie;
mod salaries;
mod suivi;

pub use file::PageInstructionIndemnisations;
pub use nouvelle::PageNouvelleDemande;
pub use page::PageDemande;
pub use recherche::PageDemandes;

use crate::{
    api::{acces, client},
    ui::{Choix, choix_de},
};
use api_types::indemnisation::Ligne;
use client::Erreur;
use domain::indemnisation::CodeEtatDi;
use leptos::prelude::untrack;

/// The states, as choices of a filter.
fn choix_etats() -> Vec<Choix> {
    choix_de(CodeEtatDi::TOUS, CodeEtatDi::code, CodeEtatDi::libelle)
}

/// Every line of a claim: at most 1,000, by pages of 200.
async fn toutes_les_lignes(id: String) -> Result<Vec<Ligne>, Erreur> {
    let mut lignes = Vec::new();
    let mut suite: Option<String> = None;
    loop {
        let page = client().lister_lignes(&id, suite.as_deref()).await?;
        lignes.extend(page.items);
        match page.next {
            Some(next) => suite = Some(next),
            None => return Ok(lignes),
        }
    }
}

/// True for the agent of the UD.
fn est_agent() -> bool {
    untrack(|| acces().role()) == "agent_ud"
}
