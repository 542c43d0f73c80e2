//! The queue of the help desk: the longest wait first.

use super::EtatAssistance;
use crate::{
    api::{Donnees, client},
    format,
    liste::{Criteres as BarreCriteres, Suite},
    ui::{
        Cell, Champ, Colonne, EmptyState, Frame, Icone, Link, Onglet, PageHeader, Select, Stack, Table, Tabs,
        TextField, choix_de,
    },
};
use api_types::demande_assistance::{DemandeAssistanceResume, ListeDemandesAssistance};
use client::FiltreAssistance;
use domain::demande_assistance::MotifAssistance;
use leptos::prelude::*;

/// The filter: `a_traiter`, a state, or nothing for all.
const ETATS: [(&str, &str); 4] = [
    ("a_traiter", "À traiter"),
    ("repondue", "Répondues"),
    ("close", "Closes"),
    ("", "Toutes"),
];

type Demandes = Donnees<ListeDemandesAssistance>;

/// `/assistance`.
#[component]
pub fn PageAssistance() -> impl IntoView {
    let etat = RwSignal::new("a_traiter");
    let criteres = RwSignal::new(FiltreAssistance::default());
    let filtre = Signal::derive(move || FiltreAssistance {
        etat: Some(etat.get().to_owned()),
        ..criteres.get()
    });
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_demandes_assistance(&filtre).await }
    });
    // A memo: the tabs keep the focus while their number stays.
    let onglets = Memo::new(move |_| {
        let attendues = donnees.lire().and_then(|liste| liste.a_traiter);
        let attendues = attendues.and_then(|n| usize::try_from(n).ok());
        let onglets = ETATS.into_iter().map(|(code, libelle)| {
            let onglet = Onglet::new(code, libelle);
            match attendues.filter(|_| code == "a_traiter") {
                Some(nombre) => onglet.avec_compte(nombre),
                None => onglet,
            }
        });
        onglets.collect::<Vec<_>>()
    });
    view! {
        <Frame>
            <PageHeader
                titre="Demandes d'assistance"
                sous_titre=|| "Celles qui attendent une réponse, la plus ancienne d'abord."
            />
            <Stack>
                <Criteres criteres/>
                <Tabs etiquette="État des demandes" onglets actif=etat>
                    {donnees.afficher(move |liste| view! { <Liste liste filtre donnees/> })}
                </Tabs>
            </Stack>
        </Frame>
    }
}

#[component]
fn Criteres(criteres: RwSignal<FiltreAssistance>) -> impl IntoView {
    let q = Champ::libre("q", "Mots de la demande, nom ou numéro");
    let siret = Champ::libre("siret", "SIRET");
    let motif = Champ::libre("motif", "Motif");
    let chercher = move || {
        criteres.set(FiltreAssistance {
            q: q.saisi(),
            siret: siret.saisi(),
            motif: motif.saisi(),
            ..Default::default()
        });
    };
    view! {
        <BarreCriteres champs=vec![q, siret, motif] chercher>
            <TextField champ=q genre="search"/>
            <TextField champ=siret clavier="numeric"/>
            <Select
                champ=motif
                invite="Tous les motifs"
                choix=Signal::stored(choix_de(
                    MotifAssistance::TOUS,
                    MotifAssistance::code,
                    MotifAssistance::libelle,
                ))
            />
        </BarreCriteres>
    }
}

#[component]
fn Liste(
    liste: ListeDemandesAssistance,
    filtre: Signal<FiltreAssistance>,
    donnees: Demandes,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Coche titre="Aucune demande">
                "Rien ne répond à ces critères. Les nouvelles demandes apparaissent dans « À traiter »."
            </EmptyState>
        }
        .into_any();
    }
    let lignes = liste.items.into_iter().map(ligne).collect_view();
    view! {
        <Stack>
            <Table
                legende="Demandes d'assistance"
                legende_cachee=true
                colonnes=vec![
                    Colonne::texte("Numéro"),
                    Colonne::texte("Personne"),
                    Colonne::texte("Motif"),
                    Colonne::texte("Attend depuis"),
                    Colonne::texte("État"),
                ]
            >
                {lignes}
            </Table>
            <Suite
                donnees
                page=move |curseur| {
                    let filtre = FiltreAssistance { cursor: Some(curseur), ..filtre.get_untracked() };
                    async move { client().lister_demandes_assistance(&filtre).await }
                }
            />
        </Stack>
    }
    .into_any()
}

fn ligne(d: DemandeAssistanceResume) -> impl IntoView {
    let attente = d
        .attend_depuis
        .as_deref()
        .map_or_else(|| "–".to_owned(), format::instant);
    view! {
        <tr>
            <Cell titre="Numéro" entete=true>
                <Link href=format!("/assistance/demandes/{}", d.id)>{d.numero}</Link>
            </Cell>
            <Cell titre="Personne">
                <Stack serre=true>
                    <span>{d.nom_prenom}</span>
                    <span class="ap-petit ap-doux">{d.denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{format::siret(&d.siret)}</span>
                </Stack>
            </Cell>
            <Cell titre="Motif">
                <Stack serre=true>
                    <span>{d.motif_libelle}</span>
                    {d.dossier.map(|dossier| view! { <span class="ap-petit ap-doux ap-chiffres">{dossier}</span> })}
                </Stack>
            </Cell>
            <Cell titre="Attend depuis"><span class="ap-chiffres">{attente}</span></Cell>
            <Cell titre="État">
                <Stack serre=true>
                    <div><EtatAssistance code=d.etat libelle=d.etat_libelle/></div>
                    {d.agent.map(|agent| view! { <span class="ap-petit ap-doux">{agent}</span> })}
                </Stack>
            </Cell>
        </tr>
    }
}
