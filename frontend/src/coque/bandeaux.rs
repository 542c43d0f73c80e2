//! Announcements above every page: incident, maintenance, derogation, information.

use crate::{
    api::client,
    format,
    ui::{Banner, Link, Ton},
};
use api_types::annonce::AnnonceVisible;
use leptos::{prelude::*, task::spawn_local};

/// Ids of the information that this tab has put away.
const CLE: &str = "apart-annonces-lues";
/// Ids of the other announcements that this tab has folded.
const CLE_PLIEES: &str = "apart-annonces-pliees";

/// What is announced, asked once for the whole application.
#[derive(Clone, Copy)]
pub struct AnnoncesPubliques(RwSignal<Vec<AnnonceVisible>>);

impl AnnoncesPubliques {
    /// Asks the server.
    pub fn new() -> Self {
        let annonces = Self(RwSignal::new(Vec::new()));
        annonces.lire();
        annonces
    }

    /// Asks again: the help desk has just changed one.
    pub fn lire(self) {
        spawn_local(async move {
            // Without an answer there is nothing to announce.
            if let Ok(liste) = client().lister_annonces_visibles().await {
                self.0.try_set(liste.items);
            }
        });
    }
}

impl Default for AnnoncesPubliques {
    fn default() -> Self {
        Self::new()
    }
}

/// The banners; those put away stay away until the tab is closed.
#[component]
pub fn BandeauxAnnonces() -> impl IntoView {
    let annonces = expect_context::<AnnoncesPubliques>();
    let lues = RwSignal::new(lire_ids(CLE));
    let visibles = move || {
        annonces.0.with(|liste| {
            let restantes = liste.iter().filter(|a| !lues.with(|lues| lues.contains(&a.id)));
            restantes.cloned().collect::<Vec<_>>()
        })
    };
    let ecarter = move |id: String| {
        lues.update(|lues| lues.push(id));
        garder_ids(CLE, &lues.get_untracked());
    };
    view! {
        <div class="ap-bandeaux" role="status">
            <For each=visibles key=|a| (a.id.clone(), a.titre.clone(), a.texte.clone(), a.au.clone()) let(annonce)>
                {
                    let id = annonce.id.clone();
                    let information = annonce.nature == "information";
                    let plie = (!information).then(|| pli(annonce.id.clone()));
                    let fermer = information.then(|| Callback::new(move |()| ecarter(id.clone())));
                    view! { <Annonce annonce fermer plie/> }
                }
            </For>
        </div>
    }
}

/// Whether this one is folded, remembered until the tab is closed.
fn pli(id: String) -> RwSignal<bool> {
    let plie = RwSignal::new(lire_ids(CLE_PLIEES).contains(&id));
    Effect::new(move |_| {
        let plie = plie.get();
        let mut ids = lire_ids(CLE_PLIEES);
        ids.retain(|autre| *autre != id);
        if plie {
            ids.push(id.clone());
        }
        garder_ids(CLE_PLIEES, &ids);
    });
    plie
}

/// One announcement, as everybody sees it; the help desk previews it so.
#[component]
pub fn Annonce(
    annonce: AnnonceVisible,
    fermer: Option<Callback<()>>,
    #[prop(optional_no_strip)] plie: Option<RwSignal<bool>>,
) -> impl IntoView {
    let ton = match annonce.nature.as_str() {
        "incident" => Ton::Danger,
        "maintenance" => Ton::Attention,
        _ => Ton::Info,
    };
    let dates = dates(&annonce);
    let aide = (annonce.nature == "incident").then(|| {
        view! { <Link href="/aide/fiches/session-et-navigateurs">"Que faire pendant un incident ?"</Link> }
    });
    view! {
        <Banner ton nature=annonce.nature_libelle titre=annonce.titre fermer plie>
            <p class="ap-bandeau-texte">{annonce.texte}</p>
            <p class="ap-petit ap-chiffres">{dates} {aide.map(|aide| view! { " · " {aide} })}</p>
        </Banner>
    }
}

/// "Du 03/06/2022 à 17 h 00 au 03/06/2022 à 21 h 00", Paris time.
fn dates(annonce: &AnnonceVisible) -> String {
    let du = format::instant(&annonce.du);
    match &annonce.au {
        Some(au) => format!("Du {du} au {} (heure de Paris)", format::instant(au)),
        None => format!("Depuis le {du} (heure de Paris)"),
    }
}

fn lire_ids(cle: &str) -> Vec<String> {
    let stockage = window().session_storage().ok().flatten();
    let lues = stockage.and_then(|s| s.get_item(cle).ok().flatten());
    lues.map(|lues| lues.split(' ').map(str::to_owned).collect())
        .unwrap_or_default()
}

fn garder_ids(cle: &str, ids: &[String]) {
    if let Ok(Some(stockage)) = window().session_storage() {
        // A browser that keeps nothing shows them again: no harm.
        let _ = stockage.set_item(cle, &ids.join(" "));
    }
}
