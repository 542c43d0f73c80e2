//! The portfolio of an accountant: the SIRETs with the state of their mandate.

use super::{GesteMandat, GestesMandat, declaration::Declaration, document, etat, periode};
use crate::{
    api::{Donnees, acces, client},
    format::{self, pluriel},
    pages::import::Import,
    ui::{
        Annonces, Button, ButtonLink, Card, Cell, Champ, Choix, Colonne, Details, EmptyState, FilePicker,
        Frame, Grid, Icone, Link, PageHeader, Row, Select, Stack, Table, TextField, Variante,
    },
};
use api_types::mandat::{ListeMandats, Mandat};
use client::CibleImport;
use domain::mandat::SituationMandat;
use leptos::{prelude::*, task::spawn_local};

const COLONNES: &str = "SIRET, début, fin";

/// `/mandats`.
#[component]
pub fn PageMandats() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lister_mandats(None, None).await });
    view! {
        <Frame>
            <PageHeader
                titre="Mes mandats"
                sous_titre=|| "Les établissements pour lesquels vous agissez par contrat de prestation : 200 SIRET au plus par compte."
                actions=|| view! {
                    <ButtonLink href="/etablissements/ajouter" variante=Variante::Secondaire icone=Icone::Plus>
                        "Ajouter un établissement"
                    </ButtonLink>
                }
            />
            <Stack>
                {donnees.afficher(move |liste| view! { <Portefeuille liste donnees/> })}
                <Grid colonnes=2>
                    <Card titre="Déclarer un mandat" icone=Icone::Plus>
                        <p class="ap-doux">
                            "Votre client accepte en ligne ; l'accès s'ouvre aussitôt. "
                            "Il n'a pas encore d'espace ? "
                            <Link href="/etablissements/ajouter">"Ajoutez son établissement"</Link>
                            " en y joignant le mandat."
                        </p>
                        <Declaration au_succes=move |_| donnees.recharger()/>
                    </Card>
                    <Card titre="Déclarer plusieurs mandats" icone=Icone::Televersement>
                        <ImportMandats donnees/>
                    </Card>
                </Grid>
            </Stack>
        </Frame>
    }
}

#[component]
fn ImportMandats(donnees: Donnees<ListeMandats>) -> impl IntoView {
    view! {
        <Import
            id="import-mandats"
            libelle="Fichier des SIRET de vos clients"
            quoi="mandat"
            indice="CSV, Excel (.xlsx) ou NDJSON : une ligne par SIRET, 200 au plus."
            colonnes=COLONNES
            cible=CibleImport::Mandats
            memoire="mandats"
            au_succes=move || donnees.recharger()
        />
    }
}

#[component]
fn Portefeuille(liste: ListeMandats, donnees: Donnees<ListeMandats>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState icone=Icone::Document titre="Aucun mandat">
                "Déclarez le mandat d'un client par son SIRET, ou importez tout un portefeuille."
            </EmptyState>
        }
        .into_any();
    }
    let nombre = liste.items.len();
    let items = StoredValue::new(liste.items);
    let recherche = Champ::libre("recherche-mandat", "Rechercher (SIRET, nom)");
    let situation = Champ::libre("situation-mandat", "État du mandat");
    let geste = RwSignal::new(None::<GesteMandat>);
    let choix: Vec<Choix> = SituationMandat::TOUS
        .iter()
        .map(|s| Choix::new(s.code(), s.libelle()))
        .collect();
    let visibles = Memo::new(move |_| {
        let cherche = recherche.valeur.get().to_lowercase();
        let etat = situation.valeur.get();
        items.with_value(|items| {
            items
                .iter()
                .filter(|m| correspond(m, &cherche, &etat))
                .map(|m| m.id.clone())
                .collect::<Vec<_>>()
        })
    });
    let lignes = move || {
        let ids = visibles.get();
        items.with_value(|items| {
            items
                .iter()
                .filter(|m| ids.contains(&m.id))
                .cloned()
                .map(|mandat| view! { <Ligne mandat geste donnees/> })
                .collect_view()
        })
    };
    view! {
        <Stack>
            {(nombre > 3).then(|| view! {
                <Grid colonnes=2>
                    <TextField champ=recherche genre="search"/>
                    <Select champ=situation choix=Signal::stored(choix) invite="Tous les états"/>
                </Grid>
            })}
            <Table
                legende=legende(nombre)
                legende_cachee=true
                colonnes=vec![
                    Colonne::texte("Client"),
                    Colonne::texte("Période"),
                    Colonne::texte("État"),
                    Colonne::texte("Contrat"),
                    Colonne::actions(),
                ]
            >
                {lignes}
            </Table>
            <Show when=move || visibles.with(Vec::is_empty)>
                <p role="status">"Aucun mandat ne correspond à cette recherche."</p>
            </Show>
        </Stack>
        <GestesMandat geste au_succes=move |_| donnees.recharger()/>
    }
    .into_any()
}

fn legende(nombre: usize) -> String {
    format!("Mes mandats : {}", pluriel(nombre, "mandat"))
}

fn correspond(mandat: &Mandat, cherche: &str, etat: &str) -> bool {
    let chiffres: String = cherche.chars().filter(char::is_ascii_digit).collect();
    let texte = cherche.trim().is_empty()
        || mandat.denomination.to_lowercase().contains(cherche.trim())
        || (!chiffres.is_empty() && mandat.siret.contains(&chiffres));
    texte && (etat.is_empty() || mandat.situation == etat)
}

#[component]
fn Ligne(
    mandat: Mandat,
    geste: RwSignal<Option<GesteMandat>>,
    donnees: Donnees<ListeMandats>,
) -> impl IntoView {
    let denomination = mandat.denomination.clone();
    let pour_revoquer = mandat.clone();
    let en_attente = mandat.situation == "en_attente";
    let (mot, etiquette) = if en_attente {
        ("Retirer", format!("Retirer la déclaration pour {denomination}"))
    } else {
        ("Révoquer", format!("Révoquer le mandat de {denomination}"))
    };
    let affichee = denomination.clone();
    let nom = if mandat.situation == "en_cours" {
        let href = format!("/etablissements/{}", mandat.siret);
        view! { <Link href>{affichee}</Link> }.into_any()
    } else {
        view! { <span>{affichee}</span> }.into_any()
    };
    let ouvert = mandat.peut_revoquer;
    let siret = format::siret(&mandat.siret);
    let (periode, etat, document) = (periode(&mandat), etat(&mandat), document(&mandat));
    let deja = mandat.document.is_some();
    let id = mandat.id;
    view! {
        <tr>
            <Cell titre="Client" entete=true>
                <Stack serre=true>
                    {nom}
                    <span class="ap-petit ap-doux ap-chiffres">{siret}</span>
                </Stack>
            </Cell>
            <Cell titre="Période">{periode}</Cell>
            <Cell titre="État">{etat}</Cell>
            <Cell titre="Contrat">
                <Stack serre=true>
                    {document}
                    {ouvert.then(|| view! { <Joindre id denomination deja donnees/> })}
                </Stack>
            </Cell>
            <Cell titre="Actions">
                <Row fin=true>
                    {ouvert.then(|| view! {
                        <Button
                            petit=true
                            variante=Variante::Discret
                            danger=true
                            etiquette
                            au_clic=move || geste.set(Some(GesteMandat::Revoquer(pour_revoquer.clone())))
                        >
                            {mot}
                        </Button>
                    })}
                </Row>
            </Cell>
        </tr>
    }
}

/// Joining the signed contract afterwards.
#[component]
fn Joindre(id: String, denomination: String, deja: bool, donnees: Donnees<ListeMandats>) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let erreur = RwSignal::new(None::<String>);
    let mandat = StoredValue::new(id.clone());
    let resume = if deja {
        "Remplacer le contrat"
    } else {
        "Joindre le contrat"
    };
    view! {
        <Details resume=move || resume>
            <FilePicker
                id=format!("contrat-{id}")
                libelle=format!("Contrat de {denomination} (PDF)")
                indice="10 Mo au plus."
                accepte=".pdf,application/pdf"
                au_choix=move |fichier: crate::ui::Fichier| {
                    let mandat = mandat.get_value();
                    spawn_local(async move {
                        let appel = async move {
                            let depose = client().deposer_document(&fichier.nom, fichier.octets).await?;
                            client().joindre_document_mandat(&mandat, &depose.id).await
                        };
                        match acces.appeler(appel).await {
                            Ok(_) => {
                                annonces.dire("Contrat joint.");
                                donnees.recharger();
                            }
                            Err(e) => {
                                erreur.try_set(Some(crate::api::texte_erreur(&e)));
                            }
                        }
                    });
                }
            />
            {move || erreur.get().map(|texte| view! { <p role="alert">{texte}</p> })}
        </Details>
    }
}
