//! Cards, figures and keys with their values.

use super::icon::{Icon, Icone};
use leptos::prelude::*;
use leptos_router::components::A;

/// A block of content with its title.
#[component]
pub fn Card(
    #[prop(optional, into)] titre: Option<String>,
    #[prop(optional, into)] icone: Option<Icone>,
    /// Quieter: what surrounds the page rather than makes it.
    #[prop(optional)]
    creuse: bool,
    /// Beside the title, at the right.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let tete = titre.map(|titre| {
        view! {
            <div class="ap-carte-tete">
                {icone.map(|icone| view! { <span class="ap-pastille"><Icon icone/></span> })}
                <h2 class="ds-heading" data-size="xs">{titre}</h2>
                {actions.map(|actions| view! { <div class="ap-carte-actions">{actions.run()}</div> })}
            </div>
        }
    });
    view! {
        <section class="ap-carte" data-creuse=creuse.then_some("")>
            {tete}
            <div class="ap-carte-corps">{children()}</div>
        </section>
    }
}

/// A card that is one link.
#[component]
pub fn LinkCard(
    #[prop(into)] href: String,
    #[prop(into)] titre: String,
    icone: Icone,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ap-carte ap-carte-lien">
            <span class="ap-pastille"><Icon icone/></span>
            <div class="ap-pile" data-espace="serre">
                <h3 class="ds-heading" data-size="2xs">
                    <A href=href>{titre}</A>
                </h3>
                <p class="ap-doux ap-petit">{children()}</p>
            </div>
            <span class="ap-carte-fleche"><Icon icone=Icone::FlecheDroite/></span>
        </div>
    }
}

/// One figure with its name.
#[component]
pub fn Figure(
    #[prop(into)] libelle: String,
    #[prop(into)] valeur: Signal<String>,
    #[prop(optional, into)] precision: Option<String>,
    #[prop(optional)] fort: bool,
) -> impl IntoView {
    view! {
        <div class="ap-figure" data-fort=fort.then_some("")>
            <dt>{libelle}</dt>
            <dd class="ap-chiffres">{valeur}</dd>
            {precision.map(|texte| view! { <dd class="ap-petit ap-doux">{texte}</dd> })}
        </div>
    }
}

/// Figures side by side.
#[component]
pub fn Figures(children: Children) -> impl IntoView {
    view! { <dl class="ap-figures">{children()}</dl> }
}

/// Keys and values, such as the fields of a file that is read.
#[component]
pub fn DescriptionList(children: Children) -> impl IntoView {
    view! { <dl class="ap-fiche">{children()}</dl> }
}

/// One key and its value; nothing shown for an empty value.
#[component]
pub fn Item(#[prop(into)] libelle: String, children: Children) -> impl IntoView {
    view! {
        <div class="ap-fiche-ligne">
            <dt>{libelle}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
