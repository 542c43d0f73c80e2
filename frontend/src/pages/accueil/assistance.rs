//! The dashboard of the help desk: who waits for an account.

use super::{lire_pages, nombre};
use crate::{
    api::{Donnees, client},
    format,
    ui::{ButtonLink, Card, EmptyState, Figure, Figures, Icone, Link, Row, Stack},
};
use api_types::habilitation::Habilitation;
use leptos::prelude::*;

/// Requests shown, the oldest first.
const MONTREES: usize = 5;

#[component]
pub fn Assistance() -> impl IntoView {
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
    let plus_ancienne = demandes.first().map(|h| format::instant(&h.demandee_le));
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
            <Figures>
                <Figure libelle="Habilitations en attente" fort=true valeur=attendues/>
                <Figure libelle="Dont SIRET à vérifier" valeur=a_verifier.to_string()/>
                <Figure libelle="La plus ancienne" valeur=plus_ancienne.unwrap_or_default()/>
            </Figures>
            <Card titre="Les plus anciennes demandes" icone=Icone::Horloge>
                <ul class="ap-affaires">{lignes}</ul>
            </Card>
            <Row><ButtonLink href="/habilitations">"Traiter les demandes d'habilitation"</ButtonLink></Row>
        </Stack>
    }
    .into_any()
}
