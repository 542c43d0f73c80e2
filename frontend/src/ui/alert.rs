//! Messages set apart: information, success, warning, failure.

use leptos::prelude::*;

/// What a message or a state is about; colour is never the only sign of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ton {
    #[default]
    Info,
    Succes,
    Attention,
    Danger,
    Neutre,
}

impl Ton {
    pub(super) fn attribut(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Succes => "success",
            Self::Attention => "warning",
            Self::Danger => "danger",
            Self::Neutre => "neutral",
        }
    }
}

/// A message set apart. `vivant` reads it out when it appears after an action.
#[component]
pub fn Alert(
    #[prop(optional)] ton: Ton,
    #[prop(optional, into)] titre: Option<String>,
    #[prop(optional)] vivant: bool,
    children: Children,
) -> impl IntoView {
    let role = vivant.then_some(if ton == Ton::Danger { "alert" } else { "status" });
    view! {
        <div class="ds-alert ap-alerte" data-color=ton.attribut() role=role>
            {titre.map(|titre| view! { <h2 class="ds-heading" data-size="2xs">{titre}</h2> })}
            <div class="ap-alerte-texte">{children()}</div>
        </div>
    }
}
