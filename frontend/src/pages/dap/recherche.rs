//! "Rechercher une DAP": without any criterion, all of one's DAPs.

use super::{Periode, choix_etats, choix_motifs};
use crate::{
    api::{Donnees, acces, client},
    format,
    pages::etats::EtatDap,
    ui::{
        Button, ButtonLink, Card, Cell, Champ, Choix, Colonne, DownloadLink, EmptyState, Form, Frame, Grid,
        Icone, Link, PageHeader, Row, Select, ShowMore, Stack, Table, TextField, Variante,
    },
};
use api_types::dap::{DapResume, ListeDaps};
use client::{FiltreDaps, chemin_export_daps};
use leptos::{prelude::*, task::spawn_local};

/// `/daps`.
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
    let filtre = RwSignal::new(FiltreDaps::default());
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_daps(&filtre).await }
    });
    let chercher = move || {
        let texte = |champ: Champ| {
            Some(champ.valeur.get_untracked().trim().to_owned()).filter(|texte| !texte.is_empty())
        };
        filtre.set(FiltreDaps {
            numero: texte(numero),
            siret: texte(siret).map(|siret| siret.replace(char::is_whitespace, "")),
            etat: texte(etat),
            motif: texte(motif),
            du: texte(du),
            au: texte(au),
            texte: texte(mots),
            tri: texte(tri),
            ..Default::default()
        });
    };
    let effacer = move || {
        for champ in [numero, siret, etat, motif, du, au, mots, tri] {
            champ.valeur.set(String::new());
        }
        filtre.set(FiltreDaps::default());
    };
    view! {
        <Frame>
            <PageHeader
                titre="Rechercher une DAP"
                sous_titre=|| "Sans critère, toutes les demandes d'autorisation préalable de vos établissements."
                actions=|| view! { <ButtonLink href="/daps/nouvelle" icone=Icone::Plus>"Saisir une DAP"</ButtonLink> }
            />
            <Stack>
                <Card creuse=true>
                    <Form au_envoi=chercher>
                        <Grid>
                            <TextField champ=numero/>
                            <TextField champ=siret clavier="numeric"/>
                            <Select champ=etat choix=choix_etats() invite="Tous les états"/>
                            <Select champ=motif choix=choix_motifs() invite="Tous les motifs"/>
                            <TextField champ=du indice="jj/mm/aaaa"/>
                            <TextField champ=au indice="jj/mm/aaaa"/>
                            <TextField champ=mots indice="Du nom de l'établissement ou des circonstances"/>
                            <Select
                                champ=tri
                                choix=vec![Choix::new("anciennes", "Les plus anciennes d'abord")]
                                invite="Les plus récentes d'abord"
                            />
                        </Grid>
                        <Row>
                            <Button soumettre=true icone=Icone::Recherche>"Rechercher"</Button>
                            <Button variante=Variante::Discret au_clic=effacer>"Effacer les critères"</Button>
                        </Row>
                    </Form>
                </Card>
                {donnees.afficher(move |liste| view! { <Resultats liste filtre donnees/> })}
            </Stack>
        </Frame>
    }
}

#[component]
fn Resultats(liste: ListeDaps, filtre: RwSignal<FiltreDaps>, donnees: Donnees<ListeDaps>) -> impl IntoView {
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
    let acces = acces();
    let suite = liste.next.clone();
    let avec_suite = suite.is_some();
    let en_cours = RwSignal::new(false);
    let plus = move || {
        let filtre = FiltreDaps {
            cursor: suite.clone(),
            ..filtre.get_untracked()
        };
        en_cours.set(true);
        spawn_local(async move {
            if let Ok(page) = acces.appeler(client().lister_daps(&filtre)).await {
                donnees.modifier(|liste| {
                    liste.items.extend(page.items);
                    liste.next = page.next;
                });
            }
            en_cours.try_set(false);
        });
    };
    let lignes = liste.items.into_iter().map(ligne).collect_view();
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
        <ShowMore suite=avec_suite en_cours au_clic=plus/>
        <Row>
            <DownloadLink href=export("csv") format="CSV" variante=Variante::Secondaire>"Exporter"</DownloadLink>
            <DownloadLink href=export("xlsx") format="XLSX" variante=Variante::Discret>"Exporter"</DownloadLink>
        </Row>
    }
    .into_any()
}

fn ligne(dap: DapResume) -> impl IntoView {
    let href = format!("/daps/{}", dap.id);
    let vers = href.clone();
    let action = if matches!(dap.etat.as_str(), "provisoire" | "invalidee") {
        "Visualiser / modifier"
    } else {
        "Visualiser"
    };
    view! {
        <tr>
            <Cell titre="Numéro" entete=true><Link href>{dap.numero}</Link></Cell>
            <Cell titre="Établissement">
                <Stack serre=true>
                    <span>{dap.denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{format::siret(&dap.siret)}</span>
                </Stack>
            </Cell>
            <Cell titre="Motif">{dap.motif_libelle}</Cell>
            <Cell titre="Période"><Periode debut=dap.debut fin=dap.fin/></Cell>
            <Cell titre="État">
                <EtatDap code=dap.etat libelle=dap.etat_libelle/>
            </Cell>
            <Cell titre="Action">
                <ButtonLink href=vers petit=true variante=Variante::Secondaire>{action}</ButtonLink>
            </Cell>
        </tr>
    }
}
