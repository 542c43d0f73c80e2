//! Tabs: arrow keys move between them, the page shows the panel of the active one.

use super::dom::focaliser;
use leptos::{ev::KeyboardEvent, prelude::*};

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onglet {
    pub code: &'static str,
    pub libelle: String,
    /// A number beside the label.
    pub compte: Option<usize>,
}

impl Onglet {
    /// A tab.
    pub fn new(code: &'static str, libelle: impl Into<String>) -> Self {
        Self {
            code,
            libelle: libelle.into(),
            compte: None,
        }
    }

    /// A tab with a number.
    pub fn avec_compte(mut self, compte: usize) -> Self {
        self.compte = Some(compte);
        self
    }
}

/// The row of tabs, and the panel whose content the page gives.
#[component]
pub fn Tabs(
    #[prop(into)] etiquette: String,
    #[prop(into)] onglets: Signal<Vec<Onglet>>,
    actif: RwSignal<&'static str>,
    children: Children,
) -> impl IntoView {
    let touche = move |ev: KeyboardEvent| {
        let codes: Vec<_> = onglets.with(|liste| liste.iter().map(|onglet| onglet.code).collect());
        let Some(rang) = codes.iter().position(|code| *code == actif.get_untracked()) else {
            return;
        };
        let cible = match ev.key().as_str() {
            "ArrowRight" => (rang + 1) % codes.len(),
            "ArrowLeft" => (rang + codes.len() - 1) % codes.len(),
            "Home" => 0,
            "End" => codes.len() - 1,
            _ => return,
        };
        ev.prevent_default();
        actif.set(codes[cible]);
        focaliser(&format!("onglet-{}", codes[cible]));
    };
    view! {
        <div class="ap-onglets" role="tablist" aria-label=etiquette on:keydown=touche>
            {move || {
                onglets
                    .get()
                    .into_iter()
                    .map(|onglet| {
                        let code = onglet.code;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                class="ap-onglet"
                                id=format!("onglet-{code}")
                                aria-controls="panneau"
                                aria-selected=move || (actif.get() == code).to_string()
                                tabindex=move || if actif.get() == code { "0" } else { "-1" }
                                on:click=move |_| actif.set(code)
                            >
                                {onglet.libelle}
                                {onglet
                                    .compte
                                    .map(|n| view! { <span class="ap-compte">{n}</span> })}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
        <div
            class="ap-panneau"
            id="panneau"
            role="tabpanel"
            aria-labelledby=move || format!("onglet-{}", actif.get())
        >
            {children()}
        </div>
    }
}
