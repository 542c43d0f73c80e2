//! One sheet: its text, its table of contents, its neighbours.

use crate::{
    api::{Donnees, client},
    ui::{
        Breadcrumb, ButtonLink, Card, Columns, Frame, Link, PageHeader, RichText, Row, Stack, Variante,
        dom::focaliser,
    },
};
use api_types::fiche::{Fiche, FicheResume, TitreFiche};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// A short text needs no table of contents.
const TITRES_MIN: usize = 3;

/// `/aide/fiches/:slug`.
#[component]
pub fn PageFiche() -> impl IntoView {
    let parametres = use_params_map();
    let slug = Memo::new(move |_| parametres.with(|p| p.get("slug").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let slug = slug.get();
        async move { client().lire_fiche(&slug).await }
    });
    view! { <Frame>{donnees.afficher(|fiche| view! { <Lecture fiche/> })}</Frame> }
}

#[component]
fn Lecture(fiche: Fiche) -> impl IntoView {
    let ancre = use_location().hash.get_untracked();
    // The text comes after the page: the browser could not follow the anchor itself.
    request_animation_frame(move || match ancre.trim_start_matches('#') {
        "" => window().scroll_to_with_x_and_y(0.0, 0.0),
        id => focaliser(id),
    });
    let Fiche {
        titre,
        resume,
        html,
        sommaire,
        voir,
        ..
    } = fiche;
    let sommaire = StoredValue::new(sommaire);
    let voir = StoredValue::new(voir);
    view! {
        <Breadcrumb
            etapes=vec![("/".into(), "Accueil".into()), ("/aide".into(), "Besoin d'aide ?".into())]
            ici=titre.clone()
        />
        <PageHeader titre sous_titre=move || resume.clone()/>
        <Columns cote=move || view! {
            <Sommaire titres=sommaire.get_value()/>
            <Voisines fiches=voir.get_value()/>
        }>
            <Stack large=true>
                <RichText html/>
                <Card creuse=true titre="Cette fiche ne suffit pas ?">
                    <Row>
                        <ButtonLink href="/aide" variante=Variante::Secondaire>"Chercher une autre fiche"</ButtonLink>
                        <ButtonLink href="/aide/demande" variante=Variante::Secondaire>
                            "Envoyer une demande d'assistance"
                        </ButtonLink>
                    </Row>
                </Card>
            </Stack>
        </Columns>
    }
}

#[component]
fn Sommaire(titres: Vec<TitreFiche>) -> impl IntoView {
    (titres.len() >= TITRES_MIN).then(|| {
        let liens = titres.into_iter().map(|titre| {
            let cible = titre.id.clone();
            view! {
                <li>
                    <a
                        class="ap-sommaire-lien"
                        href=format!("#{}", titre.id)
                        on:click=move |ev| {
                            ev.prevent_default();
                            focaliser(&cible);
                        }
                    >
                        {titre.texte}
                    </a>
                </li>
            }
        });
        view! {
            <nav class="ap-sommaire" aria-label="Sommaire de la fiche">
                <p class="ap-gras">"Dans cette fiche"</p>
                <ul>{liens.collect_view()}</ul>
            </nav>
        }
    })
}

#[component]
fn Voisines(fiches: Vec<FicheResume>) -> impl IntoView {
    (!fiches.is_empty()).then(|| {
        let liens = fiches.into_iter().map(|fiche| {
            view! { <li><Link href=format!("/aide/fiches/{}", fiche.slug)>{fiche.titre}</Link></li> }
        });
        view! {
            <nav class="ap-sommaire ap-sans-papier" aria-label="Fiches voisines">
                <p class="ap-gras">"À lire aussi"</p>
                <ul>{liens.collect_view()}</ul>
            </nav>
        }
    })
}
