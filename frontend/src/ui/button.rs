//! Buttons, and links that look like buttons.

use super::icon::{Icon, Icone};
use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::components::A;

/// How much a button asks for attention. One primary per view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variante {
    #[default]
    Principal,
    Secondaire,
    Discret,
}

impl Variante {
    pub(super) fn attribut(self) -> &'static str {
        match self {
            Self::Principal => "primary",
            Self::Secondaire => "secondary",
            Self::Discret => "tertiary",
        }
    }
}

/// A button. While `en_cours` it says so and does nothing, without losing the focus.
#[component]
pub fn Button(
    #[prop(optional)] variante: Variante,
    /// Red: refuses, deletes, withdraws.
    #[prop(optional)]
    danger: bool,
    #[prop(optional)] petit: bool,
    #[prop(optional, into)] icone: Option<Icone>,
    /// Sends the form around it.
    #[prop(optional)]
    soumettre: bool,
    #[prop(optional, into)] en_cours: Signal<bool>,
    #[prop(optional, into)] desactive: Signal<bool>,
    #[prop(optional, into)] au_clic: Option<Callback<()>>,
    /// Said instead of the text, where the text alone is not enough.
    #[prop(optional, into)]
    etiquette: Option<String>,
    children: Children,
) -> impl IntoView {
    let inerte = move || en_cours.get() || desactive.get();
    let clic = move |ev: MouseEvent| {
        if inerte() {
            ev.prevent_default();
        } else if let Some(rappel) = au_clic {
            rappel.run(());
        }
    };
    view! {
        <button
            class="ds-button"
            type=if soumettre { "submit" } else { "button" }
            data-variant=variante.attribut()
            data-color=danger.then_some("danger")
            data-size=petit.then_some("sm")
            class:ap-bouton-petit=petit
            aria-busy=move || en_cours.get().then_some("true")
            aria-disabled=move || inerte().then_some("true")
            aria-label=etiquette
            on:click=clic
        >
            {icone.map(|icone| view! { <Icon icone/> })}
            <span>{children()}</span>
            <Show when=move || en_cours.get()>
                <span class="ap-tourne" aria-hidden="true"></span>
            </Show>
        </button>
    }
}

/// A link inside the service that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] variante: Variante,
    #[prop(optional)] petit: bool,
    #[prop(optional, into)] icone: Option<Icone>,
    children: Children,
) -> impl IntoView {
    view! {
        <A
            href=href
            attr:class=if petit { "ds-button ap-bouton-petit" } else { "ds-button" }
            attr:data-variant=variante.attribut()
        >
            {icone.map(|icone| view! { <Icon icone/> })}
            <span>{children()}</span>
        </A>
    }
}

/// A link to a file that the browser saves or shows itself (PDF, CSV).
#[component]
pub fn DownloadLink(
    #[prop(into)] href: Signal<String>,
    /// The kind of file, said in the link: "PDF", "CSV".
    #[prop(into)]
    format: String,
    #[prop(optional)] variante: Variante,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="ds-button"
            data-variant=variante.attribut()
            href=href
            target="_blank"
            rel="noopener external"
        >
            <Icon icone=Icone::Telechargement/>
            <span>{children()} " (" {format} ")"</span>
        </a>
    }
}

/// A plain link inside the service.
#[component]
pub fn Link(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! { <A href=href attr:class="ds-link">{children()}</A> }
}

/// A button that reads like a link: an action in a sentence or a table row.
#[component]
pub fn LinkButton(#[prop(into)] au_clic: Callback<()>, children: Children) -> impl IntoView {
    view! {
        <button type="button" class="ds-link ap-lien" on:click=move |_| au_clic.run(())>
            {children()}
        </button>
    }
}
