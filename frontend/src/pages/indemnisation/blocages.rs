//! What still forbids sending, each with its way out; then the sending itself.

use super::page::Dossier;
use crate::{
    api::{acces, client},
    formulaire::Formulaire,
    ui::{Alert, Annonces, Button, Card, Icone, Link, LinkButton, Row, Ton},
};
use api_types::indemnisation::{Blocage, Demande};
use leptos::prelude::*;

/// The card "Envoyer la demande".
#[component]
pub fn Blocages(dossier: Dossier, f: Formulaire) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let libre = move || dossier.demande().blocages.is_empty();
    let envoyer = move || {
        let (id, etag) = (dossier.id.get_value(), dossier.etag());
        f.envoyer(
            acces,
            async move { client().envoyer_demande(&id, &etag).await },
            move |lu| {
                annonces.dire("Demande envoyée à l'unité départementale.");
                dossier.donnees.remplacer(lu);
            },
        );
    };
    view! {
        <Card titre="Envoyer la demande" icone=Icone::Envoi>
            {move || {
                let demande = dossier.demande();
                if demande.blocages.is_empty() {
                    view! {
                        <Alert ton=Ton::Succes><p>"Tout est prêt : vous pouvez envoyer la demande."</p></Alert>
                    }
                    .into_any()
                } else {
                    let lignes = demande
                        .blocages
                        .iter()
                        .map(|blocage| ligne(blocage, &demande, dossier))
                        .collect_view();
                    view! {
                        <p class="ap-gras">"Avant d'envoyer :"</p>
                        <ul class="ap-blocages">{lignes}</ul>
                    }
                    .into_any()
                }
            }}
            <Row>
                <Button
                    en_cours=f.en_cours()
                    desactive=Signal::derive(move || !libre())
                    au_clic=envoyer
                >
                    "Envoyer la demande"
                </Button>
            </Row>
        </Card>
    }
}

/// Where the way out is.
enum Sortie {
    Page(String, &'static str),
    Onglet(&'static str, &'static str),
    Aucune,
}

fn sortie(blocage: &Blocage, demande: &Demande) -> Sortie {
    match blocage.lien.as_deref() {
        Some("coordonnees_bancaires") => Sortie::Page(
            format!("/etablissements/{}", demande.siret),
            "Fiche établissement",
        ),
        Some("salaries") => Sortie::Onglet("salaries", "Salariés de la demande"),
        Some("heures") => Sortie::Onglet("heures", "Saisir les heures"),
        Some("avenant") => Sortie::Page(format!("/daps/{}", demande.dap_id), "Voir la DAP"),
        Some("assistance") => Sortie::Page(
            "/aide/demande?motif=demande_indemnisation".to_owned(),
            "Assistance",
        ),
        Some(chemin) if chemin.starts_with('/') => Sortie::Page(chemin.to_owned(), "Corriger"),
        _ => Sortie::Aucune,
    }
}

fn ligne(blocage: &Blocage, demande: &Demande, dossier: Dossier) -> impl IntoView {
    let lien = match sortie(blocage, demande) {
        Sortie::Page(href, texte) => view! { <Link href>{texte}</Link> }.into_any(),
        Sortie::Onglet(code, texte) => view! {
            <LinkButton au_clic=move || dossier.onglet.set(code)>{texte}</LinkButton>
        }
        .into_any(),
        Sortie::Aucune => ().into_any(),
    };
    view! { <li>{blocage.message.clone()} " " {lien}</li> }
}
