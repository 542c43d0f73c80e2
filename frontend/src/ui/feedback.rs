//! What the page says while it works: spinner, skeleton, progress, copied, saved.

use super::icon::{Icon, Icone};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// "Chargement…" with grey lines where the content will be.
#[component]
pub fn Skeleton(#[prop(default = 4)] lignes: u32) -> impl IntoView {
    view! {
        <div class="ap-squelette" role="status">
            <span class="ap-cache">"Chargement en cours…"</span>
            {(0..lignes).map(|_| view! { <span class="ap-squelette-ligne" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}

/// A small turning sign with its text.
#[component]
pub fn Spinner(#[prop(into)] texte: String) -> impl IntoView {
    view! {
        <p class="ap-attente" role="status">
            <span class="ap-tourne" aria-hidden="true"></span>
            {texte}
        </p>
    }
}

/// How far a long work is: a bar, and the same in words.
#[component]
pub fn Progress(
    #[prop(into)] libelle: String,
    #[prop(into)] fait: Signal<u32>,
    #[prop(into)] total: Signal<u32>,
) -> impl IntoView {
    view! {
        <div class="ap-progression">
            <progress
                aria-label=libelle
                max=move || total.get().max(1).to_string()
                prop:value=move || f64::from(fait.get())
            ></progress>
            <p class="ap-petit ap-doux ap-chiffres" role="status">
                {move || format!("{} sur {}", fait.get(), total.get())}
            </p>
        </div>
    }
}

/// Nothing to show yet: why, and what to do about it.
#[component]
pub fn EmptyState(
    icone: Icone,
    #[prop(into)] titre: String,
    #[prop(optional, into)] action: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ap-vide">
            <span class="ap-pastille"><Icon icone/></span>
            <h2 class="ds-heading" data-size="2xs">{titre}</h2>
            <p class="ap-doux">{children()}</p>
            {action.map(|action| action.run())}
        </div>
    }
}

/// Copies a text: the code DI, a reference.
#[component]
pub fn CopyButton(#[prop(into)] texte: Signal<String>, #[prop(into)] quoi: String) -> impl IntoView {
    let etat = RwSignal::new("Copier");
    let copier = move |_| {
        let promesse = window()
            .navigator()
            .clipboard()
            .write_text(&texte.get_untracked());
        spawn_local(async move {
            let dit = match JsFuture::from(promesse).await {
                Ok(_) => "Copié",
                Err(_) => "Copie impossible : sélectionnez le texte",
            };
            etat.try_set(dit);
            TimeoutFuture::new(2_500).await;
            etat.try_set("Copier");
        });
    };
    view! {
        <button
            type="button"
            class="ds-button ap-bouton-petit"
            data-variant="secondary"
            on:click=copier
        >
            {move || view! { <Icon icone=if etat.get() == "Copié" { Icone::Coche } else { Icone::Copie }/> }}
            <span role="status">{move || etat.get()}</span>
            <span class="ap-cache">{format!(" {quoi}")}</span>
        </button>
    }
}

/// Something to say once: it stays a few seconds, and screen readers say it.
#[derive(Clone, Copy)]
pub struct Annonces(RwSignal<Vec<(u32, String)>>, StoredValue<u32>);

impl Annonces {
    /// Made once, by the application.
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()), StoredValue::new(0))
    }

    /// Says something.
    pub fn dire(self, texte: impl Into<String>) {
        let numero = self.1.get_value().wrapping_add(1);
        self.1.set_value(numero);
        self.0.update(|liste| liste.push((numero, texte.into())));
        spawn_local(async move {
            TimeoutFuture::new(6_000).await;
            self.0.try_update(|liste| liste.retain(|(n, _)| *n != numero));
        });
    }
}

impl Default for Annonces {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the application says things.
#[component]
pub fn Announcer(annonces: Annonces) -> impl IntoView {
    view! {
        <div class="ap-annonces" role="status" aria-live="polite">
            <For each=move || annonces.0.get() key=|(n, _)| *n let((_n, texte))>
                <p class="ap-annonce"><Icon icone=Icone::Coche/>{texte}</p>
            </For>
        </div>
    }
}
