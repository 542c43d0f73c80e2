//! Radio buttons and checkboxes.

use super::{
    field::{Champ, ErrorMessage, RequiredMark},
    select::Choix,
};
use leptos::prelude::*;

/// One choice among few, all of them visible.
#[component]
pub fn RadioGroup(
    champ: Champ,
    #[prop(into)] choix: Vec<Choix>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] requis: bool,
    /// Short choices on one line ("Oui", "Non").
    #[prop(optional)]
    en_ligne: bool,
    #[prop(optional, into)] au_depart: Option<Callback<()>>,
) -> impl IntoView {
    let nom = champ.id();
    let boutons = choix
        .into_iter()
        .enumerate()
        .map(|(rang, choix)| {
            // The first radio carries the field's own id: the error summary leads to it.
            let id = if rang == 0 {
                nom.clone()
            } else {
                format!("{nom}-{rang}")
            };
            let id_indice = format!("{id}-aide");
            let (code, code_clic) = (choix.code.clone(), choix.code.clone());
            view! {
                <div class="ds-field ap-choix">
                    <input
                        class="ds-input"
                        type="radio"
                        id=id.clone()
                        name=nom.clone()
                        value=choix.code
                        aria-describedby=choix.indice.as_ref().map(|_| id_indice.clone())
                        prop:checked=move || champ.valeur.with(|v| *v == code)
                        on:change=move |_| {
                            champ.saisir(code_clic.clone());
                            if let Some(rappel) = au_depart {
                                rappel.run(());
                            }
                        }
                    />
                    <label class="ds-label" data-weight="regular" for=id>
                        {choix.libelle}
                    </label>
                    {choix
                        .indice
                        .map(|texte| view! { <div data-field="description" id=id_indice>{texte}</div> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="ds-fieldset ap-champ" aria-invalid=move || champ.invalide().then_some("true")>
            <legend class="ds-label">
                {champ.libelle()} {requis.then(RequiredMark)}
            </legend>
            {indice.map(|texte| view! { <p data-field="description">{texte}</p> })}
            <div class="ap-choix-liste" data-ligne=en_ligne.then_some("")>{boutons}</div>
            <ErrorMessage id=champ.id() erreur=champ.erreur/>
        </fieldset>
    }
}

/// Yes or no.
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    coche: RwSignal<bool>,
    #[prop(optional)] requis: bool,
    #[prop(optional, into)] erreur: Signal<Option<String>>,
    #[prop(optional, into)] au_changement: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let id_erreur = format!("{id}-erreur");
    view! {
        <div class="ap-champ">
            <div class="ds-field ap-choix">
                <input
                    class="ds-input"
                    type="checkbox"
                    id=id.clone()
                    name=id.clone()
                    aria-required=requis.then_some("true")
                    aria-invalid=move || erreur.with(Option::is_some).then_some("true")
                    aria-describedby=move || erreur.with(Option::is_some).then(|| id_erreur.clone())
                    prop:checked=move || coche.get()
                    on:change=move |ev| {
                        coche.set(event_target_checked(&ev));
                        if let Some(rappel) = au_changement {
                            rappel.run(());
                        }
                    }
                />
                <label class="ds-label" data-weight="regular" for=id.clone()>
                    {children()} {requis.then(RequiredMark)}
                </label>
            </div>
            <ErrorMessage id erreur/>
        </div>
    }
}

/// A tick without a visible label, in a table row: `etiquette` says what it chooses.
#[component]
pub fn RowCheckbox(
    #[prop(into)] etiquette: String,
    #[prop(into)] coche: Signal<bool>,
    #[prop(into)] au_changement: Callback<bool>,
) -> impl IntoView {
    view! {
        <input
            class="ap-case"
            type="checkbox"
            aria-label=etiquette
            prop:checked=move || coche.get()
            on:change=move |ev| au_changement.run(event_target_checked(&ev))
        />
    }
}

/// Several rows of a table are chosen: what can be done with them stays in sight.
#[component]
pub fn SelectionBar(
    #[prop(into)] texte: Signal<String>,
    /// Nothing is chosen yet: on a phone the bar then stays at its place, under the rows.
    #[prop(optional, into)]
    vide: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ap-barre-choix" data-vide=move || vide.get().then_some("")>
            <p role="status">{texte}</p>
            {children()}
        </div>
    }
}

/// Any number of choices.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] id: String,
    #[prop(into)] legende: String,
    #[prop(into)] choix: Vec<Choix>,
    coches: RwSignal<Vec<String>>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional, into)] erreur: Signal<Option<String>>,
    #[prop(optional, into)] au_changement: Option<Callback<()>>,
) -> impl IntoView {
    let cases = choix
        .into_iter()
        .enumerate()
        .map(|(rang, choix)| {
            let id = if rang == 0 {
                id.clone()
            } else {
                format!("{id}-{rang}")
            };
            let (code, code_clic) = (choix.code.clone(), choix.code);
            let basculer = move |ev| {
                let oui = event_target_checked(&ev);
                coches.update(|codes| {
                    codes.retain(|code| *code != code_clic);
                    if oui {
                        codes.push(code_clic.clone());
                    }
                });
                if let Some(rappel) = au_changement {
                    rappel.run(());
                }
            };
            view! {
                <div class="ds-field ap-choix">
                    <input
                        class="ds-input"
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || coches.with(|codes| codes.contains(&code))
                        on:change=basculer
                    />
                    <label class="ds-label" data-weight="regular" for=id>
                        {choix.libelle}
                    </label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="ds-fieldset ap-champ">
            <legend class="ds-label">{legende}</legend>
            {indice.map(|texte| view! { <p data-field="description">{texte}</p> })}
            <div class="ap-choix-liste">{cases}</div>
            <ErrorMessage id erreur/>
        </fieldset>
    }
}
