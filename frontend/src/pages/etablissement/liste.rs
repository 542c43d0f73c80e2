//! "Mes établissements".

use crate::{
    api::{Donnees, client},
    format,
    liste::Suite,
    ui::{
        Alert, ButtonLink, Cell, Champ, Colonne, EmptyState, Frame, Icone, Link, PageHeader, Row, Stack,
        Status, Table, Tag, TextField, Ton, Variante,
    },
};
use api_types::etablissement::{EtablissementDemande, EtablissementResume, ListeEtablissements};
use leptos::prelude::*;

/// `/etablissements`.
#[component]
pub fn PageEtablissements() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lister_etablissements(None).await });
    view! {
        <Frame>
            <PageHeader
                titre="Mes établissements"
                actions=|| view! {
                    <ButtonLink href="/mandats" variante=Variante::Discret icone=Icone::Document>
                        "Mandats d'expert-comptable"
                    </ButtonLink>
                    <ButtonLink href="/etablissements/ajouter" variante=Variante::Secondaire icone=Icone::Plus>
                        "Ajouter un établissement"
                    </ButtonLink>
                }
            />
            {donnees.afficher(move |liste| {
                let attente = liste.en_attente.clone();
                let contenu = if liste.items.is_empty() {
                    view! { <Aucun/> }.into_any()
                } else {
                    view! { <Liste liste donnees/> }.into_any()
                };
                view! { <Stack><EnAttente attente/>{contenu}</Stack> }
            })}
        </Frame>
    }
}

/// What was asked for and is not answered yet.
#[component]
fn EnAttente(attente: Vec<EtablissementDemande>) -> impl IntoView {
    (!attente.is_empty()).then(|| {
        let lignes = attente
            .into_iter()
            .map(|e| view! {
                <li>
                    <strong>{e.denomination}</strong>
                    {format!(" (SIRET {}), demandé le {}", format::siret(&e.siret), format::instant(&e.demandee_le))}
                </li>
            })
            .collect_view();
        view! {
            <Alert ton=Ton::Info titre="En attente d'habilitation">
                <ul>{lignes}</ul>
                <p>"L'assistance répond sous 48 heures ; un courriel vous dira quand l'établissement aura rejoint votre compte."</p>
            </Alert>
        }
    })
}

#[component]
fn Aucun() -> impl IntoView {
    view! {
        <EmptyState
            icone=Icone::Batiment
            titre="Aucun établissement"
            action=|| view! { <ButtonLink href="/etablissements/ajouter">"Ajouter un établissement"</ButtonLink> }
        >
            "Votre compte n'est habilité à aucun établissement. Si vous venez d'en demander un, l'habilitation vous est confirmée par courriel."
        </EmptyState>
    }
}

#[component]
fn Liste(liste: ListeEtablissements, donnees: Donnees<ListeEtablissements>) -> impl IntoView {
    let recherche = Champ::libre("recherche", "Rechercher par SIRET, nom ou ville");
    let items = StoredValue::new(liste.items);
    let lignes = move || {
        let cherche = recherche.valeur.get().to_lowercase();
        items.with_value(|items| {
            items
                .iter()
                .filter(|etablissement| correspond(etablissement, &cherche))
                .cloned()
                .map(|etablissement| view! { <Ligne etablissement/> })
                .collect_view()
        })
    };
    let nombre = items.with_value(Vec::len);
    view! {
        <Stack>
            {(nombre > 5).then(|| view! { <TextField champ=recherche genre="search"/> })}
            <Table
                legende="Mes établissements"
                legende_cachee=true
                colonnes=vec![
                    Colonne::texte("Établissement"),
                    Colonne::texte("SIRET"),
                    Colonne::texte("Ville"),
                    Colonne::texte("Fiche"),
                    Colonne::texte("Coordonnées bancaires"),
                ]
            >
                {lignes}
            </Table>
            <Suite
                donnees
                page=|curseur| async move { client().lister_etablissements(Some(&curseur)).await }
            />
        </Stack>
    }
}

fn correspond(etablissement: &EtablissementResume, cherche: &str) -> bool {
    let chiffres: String = cherche.chars().filter(char::is_ascii_digit).collect();
    cherche.trim().is_empty()
        || etablissement.denomination.to_lowercase().contains(cherche)
        || etablissement.ville.to_lowercase().contains(cherche)
        || (!chiffres.is_empty() && etablissement.siret.contains(&chiffres))
}

#[component]
fn Ligne(etablissement: EtablissementResume) -> impl IntoView {
    let role = match etablissement.role.as_str() {
        "principal" => "Principal",
        "tiers_declarant" => "Tiers déclarant",
        _ => "Utilisateur",
    };
    let (ton_fiche, fiche) = if etablissement.complet {
        (Ton::Succes, "Complète")
    } else {
        (Ton::Attention, "À compléter")
    };
    let (ton_rib, rib) = if etablissement.coordonnees_bancaires_actives {
        (Ton::Succes, "Actives")
    } else {
        (Ton::Attention, "À ajouter")
    };
    let siret = format::siret(&etablissement.siret);
    let href = format!("/etablissements/{}", etablissement.siret);
    view! {
        <tr>
            <Cell titre="Établissement" entete=true>
                <Row>
                    <Link href>
                        {etablissement.denomination}
                    </Link>
                    <Tag ton=Ton::Neutre libelle=role/>
                </Row>
            </Cell>
            <Cell titre="SIRET"><span class="ap-chiffres">{siret}</span></Cell>
            <Cell titre="Ville">{etablissement.ville}</Cell>
            <Cell titre="Fiche"><Status ton=ton_fiche libelle=fiche/></Cell>
            <Cell titre="Coordonnées bancaires"><Status ton=ton_rib libelle=rib/></Cell>
        </tr>
    }
}
