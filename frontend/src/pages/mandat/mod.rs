//! Mandates: the portfolio of an accountant, and what both parties do with a mandate.

mod assistance;
mod declaration;
mod gestes;
mod portefeuille;

pub use assistance::PageMandatsAssistance;
pub use gestes::{GesteMandat, GestesMandat};
pub use portefeuille::PageMandats;

use crate::{
    format,
    ui::{DownloadLink, Stack, Status, Ton, Variante},
};
use api_types::mandat::Mandat;
use leptos::prelude::*;

/// "du 1er juin 2022 au 31 mai 2023".
pub fn periode(mandat: &Mandat) -> String {
    match &mandat.fin {
        Some(fin) => format!("du {} au {}", format::date(&mandat.debut), format::date(fin)),
        None => format!("depuis le {}, sans fin", format::date(&mandat.debut)),
    }
}

/// The state, and why it ended.
pub fn etat(mandat: &Mandat) -> impl IntoView + use<> {
    let ton = match mandat.situation.as_str() {
        "en_cours" => Ton::Succes,
        "en_attente" => Ton::Attention,
        "a_venir" => Ton::Info,
        "refuse" | "revoque" => Ton::Danger,
        _ => Ton::Neutre,
    };
    let motif = mandat.motif.clone();
    let libelle = mandat.situation_libelle.clone();
    view! {
        <Stack serre=true>
            <div><Status ton libelle/></div>
            {motif.map(|motif| view! { <span class="ap-petit">{format!("Motif : {motif}")}</span> })}
        </Stack>
    }
}

/// The signed contract, to be saved.
pub fn document(mandat: &Mandat) -> impl IntoView + use<> {
    match mandat.document.clone() {
        Some(document) => {
            let href = format!("/api/v1/documents/{}", document.id);
            view! {
                <DownloadLink href=Signal::stored(href) format="PDF" variante=Variante::Discret>"Contrat"</DownloadLink>
            }
            .into_any()
        }
        None => view! { <span class="ap-doux">"Non joint"</span> }.into_any(),
    }
}
