//! Bank details: add, activate. The IBAN never comes back whole.

mod activation;
mod ajout;

use activation::Activation;
use ajout::Ajout;

use crate::{
    api::{Donnees, client},
    format,
    ui::{Button, Card, Cell, Colonne, Icone, Row, Stack, Status, Table, Ton, Variante},
};
use api_types::coordonnees_bancaires::{
    CoordonneesBancaires as Coordonnees, ListeCoordonneesBancaires, RibMasque,
};
use leptos::prelude::*;

/// The section of the establishment's page.
#[component]
pub fn CoordonneesBancaires(siret: String, #[prop(into)] au_changement: Callback<()>) -> impl IntoView {
    let siret = StoredValue::new(siret);
    let donnees = Donnees::charger(move || {
        let siret = siret.get_value();
        async move { client().lister_coordonnees_bancaires(&siret).await }
    });
    let ajout = RwSignal::new(false);
    let a_activer = RwSignal::new(None::<Coordonnees>);
    let change = move || {
        donnees.recharger();
        au_changement.run(());
    };
    let premieres = Signal::derive(move || donnees.lire().is_some_and(|liste| liste.items.is_empty()));
    view! {
        <Card titre="Coordonnées bancaires" icone=Icone::Banque>
            {donnees.afficher(move |liste| view! { <Liste liste a_activer/> })}
            <Show
                when=move || ajout.get()
                fallback=move || view! {
                    <Row>
                        <Button
                            variante=Variante::Secondaire
                            icone=Icone::Plus
                            au_clic=move || ajout.set(true)
                        >
                            "Ajouter une coordonnée bancaire"
                        </Button>
                    </Row>
                }
            >
                <Ajout
                    siret
                    premieres
                    au_succes=move || {
                        ajout.set(false);
                        change();
                    }
                    au_renoncement=move || ajout.set(false)
                />
            </Show>
            <Activation siret a_activer au_succes=change/>
        </Card>
    }
}

#[component]
fn Liste(liste: ListeCoordonneesBancaires, a_activer: RwSignal<Option<Coordonnees>>) -> impl IntoView {
    if liste.items.is_empty() {
        return view! {
            <p class="ap-doux">
                "Aucune coordonnée bancaire. L'allocation est versée sur le compte que vous ajoutez et activez ici."
            </p>
        }
        .into_any();
    }
    let lignes = liste
        .items
        .into_iter()
        .map(|coordonnees| view! { <Ligne coordonnees a_activer/> })
        .collect_view();
    view! {
        <Table
            legende="Coordonnées bancaires enregistrées"
            legende_cachee=true
            colonnes=vec![
                Colonne::texte("Compte"),
                Colonne::texte("BIC"),
                Colonne::texte("Titulaire"),
                Colonne::texte("Ajoutées le"),
                Colonne::texte("État"),
            ]
        >
            {lignes}
        </Table>
    }
    .into_any()
}

/// "Banque 20041 · Guichet 01005 · Compte ••••6 · Clé 06".
fn texte_rib(rib: &RibMasque) -> String {
    format!(
        "Banque {} · Guichet {} · Compte {} · Clé {}",
        rib.code_banque, rib.code_guichet, rib.compte_masque, rib.cle_rib
    )
}

#[component]
fn Ligne(coordonnees: Coordonnees, a_activer: RwSignal<Option<Coordonnees>>) -> impl IntoView {
    let gardees = coordonnees.clone();
    let etat = if coordonnees.active {
        let depuis = coordonnees.activees_le.as_deref().map(format::instant);
        view! {
            <Stack serre=true>
                <Status ton=Ton::Succes libelle="Actif"/>
                {depuis.map(|le| view! { <span class="ap-petit ap-doux">{format!("depuis le {le}")}</span> })}
            </Stack>
        }
        .into_any()
    } else {
        let avant = coordonnees.activees_le.as_deref().map(format::instant);
        let etiquette = format!("Activer l'IBAN {}", coordonnees.iban_masque);
        view! {
            <Stack serre=true>
                <Button
                    variante=Variante::Secondaire
                    petit=true
                    etiquette
                    au_clic=move || a_activer.set(Some(gardees.clone()))
                >
                    "Activer"
                </Button>
                {avant.map(|le| view! { <span class="ap-petit ap-doux">{format!("actif à partir du {le}, remplacé depuis")}</span> })}
            </Stack>
        }
        .into_any()
    };
    let Coordonnees {
        titulaire,
        iban_masque,
        bic,
        creees_le,
        banque,
        rib,
        avertissement,
        ..
    } = coordonnees;
    view! {
        <tr>
            <Cell titre="Compte" entete=true>
                <Stack serre=true>
                    <span class="ap-chiffres">{iban_masque}</span>
                    {rib.map(|rib| view! { <span class="ap-petit ap-doux">{texte_rib(&rib)}</span> })}
                    {avertissement.map(|texte| view! { <span class="ap-petit ap-doux">{texte}</span> })}
                </Stack>
            </Cell>
            <Cell titre="BIC">
                <Stack serre=true>
                    <code>{bic}</code>
                    {banque.map(|nom| view! { <span class="ap-petit ap-doux">{nom}</span> })}
                </Stack>
            </Cell>
            <Cell titre="Titulaire">{titulaire}</Cell>
            <Cell titre="Ajoutées le">{format::instant(&creees_le)}</Cell>
            <Cell titre="État">{etat}</Cell>
        </tr>
    }
}
