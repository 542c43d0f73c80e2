//! One line of text. Numbers too: a text input keeps "-", "," and spaces as typed.

use super::field::{Champ, Frame, Largeur};
use leptos::prelude::*;

/// A text input with label, hint and error.
#[component]
pub fn TextField(
    champ: Champ,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] requis: bool,
    #[prop(default = "text")] genre: &'static str,
    /// Keyboard of a phone: `numeric`, `decimal`, `email`, `tel`.
    #[prop(optional)]
    clavier: Option<&'static str>,
    #[prop(optional)] remplissage: Option<&'static str>,
    #[prop(optional)] largeur: Largeur,
    #[prop(optional, into)] suffixe: Option<String>,
    /// The limit is said before it is hit, and never cuts a pasted text.
    #[prop(optional)]
    longueur_max: Option<usize>,
    #[prop(optional, into)] lecture_seule: Signal<bool>,
    #[prop(optional, into)] au_depart: Option<Callback<()>>,
) -> impl IntoView {
    let id = champ.id();
    let avec_indice = indice.is_some();
    let saisie = view! {
        <input
            class="ds-input"
            class:ap-nombre=matches!(clavier, Some("decimal"))
            id=id.clone()
            name=id
            type=genre
            inputmode=clavier
            autocomplete=remplissage
            data-largeur=largeur.attribut()
            aria-required=requis.then_some("true")
            aria-invalid=move || champ.invalide().then_some("true")
            aria-describedby=move || champ.descriptions(avec_indice)
            readonly=move || lecture_seule.get()
            prop:value=move || champ.valeur.get()
            on:input=move |ev| champ.saisir(event_target_value(&ev))
            on:blur=move |_| {
                if let Some(rappel) = au_depart {
                    rappel.run(());
                }
            }
        />
    };
    let saisie = match suffixe {
        Some(suffixe) => view! {
            <div class="ds-field-affixes" data-largeur=largeur.attribut()>
                {saisie} <span class="ds-field-affix" aria-hidden="true">{suffixe}</span>
            </div>
        }
        .into_any(),
        None => saisie.into_any(),
    };
    view! {
        <Frame champ indice requis>
            {saisie}
            {longueur_max.map(|max| view! { <Counter champ max/> })}
        </Frame>
    }
}

/// "12 caractères sur 28".
#[component]
fn Counter(champ: Champ, max: usize) -> impl IntoView {
    let nombre = move || champ.valeur.with(|texte| texte.chars().count());
    view! {
        <p class="ap-compteur" class:ap-compteur-depasse=move || { nombre() > max }>
            {move || format!("{} / {max} caractères", nombre())}
        </p>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    champ: Champ,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] requis: bool,
    #[prop(default = 5)] lignes: u32,
    #[prop(optional)] longueur_max: Option<usize>,
    #[prop(optional, into)] au_depart: Option<Callback<()>>,
) -> impl IntoView {
    let id = champ.id();
    let avec_indice = indice.is_some();
    view! {
        <Frame champ indice requis>
            <textarea
                class="ds-input"
                id=id.clone()
                name=id
                rows=lignes
                aria-required=requis.then_some("true")
                aria-invalid=move || champ.invalide().then_some("true")
                aria-describedby=move || champ.descriptions(avec_indice)
                prop:value=move || champ.valeur.get()
                on:input=move |ev| champ.saisir(event_target_value(&ev))
                on:blur=move |_| {
                    if let Some(rappel) = au_depart {
                        rappel.run(());
                    }
                }
            ></textarea>
            {longueur_max.map(|max| view! { <Counter champ max/> })}
        </Frame>
    }
}
