//! Finding an account by whatever the person on the telephone can say.

use super::{Etat, encoder};
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
use domain::compte::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/assistance/comptes`.
#[component]
pub fn PageComptes() -> impl IntoView {
    let navigation = navigation();
    let parametres = use_query_map();
    // In the address: a search can be gone back to, and linked to.
    let cherche = Memo::new(move |_| parametres.with(|p| p.get("q").unwrap_or_default()));
    let q = Champ::libre("q", "SIRET, adresse électronique, nom ou identifiant");
    Effect::new(move |_| q.valeur.set(cherche.get()));
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
                    let texte = cherche.get();
                    if texte.trim().is_empty() {
                        view! {
                            <EmptyState icone=Icone::Recherche titre="Qui cherchez-vous ?">
                                "Demandez à la personne son SIRET ou l'adresse électronique de son compte : c'est le plus sûr."
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        view! { <Resultats q=texte/> }.into_any()
                    }
                }}
            </Stack>
        </Frame>
    }
}

#[component]
fn Resultats(q: String) -> impl IntoView {
    let q = StoredValue::new(q);
    let donnees = Donnees::charger(move || {
        let q = q.get_value();
        async move { client().chercher_comptes(&q, None).await }
    });
    donnees.afficher(move |liste| view! { <Liste liste q donnees/> })
}

#[component]
fn Liste(liste: ListeComptes, q: StoredValue<String>, donnees: Donnees<ListeComptes>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <EmptyState
                icone=Icone::Utilisateur
                titre="Aucun compte ne correspond"
                action=|| view! {
                    <ButtonLink href="/assistance/comptes/nouveau" variante=Variante::Secondaire>
                        "Créer un compte pour quelqu'un"
                    </ButtonLink>
                }
            >
                "Essayez une autre donnée : le début du SIRET, une partie de l'adresse, le nom seul. Si le SIRET n'est pas connu, la personne demande son espace par « Créer mon espace »."
            </EmptyState>
        }
        .into_any();
    }
    let lignes = liste.items.into_iter().map(ligne).collect_view();
    view! {
        <Table
            legende="Comptes trouvés"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Personne"),
                Colonne::texte("Identifiant"),
                Colonne::texte("Adresse électronique"),
                Colonne::texte("Rôle"),
                Colonne::nombre("Établissements"),
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
        <Suite
            donnees
            page=move |curseur| {
                let q = q.get_value();
                async move { client().chercher_comptes(&q, Some(&curseur)).await }
            }
        />
    }
    .into_any()
}

fn ligne(compte: CompteResume) -> impl IntoView {
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
            <Cell titre="Établissements" nombre=true>{compte.etablissements}</Cell>
            <Cell titre="État"><Etat code=compte.etat libelle=compte.etat_libelle/></Cell>
        </tr>
    }
}
