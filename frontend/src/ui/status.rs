//! The state of a file: a tag with a sign, a colour and a word.

use super::{
    alert::Ton,
    icon::{Icon, Icone},
};
use leptos::prelude::*;

/// A state, never told by colour alone.
#[component]
pub fn Status(ton: Ton, #[prop(into)] libelle: String) -> impl IntoView {
    let icone = match ton {
        Ton::Succes => Icone::Coche,
        Ton::Danger => Icone::Croix,
        Ton::Attention => Icone::Alerte,
        Ton::Info => Icone::Horloge,
        Ton::Neutre => Icone::Crayon,
    };
    view! {
        <span class="ds-tag ap-etat" data-color=ton.attribut()>
            <Icon icone/>
            {libelle}
        </span>
    }
}

/// A small word beside a title ("Actif", "Principal").
#[component]
pub fn Tag(#[prop(optional)] ton: Ton, #[prop(into)] libelle: String) -> impl IntoView {
    view! {
        <span class="ds-tag ap-etat" data-color=ton.attribut() data-variant="outline">
            {libelle}
        </span>
    }
}
