//! Home after login: what must I do, what is under way, what was decided.

mod affaire;
mod agent;
mod assistance;
mod demandes_assistance;
mod entreprise;
mod indemnisable;
mod premiers_pas;

use crate::{
    api::acces,
    ui::{Frame, PageHeader, Stack},
};
use client::Erreur;
use leptos::prelude::*;

/// `/accueil`, for each role.
#[component]
pub fn PageAccueil() -> impl IntoView {
    let acces = acces();
    let role = Memo::new(move |_| acces.role());
    let titre = Signal::derive(move || {
        acces.session().map_or_else(
            || "Mon espace".to_owned(),
            |session| format!("Bonjour {}", session.compte.prenom),
        )
    });
    view! {
        <Frame>
            {move || match role.get().as_str() {
                "agent_ud" => view! { <PageHeader titre/> <agent::Agent/> }.into_any(),
                "assistance" => view! {
                    <PageHeader titre/>
                    <Stack large=true>
                        <assistance::Assistance/>
                        <demandes_assistance::DemandesATraiter/>
                    </Stack>
                }
                .into_any(),
                _ => view! { <entreprise::Entreprise titre/> }.into_any(),
            }}
        </Frame>
    }
}

/// Pages that a dashboard reads of one list: 1,000 lines. The search pages show the rest.
const PAGES_MAX: usize = 5;
/// Lines of one page, the most that the API gives.
const PAR_PAGE: u32 = 200;

/// The lines of a list, page after page, and whether there are more.
async fn lire_pages<T, F>(page: impl Fn(Option<String>) -> F) -> Result<(Vec<T>, bool), Erreur>
where
    F: Future<Output = Result<(Vec<T>, Option<String>), Erreur>>,
{
    let mut lignes = Vec::new();
    let mut suite = None;
    for _ in 0..PAGES_MAX {
        let (page, next) = page(suite).await?;
        lignes.extend(page);
        if next.is_none() {
            return Ok((lignes, false));
        }
        suite = next;
    }
    Ok((lignes, true))
}

/// "12", or "plus de 1000" when the list was not read to its end.
fn nombre(lignes: usize, suite: bool) -> String {
    if suite {
        format!("plus de {lignes}")
    } else {
        lignes.to_string()
    }
}
