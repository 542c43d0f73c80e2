//! The tone of each state: colour and sign beside its French label.

use crate::ui::{Status, Ton};
use leptos::prelude::*;

/// The state of a DAP.
#[component]
pub fn EtatDap(#[prop(into)] code: String, #[prop(into)] libelle: String) -> impl IntoView {
    let ton = match code.as_str() {
        "validee" => Ton::Succes,
        "refusee" => Ton::Danger,
        "invalidee" => Ton::Attention,
        "en_attente_instruction_ud" | "instruction_en_cours" => Ton::Info,
        _ => Ton::Neutre,
    };
    view! { <Status ton libelle/> }
}

/// The state of a DI.
#[component]
pub fn EtatDi(#[prop(into)] code: String, #[prop(into)] libelle: String) -> impl IntoView {
    let ton = match code.as_str() {
        "validee" | "paiement_effectue" => Ton::Succes,
        "rejetee" | "paiement_invalide" => Ton::Danger,
        "or_a_emettre" | "or_emis" => Ton::Attention,
        "en_attente_validation" | "en_cours_instruction" | "paiement_demande" => Ton::Info,
        _ => Ton::Neutre,
    };
    view! { <Status ton libelle/> }
}
