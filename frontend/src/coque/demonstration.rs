//! Demonstration only: says so, shows the clock and lets it be advanced.

use crate::{
    api::{acces, client},
    format::instant,
    session::Acces,
    ui::{Icon, Icone},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

/// The clock of the demonstration; none outside it.
#[derive(Clone, Copy)]
pub struct Demonstration(RwSignal<Option<String>>);

impl Demonstration {
    /// Asks the server whether this is a demonstration.
    pub fn new() -> Self {
        let horloge = RwSignal::new(None);
        let demonstration = Self(horloge);
        demonstration.lire();
        demonstration
    }

    fn lire(self) {
        spawn_local(async move {
            if let Ok(horloge) = client().lire_horloge().await {
                self.0.try_set(Some(horloge.maintenant));
            }
        });
    }

    fn avancer(self, acces: Acces, secondes: u32) {
        spawn_local(async move {
            if let Ok(horloge) = client().avancer_horloge(secondes).await {
                self.0.try_set(Some(horloge.maintenant));
                // The session may have ended on the way.
                acces.lire().await;
            }
        });
    }
}

impl Default for Demonstration {
    fn default() -> Self {
        Self::new()
    }
}

const AVANCES: [(&str, u32); 5] = [
    ("15 min", 15 * 60),
    ("30 min", 30 * 60),
    ("1 h", 60 * 60),
    ("1 jour", 24 * 3_600),
    ("15 jours", 15 * 24 * 3_600),
];

/// The band above the header.
#[component]
pub fn BandeauDemonstration() -> impl IntoView {
    let demonstration = expect_context::<Demonstration>();
    let acces = acces();
    let deploye = RwSignal::new(false);
    view! {
        <Show when=move || demonstration.0.get().is_some()>
            <aside class="ap-demo" aria-label="Démonstration">
                <div class="ap-cadre ap-demo-corps">
                    <p>
                        <strong>"Démonstration"</strong>
                        " · "
                        <span class="ap-demo-mots">"nous sommes le "</span>
                        <span class="ap-chiffres">
                            {move || demonstration.0.get().map(|maintenant| instant(&maintenant))}
                        </span>
                    </p>
                    <button
                        type="button"
                        class="ap-demo-bouton ap-demo-pli"
                        aria-expanded=move || deploye.get().to_string()
                        aria-controls="demo-actions"
                        on:click=move |_| deploye.update(|d| *d = !*d)
                    >
                        "Outils"
                        <Icon icone=Icone::Chevron/>
                    </button>
                    <div
                        class="ap-demo-actions"
                        id="demo-actions"
                        data-deploye=move || deploye.get().then_some("")
                    >
                        <span>"Avancer de"</span>
                        {AVANCES
                            .into_iter()
                            .map(|(libelle, secondes)| {
                                view! {
                                    <button
                                        type="button"
                                        class="ap-demo-bouton"
                                        on:click=move |_| demonstration.avancer(acces, secondes)
                                    >
                                        {libelle}
                                    </button>
                                }
                            })
                            .collect_view()}
                        <A href="/demo/courriels" attr:class="ap-demo-bouton">
                            <Icon icone=Icone::Courriel/>
                            "Courriels"
                        </A>
                    </div>
                </div>
            </aside>
        </Show>
    }
}
