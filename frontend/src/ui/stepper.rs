//! Where one is in a guided form, or in a list of first steps.

use super::icon::{Icon, Icone};
use leptos::prelude::*;

/// The steps of a guided form; those that may be visited are buttons.
#[component]
pub fn Stepper(
    #[prop(into)] etiquette: String,
    #[prop(into)] etapes: Vec<String>,
    /// The current step, from 0.
    #[prop(into)]
    courante: Signal<usize>,
    /// Steps with faults still to mend are said so.
    #[prop(optional, into)]
    a_corriger: Signal<Vec<usize>>,
    /// Free choice of the step, where nothing forbids it.
    #[prop(optional, into)]
    au_choix: Option<Callback<usize>>,
) -> impl IntoView {
    let total = etapes.len();
    let lignes = etapes
        .into_iter()
        .enumerate()
        .map(|(rang, libelle)| {
            let etat = move || match rang.cmp(&courante.get()) {
                std::cmp::Ordering::Less => "faite",
                std::cmp::Ordering::Equal => "courante",
                std::cmp::Ordering::Greater => "a-venir",
            };
            let fautive = move || a_corriger.with(|rangs| rangs.contains(&rang));
            let marque = move || {
                if fautive() {
                    view! { <Icon icone=Icone::Alerte/> }.into_any()
                } else if etat() == "faite" {
                    view! { <Icon icone=Icone::Coche/> }.into_any()
                } else {
                    (rang + 1).into_any()
                }
            };
            let interieur = view! {
                <span class="ap-etape-marque" aria-hidden="true">{marque}</span>
                <span class="ap-etape-libelle">
                    <span class="ap-cache">{format!("Étape {} sur {total} : ", rang + 1)}</span>
                    {libelle}
                    <span class="ap-cache">
                        {move || if fautive() {
                            " (à corriger)"
                        } else if etat() == "faite" {
                            " (terminée)"
                        } else {
                            ""
                        }}
                    </span>
                </span>
            };
            let interieur = match au_choix {
                Some(rappel) => view! {
                    <button type="button" class="ap-etape-lien" on:click=move |_| rappel.run(rang)>
                        {interieur}
                    </button>
                }
                .into_any(),
                None => view! { <span class="ap-etape-lien">{interieur}</span> }.into_any(),
            };
            view! {
                <li
                    class="ap-etape"
                    data-etat=etat
                    data-fautive=move || fautive().then_some("")
                    aria-current=move || (courante.get() == rang).then_some("step")
                >
                    {interieur}
                </li>
            }
        })
        .collect_view();
    view! {
        <nav aria-label=etiquette>
            <ol class="ap-etapes">{lignes}</ol>
        </nav>
    }
}

/// A checklist of first steps: done or to do, each with its link.
#[component]
pub fn Checklist(children: Children) -> impl IntoView {
    view! { <ol class="ap-liste-taches">{children()}</ol> }
}

/// One line of a checklist.
#[component]
pub fn Task(
    fait: bool,
    #[prop(into)] titre: String,
    #[prop(optional, into)] action: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="ap-tache" data-fait=fait.then_some("")>
            <span class="ap-tache-marque" aria-hidden="true">
                {fait.then(|| view! { <Icon icone=Icone::Coche/> })}
            </span>
            <div class="ap-tache-texte">
                <p class="ap-gras">
                    {titre} <span class="ap-cache">{if fait { " (fait)" } else { " (à faire)" }}</span>
                </p>
                <p class="ap-petit ap-doux">{children()}</p>
            </div>
            {action.filter(|_| !fait).map(|action| action.run())}
        </li>
    }
}
