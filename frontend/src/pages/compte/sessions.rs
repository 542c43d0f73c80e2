//! My open sessions; any of them can be ended.

use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format,
    session::Acces,
    ui::{Annonces, Button, Card, Cell, Colonne, Row, Table, Tag, Ton, Variante},
};
use api_types::compte::{ListeSessions, SessionDuCompte};
use leptos::{prelude::*, task::spawn_local};

/// The card.
#[component]
pub fn Sessions() -> impl IntoView {
    let donnees = Donnees::charger(|| async { client().lister_sessions().await });
    view! {
        <Card titre="Mes sessions ouvertes">
            <p>"Une session que vous ne reconnaissez pas ? Terminez-la, puis changez de mot de passe."</p>
            {donnees.afficher(move |liste| view! { <Liste liste donnees/> })}
        </Card>
    }
}

/// Ends one session, or all the others.
fn terminer(acces: Acces, annonces: Annonces, donnees: Donnees<ListeSessions>, id: Option<String>) {
    spawn_local(async move {
        let appel = async {
            match &id {
                Some(id) => client().terminer_session(id).await,
                None => client().terminer_autres_sessions().await,
            }
        };
        match acces.appeler(appel).await {
            Ok(()) => annonces.dire(if id.is_some() {
                "Session terminée."
            } else {
                "Les autres sessions sont terminées."
            }),
            Err(erreur) => annonces.dire(texte_erreur(&erreur)),
        }
        donnees.recharger();
    });
}

#[component]
fn Liste(liste: ListeSessions, donnees: Donnees<ListeSessions>) -> impl IntoView {
    let plusieurs = liste.items.len() > 1;
    let (acces, annonces) = (acces(), expect_context::<Annonces>());
    let lignes = liste
        .items
        .into_iter()
        .map(|session| view! { <Ligne session donnees/> })
        .collect_view();
    let toutes = move || terminer(acces, annonces, donnees, None);
    view! {
        <Table
            legende="Sessions ouvertes"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Navigateur"),
                Colonne::texte("Ouverte"),
                Colonne::texte("Dernière action"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
        {plusieurs.then(move || view! {
            <Row>
                <Button variante=Variante::Secondaire au_clic=toutes>"Terminer toutes les autres"</Button>
            </Row>
        })}
    }
}

#[component]
fn Ligne(session: SessionDuCompte, donnees: Donnees<ListeSessions>) -> impl IntoView {
    let navigateur = if session.navigateur.is_empty() {
        "Inconnu".to_owned()
    } else {
        session.navigateur
    };
    let ouverte = format::instant(&session.ouverte_le);
    let etiquette = format!("Terminer la session {navigateur} ouverte le {ouverte}");
    let (acces, annonces) = (acces(), expect_context::<Annonces>());
    let id = session.id;
    let action = if session.courante {
        view! { <Tag ton=Ton::Info libelle="Cette session"/> }.into_any()
    } else {
        let clic = move || terminer(acces, annonces, donnees, Some(id.clone()));
        view! {
            <Button variante=Variante::Discret petit=true etiquette au_clic=clic>"Terminer"</Button>
        }
        .into_any()
    };
    view! {
        <tr>
            <Cell titre="Navigateur" entete=true>{navigateur}</Cell>
            <Cell titre="Ouverte">{ouverte}</Cell>
            <Cell titre="Dernière action">{format::instant(&session.derniere_action_le)}</Cell>
            <Cell titre="Actions">{action}</Cell>
        </tr>
    }
}
