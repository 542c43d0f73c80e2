//! The list of account requests, and the two dialogs that answer them.

use super::{
    decision::{Acceptation, Refus},
    groupe::{BarreDeChoix, DecisionGroupee, Groupe, Traitements},
    ligne::{Demande, Ligne},
};
use crate::{
    api::{Donnees, acces, client},
    ui::{Colonne, EmptyState, Frame, Icone, Onglet, PageHeader, ShowMore, Stack, Table, Tabs},
};
use api_types::habilitation::ListeHabilitations;
use leptos::{prelude::*, task::spawn_local};

/// The filter: the code of the state, empty for all.
const FILTRES: [(&str, &str); 4] = [
    ("en_attente", "En attente"),
    ("acceptee", "Acceptées"),
    ("refusee", "Refusées"),
    ("", "Toutes"),
];

/// `/habilitations`.
#[component]
pub fn PageHabilitations() -> impl IntoView {
    let filtre = RwSignal::new("en_attente");
    let donnees = Donnees::charger(move || {
        let etat = Some(filtre.get()).filter(|etat| !etat.is_empty());
        async move { client().lister_habilitations(etat, None).await }
    });
    let onglets: Vec<_> = FILTRES
        .into_iter()
        .map(|(code, libelle)| Onglet::new(code, libelle))
        .collect();
    // What is to be decided together, once somebody asks for it.
    let groupe = RwSignal::new(None::<Groupe>);
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'habilitation"
                sous_titre=|| "Les personnes qui demandent à agir pour un établissement, la plus ancienne d'abord."
            />
            <Traitements/>
            <Tabs etiquette="État des demandes" onglets=Signal::stored(onglets) actif=filtre>
                {donnees.afficher(move |liste| view! { <Liste liste filtre groupe/> })}
            </Tabs>
            <DecisionGroupee groupe/>
        </Frame>
    }
}

#[component]
fn Liste(
    liste: ListeHabilitations,
    filtre: RwSignal<&'static str>,
    groupe: RwSignal<Option<Groupe>>,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! { <Vide filtre=filtre.get_untracked()/> }.into_any();
    }
    let acces = acces();
    // Each line has its own signal: a decision changes its line and nothing around it.
    let demandes = RwSignal::new(liste.items.into_iter().map(Demande::new).collect::<Vec<_>>());
    let suite = RwSignal::new(liste.next);
    let en_cours = RwSignal::new(false);
    let plus = move || {
        if en_cours.get_untracked() {
            return;
        }
        let etat = Some(filtre.get_untracked()).filter(|etat| !etat.is_empty());
        let curseur = suite.get_untracked();
        en_cours.set(true);
        spawn_local(async move {
            let appel = async { client().lister_habilitations(etat, curseur.as_deref()).await };
            if let Ok(page) = acces.appeler(appel).await {
                demandes.try_update(|demandes| {
                    demandes.extend(page.items.into_iter().map(Demande::new));
                });
                suite.try_set(page.next);
            }
            en_cours.try_set(false);
        });
    };
    // One dialog of each kind for the whole list.
    let a_accepter = RwSignal::new(None::<Demande>);
    let a_refuser = RwSignal::new(None::<Demande>);
    let choisies = RwSignal::new(Vec::<String>::new());
    let colonnes = vec![
        Colonne::actions(),
        Colonne::texte("Personne"),
        Colonne::texte("Établissement"),
        Colonne::texte("Rôle demandé"),
        Colonne::texte("Demandée le"),
        Colonne::texte("Réponse"),
    ];
    view! {
        <Stack>
            <Table legende="Demandes d'habilitation" legende_cachee=true colonnes=colonnes>
                <For each=move || demandes.get() key=|demande| demande.id() let(demande)>
                    <Ligne demande a_accepter a_refuser choisies/>
                </For>
            </Table>
            <ShowMore suite=Signal::derive(move || suite.with(Option::is_some)) en_cours au_clic=plus/>
            {(filtre.get_untracked() == "en_attente").then(|| view! {
                <BarreDeChoix demandes choisies groupe/>
            })}
        </Stack>
        <Acceptation choisie=a_accepter toutes=demandes/>
        <Refus choisie=a_refuser/>
    }
    .into_any()
}

#[component]
fn Vide(filtre: &'static str) -> impl IntoView {
    let (titre, texte) = match filtre {
        "en_attente" => (
            "Aucune demande en attente",
            "Toutes les demandes ont reçu une réponse. Les nouvelles apparaissent ici.",
        ),
        "acceptee" => (
            "Aucune demande acceptée",
            "Les demandes que vous acceptez se retrouvent ici.",
        ),
        "refusee" => (
            "Aucune demande refusée",
            "Les demandes que vous refusez se retrouvent ici, avec leur motif.",
        ),
        _ => (
            "Aucune demande d'habilitation",
            "Personne n'a encore demandé à agir pour un établissement.",
        ),
    };
    view! { <EmptyState icone=Icone::Coche titre=titre>{texte}</EmptyState> }
}
