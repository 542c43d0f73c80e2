//! A DAP and its avenants: what changes from one version to the next, and how to begin another.

use crate::{
    api::{acces, client},
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    pages::etats::EtatDap,
    ui::{Alert, Button, Card, Cell, Checkbox, Colonne, Icone, Link, Row, Stack, Table, Ton, Variante},
};
use api_types::dap::{ComparaisonDap, Dap, DifferenceDap};
use leptos::prelude::*;

/// Old and new, field by field; on demand also what does not change, to read both versions whole.
#[component]
pub fn Comparaison(comparaison: ComparaisonDap) -> impl IntoView {
    let titre = format!("Ce qui change par rapport à {}", comparaison.a_quoi);
    let tout = RwSignal::new(false);
    let rien = comparaison.differences.is_empty();
    let changes = comparaison.differences.into_iter().map(change).collect_view();
    let inchanges = StoredValue::new(comparaison.inchanges);
    let legende = titre.clone();
    view! {
        <Card titre icone=Icone::Copie>
            {rien.then(|| view! { <p>"Rien ne change."</p> })}
            <Checkbox id="comparaison-tout" coche=tout>"Montrer aussi ce qui ne change pas"</Checkbox>
            <div hidden=move || rien && !tout.get()>
                <Table
                    legende
                    legende_cachee=true
                    colonnes=vec![Colonne::texte("Champ"), Colonne::texte("Avant"), Colonne::texte("Après")]
                >
                    {changes}
                    {move || tout.get().then(|| inchanges.get_value().into_iter().map(inchange).collect_view())}
                </Table>
            </div>
        </Card>
    }
}

fn ou_tiret(texte: String) -> String {
    if texte.is_empty() { "–".to_owned() } else { texte }
}

fn change(champ: DifferenceDap) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Champ" entete=true>{champ.libelle}</Cell>
            <Cell titre="Avant"><del>{ou_tiret(champ.avant)}</del></Cell>
            <Cell titre="Après"><ins>{ou_tiret(champ.apres)}</ins></Cell>
        </tr>
    }
}

fn inchange(champ: DifferenceDap) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Champ" entete=true>{champ.libelle}</Cell>
            <Cell titre="Avant">{ou_tiret(champ.avant)}</Cell>
            <Cell titre="Après">{ou_tiret(champ.apres)}</Cell>
        </tr>
    }
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
    let effet = match dap.etat.as_str() {
        "validee" => "Validé, il a pris la place de l'autorisation qu'il change.",
        "refusee" | "retiree" => "Il n'a rien changé : l'autorisation en vigueur reste la même.",
        _ => "Il change une autorisation, qui vaut jusqu'à la décision.",
    };
    view! {
        {dap.avenant_de.map(|origine| view! {
            <Alert ton=Ton::Info titre="Ceci est un avenant">
                <p>
                    {effet} " "
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
