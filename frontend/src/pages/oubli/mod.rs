//! Forgotten password, forgotten identifiant: who, then the secret question, then a mail.

mod identifiant;
mod mot_de_passe;
mod reponse;

pub use identifiant::PageOubliIdentifiant;
pub use mot_de_passe::PageOubliMotDePasse;

use crate::ui::{Breadcrumb, ButtonLink, Frame, Link, PageHeader, Row, Stack, Stepper};
use api_types::oubli::QuestionSecrete;
use leptos::prelude::*;
use reponse::{Envoi, Envoye, Reponse};

/// Where one is.
#[derive(Clone)]
pub enum Etape {
    Qui,
    Question(QuestionSecrete),
    /// What the service answered.
    Envoye(String),
}

/// Both pages: the first step is their own (`qui`), the others are shared. `children` say what to do
/// with the mail.
#[component]
fn Demarche(
    titre: &'static str,
    premiere: &'static str,
    qui: fn(RwSignal<Etape>) -> AnyView,
    envoi: Envoi,
    objet: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let etape = RwSignal::new(Etape::Qui);
    let rang = Signal::derive(move || {
        etape.with(|etape| match etape {
            Etape::Qui => 0,
            Etape::Question(_) => 1,
            Etape::Envoye(_) => 2,
        })
    });
    let contenu = move || match etape.get() {
        Etape::Qui => qui(etape),
        Etape::Question(question) => view! { <Reponse question etape envoi/> }.into_any(),
        Etape::Envoye(message) => {
            let suite = children.clone();
            view! {
                <Envoye message objet>
                    {suite()}
                    <Row><ButtonLink href="/connexion">"Me connecter"</ButtonLink></Row>
                </Envoye>
            }
            .into_any()
        }
    };
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
                {contenu}
                <p class="ap-doux ap-petit">
                    "Vous ne vous souvenez plus de la réponse, ou l'adresse du compte n'est plus la vôtre ? "
                    <Link href="/aide/connexion">"Trouvez ce qui bloque"</Link> " ou "
                    <Link href="/aide#assistance">"écrivez à l'assistance"</Link> "."
                </p>
            </Stack>
        </Frame>
    }
}
