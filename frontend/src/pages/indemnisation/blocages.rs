//! What still forbids sending, each with its way out; then the sending itself.

use super::page::Dossier;
use crate::{
    api::{acces, client},
    format,
    formulaire::Formulaire,
    ui::{
        Alert, Annonces, Button, Card, DescriptionList, Dialog, Icone, Item, Link, LinkButton, Row,
        SourceRegle, Ton, Variante,
    },
};
use api_types::indemnisation::{Blocage, Demande};
use leptos::{prelude::*, task::spawn_local};

/// The card "Envoyer la demande".
#[component]
pub fn Blocages(dossier: Dossier, f: Formulaire) -> impl IntoView {
    let acces = acces();
    let annonces = expect_context::<Annonces>();
    let non_enregistre = move || non_enregistre(dossier);
    let libre = move || dossier.demande().blocages.is_empty() && non_enregistre().is_none();
    let confirmation = RwSignal::new(false);
    let verification = RwSignal::new(false);
    // What was typed a moment ago counts: it is saved, and judged, before anything is confirmed.
    let demander = move || {
        verification.set(true);
        spawn_local(async move {
            let enregistre = dossier.enregistrement.enregistrer().await;
            if verification.try_set(false).is_none() && enregistre && untrack(libre) {
                confirmation.set(true);
            }
        });
    };
    let envoyer = move || {
        confirmation.set(false);
        let (id, etag) = (dossier.id.get_value(), dossier.etag());
        f.envoyer(
            acces,
            async move {
                let envoyee = client().envoyer_demande(&id, &etag).await;
                // Nobody sends amounts that she has not seen: they are shown before she sends again.
                if let Err(erreur) = &envoyee
                    && erreur.code() == Some("montants_recalcules")
                    && let Ok(lue) = client().lire_demande(&id).await
                {
                    dossier.donnees.remplacer(lue);
                    dossier.lignes_perimees.update(|n| *n += 1);
                }
                envoyee
            },
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
                let local = non_enregistre();
                if demande.blocages.is_empty() && local.is_none() {
                    view! {
                        <Alert ton=Ton::Succes><p>"Tout est prêt : vous pouvez envoyer la demande."</p></Alert>
                    }
                    .into_any()
                } else {
                    let local = local.map(|texte| view! {
                        <li>
                            {texte} " "
                            <LinkButton au_clic=move || montrer_fautives(dossier)>"Voir les heures"</LinkButton>
                        </li>
                    });
                    let lignes = demande
                        .blocages
                        .iter()
                        .map(|blocage| ligne(blocage, &demande, dossier))
                        .collect_view();
                    view! {
                        <p class="ap-gras">"Avant d'envoyer :"</p>
                        <ul class="ap-blocages">{local} {lignes}</ul>
                    }
                    .into_any()
                }
            }}
            <Row>
                <Button
                    en_cours=Signal::derive(move || verification.get() || f.en_cours().get())
                    desactive=Signal::derive(move || !libre())
                    au_clic=demander
                >
                    "Envoyer la demande"
                </Button>
            </Row>
            <Dialog ouvert=confirmation titre="Envoyer cette demande ?">
                <Confirmation dossier/>
                <Row>
                    <Button au_clic=envoyer>"Envoyer"</Button>
                    <Button variante=Variante::Discret au_clic=move || confirmation.set(false)>
                        "Ne pas envoyer"
                    </Button>
                </Row>
            </Dialog>
        </Card>
    }
}

/// What is asked for and where it will be paid.
#[component]
fn Confirmation(dossier: Dossier) -> impl IntoView {
    let demande = dossier.demande();
    let correction = demande.corrige.is_some();
    let salaries = usize::try_from(demande.salaries).unwrap_or(usize::MAX);
    view! {
        <DescriptionList>
            <Item libelle="Demande">
                {format!("{}, {}", format::majuscule(&format::mois(&demande.mois)), format::pluriel(salaries, "salarié"))}
            </Item>
            <Item libelle="Heures indemnisables">{format::heures(&demande.totaux.heures_indemnisables)}</Item>
            <Item libelle="Allocation demandée">{format::euros(&demande.totaux.allocation)}</Item>
            {correction.then(|| view! {
                <Item libelle="Différence à payer">{format::ecart_euros(&demande.a_payer, true)}</Item>
            })}
            <Item libelle="Compte crédité">{demande.iban_masque.unwrap_or_default()}</Item>
        </DescriptionList>
        <p class="ap-doux">
            "Une fois envoyée, elle ne se modifie plus ; tant que l'unité départementale ne l'a pas prise en charge, vous pouvez la retirer."
        </p>
    }
}

/// What was typed and is not on the server, in words; tracked.
fn non_enregistre(dossier: Dossier) -> Option<String> {
    match dossier.saisie.fautives() {
        0 => dossier
            .enregistrement
            .empechement()
            .map(|texte| format!("Vos dernières heures ne sont pas enregistrées : {texte}")),
        1 => Some("Corrigez les heures signalées : 1 ligne n'est pas enregistrée.".to_owned()),
        n => Some(format!(
            "Corrigez les heures signalées : {n} lignes ne sont pas enregistrées."
        )),
    }
}

fn montrer_fautives(dossier: Dossier) {
    dossier.saisie.suivre_les_fautives();
    // The tab that is there already is not built again.
    if dossier.onglet.get_untracked() != "heures" {
        dossier.onglet.set("heures");
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
    let source = blocage
        .source
        .clone()
        .map(|source| view! { <SourceRegle source/> " " });
    view! { <li>{blocage.message.clone()} " " {source} {lien}</li> }
}
