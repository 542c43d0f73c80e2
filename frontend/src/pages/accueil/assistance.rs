//! The dashboard of the help desk: whom to find, what waits, what failed.

use super::{lire_pages, nombre};
use crate::{
    api::{Donnees, client},
    format,
    ui::{ButtonLink, Card, EmptyState, Figure, Figures, Icone, Link, Row, Stack, Variante},
};
use api_types::habilitation::Habilitation;
use leptos::prelude::*;

/// Requests shown, the oldest first.
const MONTREES: usize = 5;

#[component]
pub fn Assistance() -> impl IntoView {
    view! {
        <Stack large=true>
            <Charge/>
            <Demandes/>
        </Stack>
    }
}

/// Counts with their pages, the search first: somebody is on the telephone.
#[component]
fn Charge() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lire_charge_assistance().await });
    donnees.afficher(|charge| {
        let nombre = |n: u32| n.to_string();
        view! {
            <Stack>
                <Card titre="Quelqu'un au téléphone ?" icone=Icone::Utilisateur>
                    <Row>
                        <ButtonLink href="/assistance/comptes" icone=Icone::Recherche>"Chercher un compte"</ButtonLink>
                        <ButtonLink
                            href="/assistance/comptes/nouveau"
                            icone=Icone::Plus
                            variante=Variante::Secondaire
                        >
                            "Créer un compte pour quelqu'un"
                        </ButtonLink>
                    </Row>
                </Card>
                <Figures>
                    <Figure
                        libelle="Habilitations en attente"
                        fort=true
                        valeur=nombre(charge.habilitations_en_attente)
                    />
                    <Figure libelle="Courriels en échec" valeur=nombre(charge.courriels_en_echec)/>
                    <Figure libelle="Comptes verrouillés" valeur=nombre(charge.comptes_verrouilles)/>
                </Figures>
                <Row>
                    {(charge.courriels_en_echec > 0).then(|| view! {
                        <ButtonLink href="/assistance/courriels?etat=echec" variante=Variante::Secondaire>
                            "Voir les courriels en échec"
                        </ButtonLink>
                    })}
                    {(charge.comptes_verrouilles > 0).then(|| view! {
                        <ButtonLink href="/assistance/comptes?etat=verrouille" variante=Variante::Secondaire>
                            "Voir les comptes verrouillés"
                        </ButtonLink>
                    })}
                </Row>
            </Stack>
        }
    })
}

#[component]
fn Demandes() -> impl IntoView {
    let donnees = Donnees::charger(|| {
        lire_pages(|suite| async move {
            let page = client()
                .lister_habilitations(Some("en_attente"), suite.as_deref())
                .await?;
            Ok((page.items, page.next))
        })
    });
    donnees.afficher(|(demandes, suite)| view! { <Attente demandes suite/> })
}

#[component]
fn Attente(demandes: Vec<Habilitation>, suite: bool) -> impl IntoView {
    if demandes.is_empty() {
        return view! {
            <EmptyState
                icone=Icone::Coche
                titre="Aucune demande d'habilitation en attente"
                action=|| view! { <ButtonLink href="/habilitations">"Voir les demandes décidées"</ButtonLink> }
            >
                "Les nouvelles demandes d'accès apparaissent ici."
            </EmptyState>
        }
        .into_any();
    }
    let attendues = nombre(demandes.len(), suite);
    let a_verifier = demandes.iter().filter(|h| h.siret_a_verifier).count();
    let resume = match a_verifier {
        0 => format!("{attendues} en attente."),
        nombre => format!("{attendues} en attente, dont {nombre} avec un SIRET à vérifier."),
    };
    let lignes = demandes
        .into_iter()
        .take(MONTREES)
        .map(|h| {
            view! {
                <li class="ap-affaire">
                    <Stack serre=true>
                        <Link href="/habilitations">{format!("{} {}", h.prenom, h.nom)}</Link>
                        <span class="ap-petit ap-doux ap-chiffres">
                            {format!("{} · {}", h.denomination, format::siret(&h.siret))}
                        </span>
                    </Stack>
                    <span class="ap-petit ap-doux ap-chiffres">{format::instant(&h.demandee_le)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Stack>
            <Card titre="Les plus anciennes demandes" icone=Icone::Horloge>
                <p class="ap-doux">{resume}</p>
                <ul class="ap-affaires">{lignes}</ul>
            </Card>
            <Row><ButtonLink href="/habilitations">"Traiter les demandes d'habilitation"</ButtonLink></Row>
        </Stack>
    }
    .into_any()
}
