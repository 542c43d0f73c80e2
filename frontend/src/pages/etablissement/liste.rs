//! "Mes établissements".

use crate::{
    api::{Donnees, client},
    format,
    ui::{
        ButtonLink, Cell, Champ, Colonne, EmptyState, Frame, Icone, Link, PageHeader, Row, ShowMore, Stack,
        Status, Table, Tag, TextField, Ton, Variante,
    },
};
use api_types::etablissement::{EtablissementResume, ListeEtablissements};
use leptos::{prelude::*, task::spawn_local};

/// `/etablissements`.
#[component]
pub fn PageEtablissements() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lister_etablissements(None).await });
    view! {
        <Frame>
            <PageHeader
                titre="Mes établissements"
                actions=|| view! {
                    <ButtonLink href="/inscription" variante=Variante::Secondaire icone=Icone::Plus>
                        "Ajouter un établissement"
                    </ButtonLink>
                }
            />
            {donnees.afficher(move |liste| {
                if liste.items.is_empty() {
                    view! { <Aucun/> }.into_any()
                } else {
                    view! { <Liste liste donnees/> }.into_any()
                }
            })}
        </Frame>
    }
}

#[component]
fn Aucun() -> impl IntoView {
    view! {
        <EmptyState
            icone=Icone::Batiment
            titre="Aucun établissement"
            action=|| view! { <ButtonLink href="/inscription">"Ajouter un établissement"</ButtonLink> }
        >
            "Votre compte n'est habilité à aucun établissement. Si vous venez d'en demander un, l'habilitation vous est confirmée par courriel."
        </EmptyState>
    }
}

#[component]
fn Liste(liste: ListeEtablissements, donnees: Donnees<ListeEtablissements>) -> impl IntoView {
    let recherche = Champ::libre("recherche", "Rechercher par SIRET, nom ou ville");
    let suite = liste.next.clone();
    let avec_suite = suite.is_some();
    let en_cours = RwSignal::new(false);
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
    let plus = move || {
        let suite = suite.clone();
        en_cours.set(true);
        spawn_local(async move {
            if let Ok(page) = client().lister_etablissements(suite.as_deref()).await {
                donnees.modifier(|liste| {
                    liste.items.extend(page.items);
                    liste.next = page.next;
                });
            }
            en_cours.try_set(false);
        });
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
            <ShowMore suite=avec_suite en_cours au_clic=plus/>
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
