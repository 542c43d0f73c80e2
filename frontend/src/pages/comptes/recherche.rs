//! Finding an account by whatever the person on the telephone can say.

use super::{Etat, diagnostic::DiagnosticDuSiret, encoder};
use crate::{
    api::{Donnees, client},
    liste::Suite,
    navigation::navigation,
    ui::{
        Button, ButtonLink, Card, Cell, Champ, Colonne, EmptyState, Form, Frame, Icone, Link, PageHeader,
        Row, Stack, Table, TextField, Variante,
    },
};
use api_types::compte_assistance::{CompteResume, ListeComptes};
use client::FiltreComptes;
use domain::{compte::Role, etablissement::Siret};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/assistance/comptes`.
#[component]
pub fn PageComptes() -> impl IntoView {
    let navigation = navigation();
    let parametres = use_query_map();
    // In the address: a search can be gone back to, and linked to.
    let cherche = Memo::new(move |_| {
        parametres.with(|p| Selection {
            q: p.get("q").unwrap_or_default().trim().to_owned(),
            etat: p
                .get("etat")
                .filter(|etat| etat == VERROUILLE)
                .map(|_| VERROUILLE),
            role: None,
        })
    });
    let q = Champ::libre("q", "SIRET, adresse électronique, nom ou identifiant");
    Effect::new(move |_| q.valeur.set(cherche.get().q));
    let chercher = move || {
        let texte = q.valeur.get_untracked();
        navigation.aller(format!("/assistance/comptes?q={}", encoder(texte.trim())));
    };
    view! {
        <Frame>
            <PageHeader
                titre="Comptes"
                sous_titre=|| "Retrouvez le compte d'une personne, voyez ce qui la bloque, et débloquez-la."
                actions=|| view! {
                    <ButtonLink href="/assistance/agents" variante=Variante::Discret>"Agents"</ButtonLink>
                    <ButtonLink href="/assistance/mandats" variante=Variante::Discret>"Mandats"</ButtonLink>
                    <ButtonLink href="/assistance/comptes/nouveau" icone=Icone::Plus variante=Variante::Secondaire>
                        "Créer un compte pour quelqu'un"
                    </ButtonLink>
                }
            />
            <Stack>
                <Card creuse=true>
                    <Form au_envoi=chercher>
                        <TextField
                            champ=q
                            remplissage="off"
                            indice="Une partie suffit, avec ou sans accents. Un SIRET peut contenir des espaces."
                        />
                        <Row><Button soumettre=true icone=Icone::Recherche>"Rechercher"</Button></Row>
                    </Form>
                </Card>
                {move || {
                    let selection = cherche.get();
                    if selection == Selection::default() {
                        return view! {
                            <EmptyState icone=Icone::Recherche titre="Qui cherchez-vous ?">
                                "Demandez à la personne son SIRET ou l'adresse électronique de son compte : c'est le plus sûr."
                            </EmptyState>
                        }
                        .into_any();
                    }
                    let siret = selection.q.parse::<Siret>().ok();
                    view! {
                        {selection.etat.map(|_| view! {
                            <p>"Les comptes verrouillés en ce moment : trois mots de passe faux, trente minutes au plus."</p>
                        })}
                        <Resultats selection/>
                        {siret.map(|siret| view! { <DiagnosticDuSiret siret=siret.as_str()/> })}
                    }
                    .into_any()
                }}
            </Stack>
        </Frame>
    }
}

/// The state by which the list can be restricted.
const VERROUILLE: &str = "verrouille";

/// Which accounts are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    pub q: String,
    pub role: Option<&'static str>,
    pub etat: Option<&'static str>,
}

impl Selection {
    async fn lire(self, suite: Option<String>) -> Result<ListeComptes, client::Erreur> {
        let filtre = FiltreComptes {
            q: Some(&self.q),
            role: self.role,
            etat: self.etat,
        };
        client().lister_comptes(&filtre, suite.as_deref()).await
    }

    fn agents(&self) -> bool {
        self.role == Some("agent_ud")
    }
}

/// The accounts of a selection, page after page.
#[component]
pub fn Resultats(selection: Selection) -> impl IntoView {
    let selection = StoredValue::new(selection);
    let donnees = Donnees::charger(move || selection.get_value().lire(None));
    donnees.afficher(move |liste| view! { <Liste liste selection donnees/> })
}

#[component]
fn Vide(selection: Selection) -> impl IntoView {
    let (titre, texte) = if selection.agents() {
        (
            "Aucun compte d'agent",
            "Ouvrez le premier sur l'annexe 3 signée d'une unité départementale.",
        )
    } else if selection.etat.is_some() {
        (
            "Aucun compte n'est verrouillé",
            "Un verrou se lève de lui-même après trente minutes.",
        )
    } else {
        (
            "Aucun compte ne correspond",
            "Essayez une autre donnée : le début du SIRET, une partie de l'adresse, le nom seul. Si le SIRET n'est pas connu, la personne demande son espace par « Créer mon espace ».",
        )
    };
    view! {
        <EmptyState icone=Icone::Utilisateur titre>{texte}</EmptyState>
    }
}

#[component]
fn Liste(
    liste: ListeComptes,
    selection: StoredValue<Selection>,
    donnees: Donnees<ListeComptes>,
) -> impl IntoView {
    if liste.items.is_empty() {
        return view! { <Vide selection=selection.get_value()/> }.into_any();
    }
    let agents = selection.with_value(Selection::agents);
    let lignes = liste
        .items
        .into_iter()
        .map(|compte| ligne(compte, agents))
        .collect_view();
    let derniere = if agents {
        Colonne::texte("Départements")
    } else {
        Colonne::nombre("Établissements")
    };
    view! {
        <Table
            legende="Comptes trouvés"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Personne"),
                Colonne::texte("Identifiant"),
                Colonne::texte("Adresse électronique"),
                Colonne::texte("Rôle"),
                derniere,
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| selection.get_value().lire(Some(curseur))
        />
    }
    .into_any()
}

fn ligne(compte: CompteResume, agents: bool) -> impl IntoView {
    let role = compte
        .role
        .parse::<Role>()
        .map_or_else(|_| compte.role.clone(), |role| role.libelle().to_owned());
    view! {
        <tr>
            <Cell titre="Personne" entete=true>
                <Link href=format!("/assistance/comptes/{}", compte.id)>
                    {format!("{} {}", compte.prenom, compte.nom)}
                </Link>
            </Cell>
            <Cell titre="Identifiant">{compte.identifiant.unwrap_or_else(|| "–".to_owned())}</Cell>
            <Cell titre="Adresse électronique">
                <span class="ap-coupe">{compte.courriel.unwrap_or_else(|| "–".to_owned())}</span>
            </Cell>
            <Cell titre="Rôle">{role}</Cell>
            {if agents {
                view! { <Cell titre="Départements">{compte.departements.join(", ")}</Cell> }.into_any()
            } else {
                view! { <Cell titre="Établissements" nombre=true>{compte.etablissements}</Cell> }.into_any()
            }}
            <Cell titre="État"><Etat code=compte.etat libelle=compte.etat_libelle/></Cell>
        </tr>
    }
}
