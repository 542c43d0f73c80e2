//! The security check that the browser passes alone: no picture, nothing to copy.

use crate::api::client;
use client::{Erreur, resoudre_controle};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// A fresh check, solved. One at each sending: none can be too old, none is used twice.
pub async fn resoudre() -> Result<String, Erreur> {
    let epreuve = client().lire_controle_securite().await?;
    // Lets the page show that it works before the computation holds it.
    TimeoutFuture::new(30).await;
    resoudre_controle(&epreuve)
        .ok_or_else(|| Erreur::Reponse("le contrôle de sécurité n'a pas de solution".to_owned()))
}

/// What is said of it beside the button.
#[component]
pub fn NoteControle() -> impl IntoView {
    view! {
        <p class="ap-doux ap-petit">
            "Contrôle de sécurité : rien à recopier, votre navigateur fait la vérification au moment de l'envoi."
        </p>
    }
}
