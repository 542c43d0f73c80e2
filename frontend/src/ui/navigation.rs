//! Finding one's way: skip link, breadcrumb, menus, "show more".

use super::{
    button::{Button, Variante},
    dom::focaliser,
    icon::{Icon, Icone},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use leptos_router::components::A;
use wasm_bindgen::JsCast as _;

/// Leads a keyboard past the header.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! {
        <a
            class="ds-skip-link"
            href="#contenu"
            on:click=|ev| {
                ev.prevent_default();
                focaliser("contenu");
            }
        >
            "Aller au contenu"
        </a>
    }
}

/// The way from the home page: links, then the page itself.
#[component]
pub fn Breadcrumb(#[prop(into)] etapes: Vec<(String, String)>, #[prop(into)] ici: String) -> impl IntoView {
    let liens = etapes
        .into_iter()
        .map(|(href, libelle)| view! { <li><A href=href attr:class="ds-link">{libelle}</A></li> })
        .collect_view();
    view! {
        <nav class="ds-breadcrumbs ap-fil" aria-label="Fil d'Ariane">
            <ol>
                {liens}
                <li>
                    <span aria-current="page">{ici}</span>
                </li>
            </ol>
        </nav>
    }
}

/// A menu of the navigation band: a button that opens a list of links.
#[component]
pub fn Menu(#[prop(into)] libelle: ViewFn, children: ChildrenFn) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    let bouton = NodeRef::<html::Button>::new();
    let cadre = NodeRef::<html::Div>::new();
    let touche = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" && ouvert.get_untracked() {
            ouvert.set(false);
            if let Some(bouton) = bouton.get_untracked() {
                let _ = bouton.focus();
            }
        }
    };
    // Leaving the menu by Tab closes it.
    let depart = move |ev: leptos::ev::FocusEvent| {
        let dedans = ev
            .related_target()
            .and_then(|cible| cible.dyn_into::<web_sys::Node>().ok())
            .zip(cadre.get_untracked())
            .is_some_and(|(cible, cadre)| cadre.contains(Some(&cible)));
        // A click on nothing focusable has no related target: the click listener decides.
        if ev.related_target().is_some() && !dedans {
            ouvert.set(false);
        }
    };
    let exterieur = window_event_listener(leptos::ev::click, move |ev| {
        let dedans = ev
            .target()
            .and_then(|cible| cible.dyn_into::<web_sys::Node>().ok())
            .zip(cadre.get_untracked())
            .is_some_and(|(cible, cadre)| cadre.contains(Some(&cible)));
        if !dedans {
            ouvert.try_set(false);
        }
    });
    on_cleanup(move || exterieur.remove());
    let children = StoredValue::new(children);
    view! {
        <div class="ap-menu" node_ref=cadre on:keydown=touche on:focusout=depart>
            <button
                type="button"
                class="ap-menu-bouton"
                node_ref=bouton
                aria-expanded=move || ouvert.get().to_string()
                on:click=move |_| ouvert.update(|o| *o = !*o)
            >
                {libelle.run()}
                <Icon icone=Icone::Chevron/>
            </button>
            <Show when=move || ouvert.get()>
                <div class="ap-menu-liste" on:click=move |_| ouvert.set(false)>
                    {children.with_value(|enfants| enfants())}
                </div>
            </Show>
        </div>
    }
}

/// The end of a list that has more.
#[component]
pub fn ShowMore(
    #[prop(into)] suite: Signal<bool>,
    #[prop(into)] en_cours: Signal<bool>,
    #[prop(into)] au_clic: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || suite.get()>
            <div class="ap-suite">
                <Button variante=Variante::Secondaire en_cours au_clic>
                    "Afficher plus"
                </Button>
            </div>
        </Show>
    }
}
