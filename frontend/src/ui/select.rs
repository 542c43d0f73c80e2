//! A choice in a list.

use super::field::{Champ, Frame, Largeur};
use leptos::prelude::*;

/// One choice: its code, kept, and its text, shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choix {
    pub code: String,
    pub libelle: String,
    /// Said under the text of a radio button.
    pub indice: Option<String>,
}

impl Choix {
    /// A choice.
    pub fn new(code: impl Into<String>, libelle: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            libelle: libelle.into(),
            indice: None,
        }
    }

    /// A choice that says more of itself.
    pub fn avec_indice(mut self, indice: impl Into<String>) -> Self {
        self.indice = Some(indice.into());
        self
    }
}

/// Every value of a coded noun, as choices.
pub fn choix_de<T: Copy>(
    valeurs: &[T],
    code: fn(T) -> &'static str,
    libelle: fn(T) -> &'static str,
) -> Vec<Choix> {
    valeurs
        .iter()
        .map(|valeur| Choix::new(code(*valeur), libelle(*valeur)))
        .collect()
}

/// A drop-down list. The first line, without a code, invites to choose.
#[component]
pub fn Select(
    champ: Champ,
    #[prop(into)] choix: Signal<Vec<Choix>>,
    #[prop(default = "Sélectionner…")] invite: &'static str,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] requis: bool,
    #[prop(optional)] largeur: Largeur,
    #[prop(optional, into)] au_depart: Option<Callback<()>>,
) -> impl IntoView {
    let id = champ.id();
    let avec_indice = indice.is_some();
    view! {
        <Frame champ indice requis>
            <select
                class="ds-input"
                id=id.clone()
                name=id
                data-largeur=largeur.attribut()
                aria-required=requis.then_some("true")
                aria-invalid=move || champ.invalide().then_some("true")
                aria-describedby=move || champ.descriptions(avec_indice, false)
                on:change=move |ev| {
                    champ.saisir(event_target_value(&ev));
                    if let Some(rappel) = au_depart {
                        rappel.run(());
                    }
                }
            >
                <option value="" prop:selected=move || champ.valeur.with(String::is_empty)>
                    {invite}
                </option>
                {move || {
                    choix
                        .get()
                        .into_iter()
                        .map(|choix| {
                            let code = choix.code.clone();
                            view! {
                                <option
                                    value=choix.code
                                    prop:selected=move || champ.valeur.with(|v| *v == code)
                                >
                                    {choix.libelle}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Frame>
    }
}
