//! The messages of a request for assistance, as the author and the help desk read them.

use crate::{
    format,
    pages::demo::TexteCourriel,
    ui::{Status, Ton},
};
use api_types::demande_assistance::MessageAssistance;
use leptos::prelude::*;

/// The state, with its sign.
#[component]
pub fn EtatAssistance(#[prop(into)] code: String, #[prop(into)] libelle: String) -> impl IntoView {
    let ton = match code.as_str() {
        "repondue" => Ton::Succes,
        "ouverte" => Ton::Attention,
        "en_cours" => Ton::Info,
        _ => Ton::Neutre,
    };
    view! { <Status ton libelle/> }
}

/// Oldest first.
#[component]
pub fn Fil(messages: Vec<MessageAssistance>) -> impl IntoView {
    let lignes = messages.into_iter().map(|message| {
        view! {
            <li class="ap-message" data-auteur=message.auteur>
                <p class="ap-message-tete">
                    <strong>{message.nom}</strong>
                    <span class="ap-petit ap-doux ap-chiffres">{format::instant(&message.le)}</span>
                </p>
                <TexteCourriel texte=message.texte/>
            </li>
        }
    });
    view! { <ol class="ap-fil-messages">{lignes.collect_view()}</ol> }
}
