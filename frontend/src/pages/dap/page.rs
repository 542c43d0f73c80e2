//! One DAP: a form while it may be changed, a file to read afterwards.

use super::{brouillon::BrouillonDap, lecture::LectureDap};
use crate::{
    api::{Donnees, client},
    ui::Frame,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/daps/:id`.
#[component]
pub fn PageDap() -> impl IntoView {
    let parametres = use_params_map();
    let id = Memo::new(move |_| parametres.with(|p| p.get("id").unwrap_or_default()));
    let donnees = Donnees::charger(move || {
        let id = id.get();
        async move { client().lire_dap(&id).await }
    });
    // The form is built once: the answers of its own saves must not build it anew.
    let vue = Memo::new(move |_| {
        donnees.lire().map(|lu| {
            let modifiable = lu.corps.actions.iter().any(|action| action == "modifier");
            // A message leaves the version as it is.
            let version = if modifiable {
                (0, 0)
            } else {
                (lu.corps.version, lu.corps.messages.len())
            };
            (lu.corps.id, modifiable, version)
        })
    });
    view! {
        <Frame>
            {move || match vue.get() {
                None => donnees.afficher(|_| ()).into_any(),
                Some((_, modifiable, _)) => donnees
                    .lire_sans_suivre()
                    .map(|lu| {
                        if modifiable {
                            view! { <BrouillonDap lu donnees/> }.into_any()
                        } else {
                            view! { <LectureDap lu donnees/> }.into_any()
                        }
                    })
                    .into_any(),
            }}
        </Frame>
    }
}
