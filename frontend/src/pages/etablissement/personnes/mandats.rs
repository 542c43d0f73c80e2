//! The mandates of an establishment, as its users see them.

use crate::{
    api::{Donnees, client},
    pages::mandat::{GesteMandat, GestesMandat, document, etat, periode},
    ui::{Button, Card, Cell, Colonne, Icone, Row, Stack, Table, Variante},
};
use api_types::mandat::{ListeMandats, Mandat};
use leptos::prelude::*;

#[component]
pub fn Mandats(siret: String) -> impl IntoView {
    let donnees = Donnees::charger(move || {
        let siret = siret.clone();
        async move { client().lister_mandats_etablissement(&siret).await }
    });
    let geste = RwSignal::new(None::<GesteMandat>);
    view! {
        <Card titre="Experts-comptables (tiers déclarants)" icone=Icone::Document>
            <p class="ap-doux">
                "Un expert-comptable agit pour l'établissement par un contrat de prestation que vous acceptez ici. "
                "Il voit et fait la même chose qu'un utilisateur, sauf gérer les utilisateurs."
            </p>
            {donnees.afficher(move |liste| view! { <Liste liste geste/> })}
        </Card>
        <GestesMandat geste au_succes=move |_| donnees.recharger()/>
    }
}

#[component]
fn Liste(liste: ListeMandats, geste: RwSignal<Option<GesteMandat>>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! { <p>"Aucun mandat pour cet établissement."</p> }.into_any();
    }
    let lignes = liste
        .items
        .into_iter()
        .map(|mandat| view! { <Ligne mandat geste/> })
        .collect_view();
    view! {
        <Table
            legende="Mandats de l'établissement"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Expert-comptable"),
                Colonne::texte("Période"),
                Colonne::texte("État"),
                Colonne::texte("Contrat"),
                Colonne::actions(),
            ]
        >
            {lignes}
        </Table>
    }
    .into_any()
}

#[component]
fn Ligne(mandat: Mandat, geste: RwSignal<Option<GesteMandat>>) -> impl IntoView {
    let (nom, courriel) = (mandat.mandataire.clone(), mandat.mandataire_courriel.clone());
    let qui = nom.clone();
    let (periode, etat, document) = (periode(&mandat), etat(&mandat), document(&mandat));
    let (repondre, revoquer) = (mandat.peut_repondre, mandat.peut_revoquer);
    let [a, b, c] = [mandat.clone(), mandat.clone(), mandat];
    view! {
        <tr>
            <Cell titre="Expert-comptable" entete=true>
                <Stack serre=true>
                    <span>{nom}</span>
                    <span class="ap-petit ap-doux ap-coupe">{courriel}</span>
                </Stack>
            </Cell>
            <Cell titre="Période">{periode}</Cell>
            <Cell titre="État">{etat}</Cell>
            <Cell titre="Contrat">{document}</Cell>
            <Cell titre="Actions">
                <Row fin=true>
                    {repondre.then(|| view! {
                        <Button
                            petit=true
                            etiquette=format!("Accepter le mandat de {qui}")
                            au_clic=move || geste.set(Some(GesteMandat::Accepter(a.clone())))
                        >
                            "Accepter"
                        </Button>
                        <Button
                            petit=true
                            variante=Variante::Secondaire
                            etiquette=format!("Refuser le mandat de {qui}")
                            au_clic=move || geste.set(Some(GesteMandat::Refuser(b.clone())))
                        >
                            "Refuser"
                        </Button>
                    })}
                    {(revoquer && !repondre).then(|| view! {
                        <Button
                            petit=true
                            variante=Variante::Discret
                            danger=true
                            etiquette=format!("Révoquer le mandat de {qui}")
                            au_clic=move || geste.set(Some(GesteMandat::Revoquer(c.clone())))
                        >
                            "Révoquer"
                        </Button>
                    })}
                </Row>
            </Cell>
        </tr>
    }
}
