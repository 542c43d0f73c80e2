//! The frame of a form and its error summary.

use super::dom::focaliser;
use leptos::{context::Provider, ev::SubmitEvent, html, prelude::*};

/// Files of a form that are being read: how many.
#[derive(Clone, Copy)]
pub(super) struct Lectures(pub RwSignal<u32>);

/// A form that the page sends itself; the browser's own bubbles stay silent, ours say it better.
/// Sent while a chosen file is still being read, it waits: the file would be left behind.
#[component]
pub fn Form(#[prop(into)] au_envoi: Callback<()>, children: Children) -> impl IntoView {
    let lectures = RwSignal::new(0_u32);
    let en_attente = StoredValue::new(false);
    let envoyer = move |ev: SubmitEvent| {
        ev.prevent_default();
        if lectures.get_untracked() == 0 {
            au_envoi.run(());
        } else {
            en_attente.set_value(true);
        }
    };
    Effect::new(move |_| {
        if lectures.get() == 0 && en_attente.get_value() {
            en_attente.set_value(false);
            au_envoi.run(());
        }
    });
    view! {
        <Provider value=Lectures(lectures)>
            <form class="ap-pile" novalidate=true on:submit=envoyer>
                {children()}
            </form>
        </Provider>
    }
}

/// The foot of a long form: whether it is saved, and its button, stay in sight.
#[component]
pub fn FormFooter(children: Children) -> impl IntoView {
    view! { <div class="ap-pied-formulaire">{children()}</div> }
}

/// One line of the summary: where it is, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneErreur {
    /// Id of the input; none for what concerns no field.
    pub id: Option<String>,
    /// Label of the field, if any.
    pub libelle: Option<String>,
    pub message: String,
    /// Where the rule comes from.
    pub source: Option<String>,
}

/// Every error at once, with a link to each field. Takes the focus each time `tentative` grows.
#[component]
pub fn ErrorSummary(
    #[prop(into)] lignes: Signal<Vec<LigneErreur>>,
    #[prop(into)] tentative: Signal<u32>,
    /// Pages that say more: address and title. They open beside, so that nothing typed is left.
    #[prop(optional, into)]
    aides: Signal<Vec<(String, String)>>,
    /// Called with the id of the field instead of moving the focus: a form in steps opens the step first.
    #[prop(optional_no_strip)]
    vers: Option<Callback<String>>,
) -> impl IntoView {
    let noeud = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if tentative.get() > 0
            && let Some(element) = noeud.get()
        {
            let _ = element.focus();
            element.scroll_into_view();
        }
    });
    let titre = move || match lignes.with(Vec::len) {
        1 => "Un point est à corriger".to_owned(),
        nombre => format!("{nombre} points sont à corriger"),
    };
    view! {
        <Show when=move || lignes.with(|lignes| !lignes.is_empty())>
            <div class="ds-error-summary" role="alert" tabindex="-1" node_ref=noeud>
                <h2 class="ds-heading" data-size="2xs">{titre}</h2>
                <ul class="ds-list">
                    {move || lignes.get().into_iter().map(|une| ligne(une, vers)).collect_view()}
                </ul>
                {move || Some(aides.get()).filter(|aides| !aides.is_empty()).map(en_savoir_plus)}
            </div>
        </Show>
    }
}

fn en_savoir_plus(aides: Vec<(String, String)>) -> impl IntoView {
    let liens = aides.into_iter().map(|(href, titre)| {
        view! {
            <li>
                <a class="ds-link" href=href target="_blank" rel="noopener external">
                    {titre} <span class="ap-cache">" (nouvel onglet)"</span>
                </a>
            </li>
        }
    });
    view! {
        <div class="ap-en-savoir-plus">
            <p>"En savoir plus"</p>
            <ul>{liens.collect_view()}</ul>
        </div>
    }
}

/// Where the rule of a refusal comes from, small beside it.
#[component]
pub fn SourceRegle(#[prop(into)] source: String) -> impl IntoView {
    view! { <span class="ap-source">{format!("Source : {source}.")}</span> }
}

fn ligne(ligne: LigneErreur, vers: Option<Callback<String>>) -> impl IntoView {
    let texte = match ligne.libelle {
        Some(libelle) => format!("{libelle} : {}", ligne.message),
        None => ligne.message,
    };
    let source = ligne.source.map(|source| view! { " " <SourceRegle source/> });
    match ligne.id {
        Some(id) => {
            let cible = id.clone();
            view! {
                <li>
                    <a
                        class="ds-link"
                        href=format!("#{id}")
                        on:click=move |ev| {
                            ev.prevent_default();
                            match vers {
                                Some(vers) => vers.run(cible.clone()),
                                None => focaliser(&cible),
                            }
                        }
                    >
                        {texte}
                    </a>
                    {source}
                </li>
            }
            .into_any()
        }
        None => view! { <li>{texte} {source}</li> }.into_any(),
    }
}
