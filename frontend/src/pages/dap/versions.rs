//! A DAP and its avenants: what changes from one version to the next, and how to begin another.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    pages::etats::EtatDap,
    ui::{Alert, Button, Card, Cell, Colonne, Icone, Link, Row, Stack, Table, Ton, Variante},
};
use api_types::dap::{ComparaisonDap, Dap};
use leptos::prelude::*;

/// Old and new, field by field.
#[component]
pub fn Comparaison(comparaison: ComparaisonDap) -> impl IntoView {
    let titre = format!("Ce qui change par rapport à {}", comparaison.a_quoi);
    if comparaison.differences.is_empty() {
        return view! { <Card titre icone=Icone::Copie><p>"Rien ne change."</p></Card> }.into_any();
    }
    let lignes = comparaison
        .differences
        .into_iter()
        .map(|difference| {
            let avant = if difference.avant.is_empty() {
                "–".to_owned()
            } else {
                difference.avant
            };
            let apres = if difference.apres.is_empty() {
                "–".to_owned()
            } else {
                difference.apres
            };
            view! {
                <tr>
                    <Cell titre="Champ" entete=true>{difference.libelle}</Cell>
                    <Cell titre="Avant"><del>{avant}</del></Cell>
                    <Cell titre="Après"><ins>{apres}</ins></Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card titre=titre.clone() icone=Icone::Copie>
            <Table
                legende=titre
                legende_cachee=true
                colonnes=vec![Colonne::texte("Champ"), Colonne::texte("Avant"), Colonne::texte("Après")]
            >
                {lignes}
            </Table>
        </Card>
    }
    .into_any()
}

/// The avenants of a DAP, and the DAP of an avenant.
#[component]
pub fn Versions(dap: Dap, etag: StoredValue<String>) -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let f = Formulaire::new("avenant");
    let id = StoredValue::new(dap.id.clone());
    let peut = dap.actions.iter().any(|action| action == "creer_avenant");
    let creer = move || {
        f.envoyer(
            acces,
            async move { client().creer_avenant(&id.get_value(), &etag.get_value()).await },
            move |cree| navigation.aller(format!("/daps/{}", cree.corps.id)),
        );
    };
    let vide = dap.avenants.is_empty();
    let lignes = dap
        .avenants
        .into_iter()
        .map(|avenant| {
            view! {
                <li class="ap-rangee">
                    <Link href=format!("/daps/{}", avenant.id)>{format!("Avenant n° {}", avenant.rang)}</Link>
                    <EtatDap code=avenant.etat libelle=avenant.etat_libelle/>
                </li>
            }
        })
        .collect_view();
    view! {
        {dap.avenant_de.map(|origine| view! {
            <Alert ton=Ton::Info titre="Ceci est un avenant">
                <p>
                    "Il change une autorisation, qui vaut jusqu'à la décision. "
                    <Link href=format!("/daps/{origine}")>"Ouvrir la DAP en vigueur"</Link>
                </p>
            </Alert>
        })}
        {(peut || !vide).then(|| view! {
            <Card titre="Avenants" icone=Icone::Copie>
                <Stack>
                    <ResumeErreurs formulaire=f/>
                    {(!vide).then(|| view! { <ul class="ap-pile" role="list">{lignes}</ul> })}
                    {peut.then(|| view! {
                        <p class="ap-doux">
                            "Le motif, les heures, la période ou l'effectif changent ? L'autorisation en vigueur vaut jusqu'à la décision sur l'avenant."
                        </p>
                        <Row>
                            <Button variante=Variante::Secondaire en_cours=f.en_cours() au_clic=creer>
                                "Faire un avenant"
                            </Button>
                        </Row>
                    })}
                </Stack>
            </Card>
        })}
    }
}
