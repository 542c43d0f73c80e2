//! What happened, in order.

use leptos::prelude::*;

/// One line of a timeline, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jalon {
    pub date: String,
    pub libelle: String,
    pub auteur: Option<String>,
    /// Not yet happened (a deadline).
    pub a_venir: bool,
}

/// A timeline, oldest first.
#[component]
pub fn Timeline(#[prop(into)] jalons: Vec<Jalon>) -> impl IntoView {
    let lignes = jalons
        .into_iter()
        .map(|jalon| {
            view! {
                <li class="ap-jalon" data-a-venir=jalon.a_venir.then_some("")>
                    <p class="ap-gras">{jalon.libelle}</p>
                    <p class="ap-petit ap-doux">
                        {jalon.date}
                        {jalon.auteur.map(|auteur| format!(" · {auteur}"))}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="ap-chronologie">{lignes}</ol> }
}
