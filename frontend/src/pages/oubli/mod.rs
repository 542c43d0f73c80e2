//! Forgotten password, forgotten identifiant: who, then the secret question, then a mail.

mod identifiant;
mod mot_de_passe;
mod reponse;

pub use identifiant::PageOubliIdentifiant;
pub use mot_de_passe::PageOubliMotDePasse;

use crate::ui::{Breadcrumb, Frame, Link, PageHeader, Stack, Stepper};
use api_types::oubli::QuestionSecrete;
use leptos::prelude::*;

/// Where one is.
#[derive(Clone)]
pub enum Etape {
    Qui,
    Question(QuestionSecrete),
    /// What the service answered.
    Envoye(String),
}

/// The frame of both pages.
#[component]
fn Demarche(
    titre: &'static str,
    premiere: &'static str,
    etape: RwSignal<Etape>,
    children: Children,
) -> impl IntoView {
    let rang = Signal::derive(move || {
        etape.with(|etape| match etape {
            Etape::Qui => 0,
            Etape::Question(_) => 1,
            Etape::Envoye(_) => 2,
        })
    });
    view! {
        <Frame etroit=true>
            <Breadcrumb etapes=vec![("/".into(), "Accueil".into())] ici=titre/>
            <PageHeader titre=titre/>
            <Stack>
                <Stepper
                    etiquette="Étapes"
                    etapes=vec![premiere.into(), "Question secrète".into(), "Courriel envoyé".into()]
                    courante=rang
                />
                {children()}
                <p class="ap-doux ap-petit">
                    "Vous ne vous souvenez plus de la réponse, ou l'adresse du compte n'est plus la vôtre ? "
                    <Link href="/aide/connexion">"Trouvez ce qui bloque"</Link> " ou "
                    <Link href="/aide#assistance">"écrivez à l'assistance"</Link> "."
                </p>
            </Stack>
        </Frame>
    }
}
