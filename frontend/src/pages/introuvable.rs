//! An address that leads nowhere.

use crate::ui::{ButtonLink, EmptyState, Frame, Icone, PageHeader};
use leptos::prelude::*;

/// 404, with the ways on.
#[component]
pub fn Introuvable() -> impl IntoView {
    view! {
        <Frame>
            <PageHeader titre="Page introuvable"/>
            <EmptyState
                icone=Icone::Recherche
                titre="Cette adresse ne mène à aucune page"
                action=|| view! { <ButtonLink href="/">"Revenir à l'accueil"</ButtonLink> }
            >
                "Le lien est peut-être incomplet, ou la page concerne un établissement auquel votre compte n'a pas accès."
            </EmptyState>
        </Frame>
    }
}
