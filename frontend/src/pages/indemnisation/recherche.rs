//! "Rechercher" a claim: without any criterion, all of one's claims.

use super::choix_etats;
use crate::{
    api::{Donnees, client},
    format,
    liste::{Criteres, Etablissement, Suite, rien_si_inconnu},
    pages::etats::EtatDi,
    ui::{
        ButtonLink, Cell, Champ, Colonne, DownloadLink, EmptyState, Frame, Icone, Link, PageHeader, Row,
        Select, Stack, Table, TextField, Variante,
    },
};
use api_types::indemnisation::{DemandeResume, ListeDemandes};
use client::{FiltreDemandes, chemin_export_demandes};
use leptos::prelude::*;

/// `/indemnisations`.
#[component]
pub fn PageDemandes() -> impl IntoView {
    let numero = Champ::libre("numero", "Numéro de demande");
    let siret = Champ::libre("siret", "SIRET");
    let mois = Champ::libre("mois", "Mois (exemple : 05/2022)");
    let etat = Champ::libre("etat", "État");
    let filtre = RwSignal::new(FiltreDemandes::default());
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { rien_si_inconnu(client().lister_demandes(&filtre).await) }
    });
    let chercher = move || {
        filtre.set(FiltreDemandes {
            numero: numero.saisi(),
            siret: siret.saisi().map(|siret| siret.replace(char::is_whitespace, "")),
            mois: mois.saisi().map(|mois| format::mois_iso(&mois)),
            etat: etat.saisi(),
            ..Default::default()
        });
    };
    view! {
        <Frame>
            <PageHeader
                titre="Rechercher une demande d'indemnisation"
                sous_titre=|| "Sans critère, toutes les demandes de vos établissements."
                actions=|| view! {
                    <ButtonLink href="/indemnisations/nouvelle" icone=Icone::Plus>"Créer une demande"</ButtonLink>
                }
            />
            <Stack>
                <Criteres champs=vec![numero, siret, mois, etat] chercher>
                    <TextField champ=numero/>
                    <TextField champ=siret clavier="numeric"/>
                    <TextField champ=mois/>
                    <Select champ=etat choix=choix_etats() invite="Tous les états"/>
                </Criteres>
                {donnees.afficher(move |liste| view! { <Resultats liste filtre donnees/> })}
            </Stack>
        </Frame>
    }
}

/// The rows of a list of claims, and the way to have more.
#[component]
fn Resultats(
    liste: ListeDemandes,
    filtre: RwSignal<FiltreDemandes>,
    donnees: Donnees<ListeDemandes>,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Euro titre="Aucune demande d'indemnisation">
                "Aucune demande ne répond à ces critères. Elle se crée avec le code DI d'une autorisation, une fois par mois."
            </EmptyState>
        }
        .into_any();
    }
    let lignes = liste.items.into_iter().map(ligne).collect_view();
    let export = move |format: &str| client().url(&chemin_export_demandes(&filtre.get_untracked(), format));
    view! {
        <Table
            legende="Demandes d'indemnisation"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Numéro"),
                Colonne::texte("Établissement"),
                Colonne::texte("Mois"),
                Colonne::nombre("Salariés"),
                Colonne::nombre("Allocation"),
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let filtre = FiltreDemandes { cursor: Some(curseur), ..filtre.get_untracked() };
                async move { client().lister_demandes(&filtre).await }
            }
        />
        <Row>
            <DownloadLink href=export("csv") format="CSV" variante=Variante::Secondaire>"Exporter"</DownloadLink>
            <DownloadLink href=export("xlsx") format="XLSX" variante=Variante::Discret>"Exporter"</DownloadLink>
        </Row>
    }
    .into_any()
}

fn ligne(demande: DemandeResume) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Numéro" entete=true>
                <Stack serre=true>
                    <Link href=format!("/indemnisations/{}", demande.id)>{demande.numero}</Link>
                    <span class="ap-petit ap-doux">
                        {if demande.correction { "Correction".to_owned() } else { demande.dap_numero }}
                    </span>
                </Stack>
            </Cell>
            <Etablissement denomination=demande.denomination siret=demande.siret/>
            <Cell titre="Mois">{format::mois(&demande.mois)}</Cell>
            <Cell titre="Salariés" nombre=true>{demande.salaries}</Cell>
            <Cell titre="Allocation" nombre=true>{format::euros(&demande.allocation)}</Cell>
            <Cell titre="État"><EtatDi code=demande.etat libelle=demande.etat_libelle/></Cell>
        </tr>
    }
}
