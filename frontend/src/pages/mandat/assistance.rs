//! `/assistance/mandats`: who acts for whom, since when, on which document; ended with a reason.

use super::{GesteMandat, GestesMandat, document, etat, periode};
use crate::{
    api::{Donnees, client},
    format,
    liste::Suite,
    navigation::navigation,
    ui::{
        Button, Card, Cell, Champ, Colonne, EmptyState, Form, Frame, Icone, Largeur, Link, PageHeader, Row,
        Stack, Table, TextField, Variante,
    },
};
use api_types::mandat::{ListeMandats, Mandat};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Whose mandates, as the address of the page says it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Filtre {
    siret: String,
    compte: String,
}

impl Filtre {
    async fn lire(self, suite: Option<String>) -> Result<ListeMandats, client::Erreur> {
        let plein = |texte: &'_ String| (!texte.is_empty()).then(|| texte.clone());
        let (compte, siret) = (plein(&self.compte), plein(&self.siret));
        client()
            .lister_mandats_assistance(compte.as_deref(), siret.as_deref(), suite.as_deref())
            .await
    }
}

#[component]
pub fn PageMandatsAssistance() -> impl IntoView {
    let navigation = navigation();
    let parametres = use_query_map();
    let filtre = Memo::new(move |_| {
        parametres.with(|p| Filtre {
            siret: p.get("siret").unwrap_or_default().trim().to_owned(),
            compte: p.get("compte").unwrap_or_default(),
        })
    });
    let siret = Champ::libre("siret", "SIRET du client");
    Effect::new(move |_| siret.valeur.set(filtre.get().siret));
    let chercher = move || {
        let chiffres: String = siret.valeur.get_untracked().split_whitespace().collect();
        navigation.aller(format!("/assistance/mandats?siret={chiffres}"));
    };
    let donnees = Donnees::charger(move || filtre.get().lire(None));
    view! {
        <Frame>
            <PageHeader
                titre="Mandats"
                sous_titre=|| "Qui agit pour qui, depuis quand, sur quel contrat de prestation. Le plus récent d'abord."
            />
            <Stack>
                <Card creuse=true>
                    <Form au_envoi=chercher>
                        <TextField
                            champ=siret
                            clavier="numeric"
                            largeur=Largeur::Longue
                            indice="14 chiffres. Vide : tous les mandats."
                        />
                        <Row><Button soumettre=true icone=Icone::Recherche>"Rechercher"</Button></Row>
                    </Form>
                </Card>
                {move || (!filtre.get().compte.is_empty()).then(|| view! {
                    <p>
                        "Les mandats d'un seul compte. "
                        <Link href="/assistance/mandats">"Voir tous les mandats"</Link>
                    </p>
                })}
                {donnees.afficher(move |liste| view! { <Liste liste filtre donnees/> })}
            </Stack>
        </Frame>
    }
}

#[component]
fn Liste(liste: ListeMandats, filtre: Memo<Filtre>, donnees: Donnees<ListeMandats>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Document titre="Aucun mandat">
                "Aucun expert-comptable n'a déclaré de mandat ici. Il le fait lui-même, par « Mes mandats »."
            </EmptyState>
        }
        .into_any();
    }
    let geste = RwSignal::new(None::<GesteMandat>);
    let lignes = liste
        .items
        .into_iter()
        .map(|mandat| view! { <Ligne mandat geste/> })
        .collect_view();
    view! {
        <Table
            legende="Mandats"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Client"),
                Colonne::texte("Expert-comptable"),
                Colonne::texte("Période"),
                Colonne::texte("État"),
                Colonne::texte("Contrat"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| filtre.get_untracked().lire(Some(curseur))
        />
        <GestesMandat geste au_succes=move |_| donnees.recharger()/>
    }
    .into_any()
}

#[component]
fn Ligne(mandat: Mandat, geste: RwSignal<Option<GesteMandat>>) -> impl IntoView {
    let (siret, declare) = (format::siret(&mandat.siret), format::instant(&mandat.declare_le));
    let (periode, etat, document) = (periode(&mandat), etat(&mandat), document(&mandat));
    let mandataire = mandat.mandataire.clone();
    let nom = match &mandat.mandataire_id {
        Some(id) => {
            let href = format!("/assistance/comptes/{id}");
            view! { <Link href>{mandataire}</Link> }.into_any()
        }
        None => view! { <span>{mandataire}</span> }.into_any(),
    };
    let etiquette = format!(
        "Terminer le mandat de {} pour {}",
        mandat.mandataire, mandat.denomination
    );
    let (denomination, courriel) = (mandat.denomination.clone(), mandat.mandataire_courriel.clone());
    view! {
        <tr>
            <Cell titre="Client" entete=true>
                <Stack serre=true>
                    <span>{denomination}</span>
                    <span class="ap-petit ap-doux ap-chiffres">{siret}</span>
                </Stack>
            </Cell>
            <Cell titre="Expert-comptable">
                <Stack serre=true>
                    {nom}
                    <span class="ap-petit ap-doux ap-coupe">{courriel}</span>
                </Stack>
            </Cell>
            <Cell titre="Période">
                <Stack serre=true>
                    <span>{periode}</span>
                    <span class="ap-petit ap-doux">{format!("déclaré le {declare}")}</span>
                </Stack>
            </Cell>
            <Cell titre="État">{etat}</Cell>
            <Cell titre="Contrat">{document}</Cell>
            <Cell titre="Actions">
                {mandat.peut_revoquer.then(|| view! {
                    <Row fin=true>
                        <Button
                            petit=true
                            variante=Variante::Discret
                            danger=true
                            etiquette
                            au_clic=move || geste.set(Some(GesteMandat::Terminer(mandat.clone())))
                        >
                            "Terminer"
                        </Button>
                    </Row>
                })}
            </Cell>
        </tr>
    }
}
