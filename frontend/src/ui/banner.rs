//! An announcement across the page.

use super::{
    alert::Ton,
    icon::{Icon, Icone},
};
use leptos::prelude::*;

/// A banner; `fermer` puts it away, `plie` leaves its title.
#[component]
pub fn Banner(
    ton: Ton,
    /// What it is about, said before the title: colour is never the only sign.
    #[prop(into)]
    nature: String,
    #[prop(into)] titre: String,
    fermer: Option<Callback<()>>,
    /// Folded to its title; a banner without it cannot be folded.
    #[prop(optional_no_strip)]
    plie: Option<RwSignal<bool>>,
    children: Children,
) -> impl IntoView {
    let icone = match ton {
        Ton::Danger | Ton::Attention => Icone::Alerte,
        _ => Icone::Horloge,
    };
    let detail = format!("Détail de l'annonce : {titre}");
    view! {
        <div class="ap-bandeau-annonce" data-ton=ton.attribut()>
            <div class="ap-cadre ap-bandeau-corps">
                <Icon icone/>
                <div class="ap-bandeau-contenu">
                    <p class="ap-gras">{nature} " : " {titre}</p>
                    <div class="ap-bandeau-detail" hidden=move || plie.is_some_and(|plie| plie.get())>
                        {children()}
                    </div>
                </div>
                {plie
                    .map(|plie| view! {
                        <button
                            type="button"
                            class="ap-fermer ap-plier"
                            aria-label=detail.clone()
                            aria-expanded=move || (!plie.get()).to_string()
                            on:click=move |_| plie.update(|plie| *plie = !*plie)
                        >
                            <Icon icone=Icone::Chevron/>
                        </button>
                    })}
                {fermer
                    .map(|fermer| view! {
                        <button
                            type="button"
                            class="ap-fermer"
                            aria-label="Ne plus afficher cette information"
                            on:click=move |_| fermer.run(())
                        >
                            <Icon icone=Icone::Croix/>
                        </button>
                    })}
            </div>
        </div>
    }
}
