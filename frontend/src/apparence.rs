//! Light or dark: as the machine wishes, unless the person chose.

use crate::ui::{
    Icon, Icone,
    dom::{appliquer_apparence, garder_choix, lire_choix},
};
use leptos::prelude::*;

const CLE: &str = "apart-apparence";

/// The choice, made once by the application.
#[derive(Clone, Copy)]
pub struct Apparence(RwSignal<Option<bool>>);

impl Apparence {
    /// Reads the kept choice and keeps the page in step with it.
    pub fn new() -> Self {
        let choix = RwSignal::new(match lire_choix(CLE).as_deref() {
            Some("sombre") => Some(true),
            Some("clair") => Some(false),
            _ => None,
        });
        Effect::new(move |_| {
            appliquer_apparence(choix.get());
        });
        Self(choix)
    }

    fn sombre(self) -> bool {
        self.0.get().unwrap_or_else(|| {
            window()
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
                .is_some_and(|requete| requete.matches())
        })
    }

    fn basculer(self) {
        let sombre = !untrack(|| self.sombre());
        garder_choix(CLE, if sombre { "sombre" } else { "clair" });
        self.0.set(Some(sombre));
    }
}

impl Default for Apparence {
    fn default() -> Self {
        Self::new()
    }
}

/// The button that changes from light to dark and back.
#[component]
pub fn BoutonApparence() -> impl IntoView {
    let apparence = expect_context::<Apparence>();
    let texte = move || {
        if apparence.sombre() {
            "Passer à l'affichage clair"
        } else {
            "Passer à l'affichage sombre"
        }
    };
    view! {
        <button
            type="button"
            class="ap-bouton-icone"
            aria-label=texte
            title=texte
            on:click=move |_| apparence.basculer()
        >
            {move || view! { <Icon icone=if apparence.sombre() { Icone::Soleil } else { Icone::Lune }/> }}
        </button>
    }
}
