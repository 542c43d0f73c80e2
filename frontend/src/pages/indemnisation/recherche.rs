//! "Rechercher" a claim: without any criterion, all of one's claims.

use super::choix_etats;
use crate::{
    api::{Donnees, acces, client},
    format,
    pages::etats::EtatDi,
    ui::{
        Button, ButtonLink, Card, Cell, Champ, Colonne, EmptyState, Form, Frame, Grid, Icone, Link,
        PageHeader, Row, Select, ShowMore, Stack, Table, TextField, Variante,
    },
};
use api_types::indemnisation::{DemandeResume, ListeDemandes};
use client::FiltreDemandes;
use leptos::{prelude::*, task::spawn_local};

/// `/indemnisations`.
#[component]
pub fn PageDemandes() -> impl IntoView {
    let siret = Champ::libre("siret", "SIRET");
    let mois = Champ::libre("mois", "Mois (exemple : 05/2022)");
    let etat = Champ::libre("etat", "État");
    let filtre = RwSignal::new(FiltreDemandes::default());
    let donnees = Donnees::charger(move || {
        let filtre = filtre.get();
        async move { client().lister_demandes(&filtre).await }
    });
    let chercher = move || {
        let texte = |champ: Champ| {
            Some(champ.valeur.get_untracked().trim().to_owned()).filter(|texte| !texte.is_empty())
        };
        filtre.set(FiltreDemandes {
            siret: texte(siret).map(|siret| siret.replace(char::is_whitespace, "")),
            mois: texte(mois).map(|mois| format::mois_iso(&mois)),
            etat: texte(etat),
            ..Default::default()
        });
    };
    let effacer = move || {
        for champ in [siret, mois, etat] {
            champ.valeur.set(String::new());
        }
        filtre.set(FiltreDemandes::default());
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
                <Card creuse=true>
                    <Form au_envoi=chercher>
                        <Grid>
                            <TextField champ=siret clavier="numeric"/>
                            <TextField champ=mois/>
                            <Select champ=etat choix=choix_etats() invite="Tous les états"/>
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

/// The rows of a list of claims, and the way to have more.
#[component]
pub fn Resultats(
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
    let acces = acces();
    let suite = liste.next.clone();
    let avec_suite = suite.is_some();
    let en_cours = RwSignal::new(false);
    let plus = move || {
        let filtre = FiltreDemandes {
            cursor: suite.clone(),
            ..filtre.get_untracked()
        };
        en_cours.set(true);
        spawn_local(async move {
            if let Ok(page) = acces.appeler(client().lister_demandes(&filtre)).await {
                donnees.modifier(|liste| {
                    liste.items.extend(page.items);
                    liste.next = page.next;
                });
            }
            en_cours.try_set(false);
        });
    };
    let lignes = liste.items.into_iter().map(ligne).collect_view();
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
        <ShowMore suite=avec_suite en_cours au_clic=plus/>
    }
    .into_any()
}

fn ligne(demande: DemandeResume) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Numéro" entete=true>
                <Stack serre=true>
                    <Link href=format!("/indemnisations/{}", demande.id)>{demande.numero}</Link>
                    <span class="ap-petit ap-doux">{demande.dap_numero}</span>
                </Stack>
            </Cell>
            <Cell titre="Établissement">
                <Stack serre=true>
                    <span>{demande.denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{format::siret(&demande.siret)}</span>
                </Stack>
            </Cell>
            <Cell titre="Mois">{format::mois(&demande.mois)}</Cell>
            <Cell titre="Salariés" nombre=true>{demande.salaries}</Cell>
            <Cell titre="Allocation" nombre=true>{format::euros(&demande.allocation)}</Cell>
            <Cell titre="État"><EtatDi code=demande.etat libelle=demande.etat_libelle/></Cell>
        </tr>
    }
}
