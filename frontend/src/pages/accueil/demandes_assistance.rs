//! How many people wait for an answer of the help desk.

use crate::{
    api::{Donnees, client},
    format::{self, pluriel},
    ui::{ButtonLink, Card, Icone, Row, Variante},
};
use client::FiltreAssistance;
use leptos::prelude::*;

#[component]
pub fn DemandesATraiter() -> impl IntoView {
    let donnees = Donnees::charger(|| async {
        let filtre = FiltreAssistance {
            etat: Some("a_traiter".to_owned()),
            ..Default::default()
        };
        client().lister_demandes_assistance(&filtre).await
    });
    donnees.afficher(|liste| {
        let nombre = liste.a_traiter.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let depuis = liste.items.first().and_then(|d| d.attend_depuis.as_deref()).map(format::instant);
        let texte = match (nombre, depuis) {
            (0, _) => "Aucune demande n'attend de réponse.".to_owned(),
            (n, None) => format!("{} à traiter.", pluriel(n, "demande")),
            (n, Some(depuis)) => format!("{} à traiter, la plus ancienne depuis le {depuis}.", pluriel(n, "demande")),
        };
        view! {
            <Card titre="Demandes d'assistance" icone=Icone::Courriel>
                <p>{texte}</p>
                <Row>
                    <ButtonLink href="/assistance" variante=Variante::Secondaire>"Répondre aux demandes"</ButtonLink>
                </Row>
            </Card>
        }
    })
}
