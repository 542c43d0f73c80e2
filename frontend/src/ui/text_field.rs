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
    /// The limit is said before it is hit, once four fifths are used, and never cuts a pasted text.
    #[prop(optional)]
    longueur_max: Option<usize>,
    #[prop(optional, into)] lecture_seule: Signal<bool>,
    #[prop(optional, into)] au_depart: Option<Callback<()>>,
    /// Texts to choose from; any other may be typed.
    #[prop(optional)]
    suggestions: &'static [&'static str],
) -> impl IntoView {
    let id = champ.id();
    let avec_indice = indice.is_some();
    let liste = (!suggestions.is_empty()).then(|| format!("{id}-suggestions"));
    // Under every short field a counter would be noise: it comes when the limit does.
    let proche = longueur_max.map(|max| Memo::new(move |_| champ.longueur() * 5 >= max * 4));
    let saisie = view! {
        <input
            class="ds-input"
            class:ap-nombre=matches!(clavier, Some("decimal"))
            id=id.clone()
            name=id
            type=genre
            inputmode=clavier
            autocomplete=remplissage
            list=liste.clone()
            data-largeur=largeur.attribut()
            aria-required=requis.then_some("true")
            aria-invalid=move || champ.invalide().then_some("true")
            aria-describedby=move || champ.descriptions(avec_indice, proche.is_some_and(|proche| proche.get()))
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
            {liste.map(|id| view! {
                <datalist id=id>
                    {suggestions.iter().map(|texte| view! { <option value=*texte></option> }).collect_view()}
                </datalist>
            })}
            {longueur_max.zip(proche).map(|(max, proche)| view! {
                <Show when=move || proche.get()><Counter champ max/></Show>
            })}
        </Frame>
    }
}

/// "12 caractères sur 28".
#[component]
fn Counter(champ: Champ, max: usize) -> impl IntoView {
    let id = format!("{}-compteur", champ.id());
    view! {
        <p class="ap-compteur" id=id class:ap-compteur-depasse=move || { champ.longueur() > max }>
            {move || format!("{} / {max} caractères", champ.longueur())}
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
                aria-describedby=move || champ.descriptions(avec_indice, longueur_max.is_some())
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
