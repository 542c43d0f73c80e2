//! "Rechercher une DAP": without any criterion, all of one's DAPs.

use super::{Periode, choix_etats, choix_motifs};
use crate::{
    api::{Donnees, acces, client},
    format,
    liste::{Criteres, Etablissement, Suite, rien_si_inconnu},
    pages::etats::EtatDap,
    ui::{
        ButtonLink, Cell, Champ, Choix, Colonne, DownloadLink, EmptyState, Frame, Icone, Link, PageHeader,
        Row, Select, Stack, Table, TextField, Variante,
    },
};
use api_types::dap::{DapResume, ListeDaps};
use client::{FiltreDaps, chemin_export_daps};
use domain::dap::TriDap;
use leptos::prelude::*;

/// `/daps`: a company's own, or those of an agent's département.
#[component]
pub fn PageDaps() -> impl IntoView {
    let numero = Champ::libre("numero", "Numéro de DAP");
    let siret = Champ::libre("siret", "SIRET");
    let etat = Champ::libre("etat", "État");
    let motif = Champ::libre("motif", "Motif");
    let du = Champ::libre("du", "Période à partir du");
    let au = Champ::libre("au", "Période jusqu'au");
    let mots = Champ::libre("texte", "Mots");
    let tri = Champ::libre("tri", "Ordre");
    let agent = untrack(|| acces().role()) == "agent_ud";
    // Without an order an agent is answered the queue.
    let tri_choisi = move || tri.saisi().or_else(|| Some(TriDap::default().to_string()));
    let filtre = RwSignal::new(FiltreDaps {
        tri: tri_choisi(),
        ..Default::default()
    });
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { rien_si_inconnu(client().lister_daps(&filtre).await) }
    });
    let chercher = move || {
        filtre.set(FiltreDaps {
            numero: numero.saisi(),
            siret: siret.saisi().map(|siret| siret.replace(char::is_whitespace, "")),
            etat: etat.saisi(),
            motif: motif.saisi(),
            du: du.saisi(),
            au: au.saisi(),
            texte: mots.saisi(),
            tri: tri_choisi(),
            ..Default::default()
        });
    };
    view! {
        <Frame>
            <PageHeader
                titre="Rechercher une DAP"
                sous_titre=move || if agent {
                    "Sans critère, toutes les demandes envoyées à votre département, les plus récentes d'abord."
                } else {
                    "Sans critère, toutes les demandes d'autorisation préalable de vos établissements."
                }
                actions=move || (!agent).then(|| view! {
                    <ButtonLink href="/daps/nouvelle" icone=Icone::Plus>"Saisir une DAP"</ButtonLink>
                })
            />
            <Stack>
                <Criteres champs=vec![numero, siret, etat, motif, du, au, mots, tri] chercher>
                    <TextField champ=numero/>
                    <TextField champ=siret clavier="numeric"/>
                    <Select champ=etat choix=etats(agent) invite="Tous les états"/>
                    <Select champ=motif choix=choix_motifs() invite="Tous les motifs"/>
                    <TextField champ=du indice="jj/mm/aaaa"/>
                    <TextField champ=au indice="jj/mm/aaaa"/>
                    <TextField champ=mots indice="Du nom de l'établissement ou des circonstances"/>
                    <Select
                        champ=tri
                        choix=ordres(agent)
                        invite=TriDap::default().libelle()
                    />
                </Criteres>
                {donnees.afficher(move |liste| view! { <Resultats liste filtre donnees agent/> })}
            </Stack>
        </Frame>
    }
}

/// An agent never sees what was not sent, or was taken back.
fn etats(agent: bool) -> Vec<Choix> {
    let mut etats = choix_etats();
    etats.retain(|etat| !agent || !matches!(etat.code.as_str(), "provisoire" | "retiree"));
    etats
}

/// The orders other than the newest first, which the empty choice is. What waits for an agent is their queue.
fn ordres(agent: bool) -> Vec<Choix> {
    TriDap::TOUS
        .iter()
        .filter(|tri| **tri != TriDap::default() && !(agent && **tri == TriDap::Echeance))
        .map(|tri| Choix::new(tri.code(), tri.libelle()))
        .collect()
}

#[component]
fn Resultats(
    liste: ListeDaps,
    filtre: RwSignal<FiltreDaps>,
    donnees: Donnees<ListeDaps>,
    agent: bool,
) -> impl IntoView {
    if liste.items.is_empty() && agent {
        return view! {
            <EmptyState icone=Icone::Document titre="Aucune DAP">
                "Aucune demande de votre département ne répond à ces critères. Un brouillon n'y figure qu'une fois envoyé."
            </EmptyState>
        }
        .into_any();
    }
    if liste.items.is_empty() {
        return view! {
            <EmptyState
                icone=Icone::Document
                titre="Aucune DAP"
                action=|| view! { <ButtonLink href="/daps/nouvelle">"Saisir une DAP"</ButtonLink> }
            >
                "Aucune demande ne répond à ces critères. Une demande d'autorisation se fait avant de placer les salariés en activité partielle."
            </EmptyState>
        }
        .into_any();
    }
    let lignes = liste
        .items
        .into_iter()
        .map(|dap| ligne(dap, agent))
        .collect_view();
    let export = move |format: &str| client().url(&chemin_export_daps(&filtre.get_untracked(), format));
    view! {
        <Table
            legende="Demandes d'autorisation préalable"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Motif"),
                Colonne::texte("Période"),
                Colonne::texte("État"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let filtre = FiltreDaps { cursor: Some(curseur), ..filtre.get_untracked() };
                async move { client().lister_daps(&filtre).await }
            }
        />
        <Row>
            <DownloadLink href=export("csv") format="CSV" variante=Variante::Secondaire>"Exporter"</DownloadLink>
            <DownloadLink href=export("xlsx") format="XLSX" variante=Variante::Discret>"Exporter"</DownloadLink>
        </Row>
    }
    .into_any()
}

fn ligne(dap: DapResume, agent: bool) -> impl IntoView {
    let href = format!("/daps/{}", dap.id);
    let vers = href.clone();
    let action = if !agent && matches!(dap.etat.as_str(), "provisoire" | "invalidee") {
        "Visualiser / modifier"
    } else {
        "Visualiser"
    };
    view! {
        <tr>
            <Cell titre="Numéro" entete=true><Link href>{dap.numero}</Link></Cell>
            <Etablissement denomination=dap.denomination siret=dap.siret/>
            <Cell titre="Motif">{dap.motif_libelle}</Cell>
            <Cell titre="Période"><Periode debut=dap.debut fin=dap.fin/></Cell>
            <Cell titre="État">
                <Stack serre=true>
                    <EtatDap code=dap.etat libelle=dap.etat_libelle/>
                    {dap.limite_tacite.map(|jour| view! {
                        <span class="ap-petit ap-doux">{format!("Réponse d'ici au {}", format::date(&jour))}</span>
                    })}
                </Stack>
            </Cell>
            <Cell titre="Action">
                <ButtonLink href=vers petit=true variante=Variante::Secondaire>{action}</ButtonLink>
            </Cell>
        </tr>
    }
}
