//! Versions of a claim: opening a correction, and what it changes.

use super::page::Dossier;
use crate::{
    api::{Donnees, acces, client},
    format,
    formulaire::{Formulaire, ResumeErreurs},
    navigation::navigation,
    pages::etats::EtatDi,
    ui::{Alert, Button, Card, Cell, Colonne, Etroit, Icone, Link, Row, Stack, Table, Ton, Variante},
};
use api_types::indemnisation::{DifferenceDemande, DifferenceLigne};
use leptos::prelude::*;

/// The versions of the month, and the way to a new one.
#[component]
pub fn Versions(dossier: Dossier) -> impl IntoView {
    let acces = acces();
    let navigation = navigation();
    let f = Formulaire::new("correction");
    let ouvrir = move || {
        let (id, etag) = (dossier.id.get_value(), dossier.etag());
        f.envoyer(
            acces,
            async move { client().ouvrir_correction(&id, &etag).await },
            move |creee| navigation.aller(format!("/indemnisations/{}", creee.corps.id)),
        );
    };
    move || {
        let demande = dossier.demande();
        let peut = demande.actions.iter().any(|action| action == "ouvrir_correction");
        if demande.versions.len() < 2 && !peut {
            return ().into_any();
        }
        let ici = demande.id.clone();
        let plusieurs = demande.versions.len() > 1;
        let lignes = demande
            .versions
            .into_iter()
            .enumerate()
            .map(|(rang, version)| {
                let nom = if rang == 0 {
                    "Demande initiale".to_owned()
                } else {
                    format!("Correction n° {rang}")
                };
                let nom = if version.id == ici {
                    view! { <span class="ap-gras">{nom} " (cette page)"</span> }.into_any()
                } else {
                    view! { <Link href=format!("/indemnisations/{}", version.id)>{nom}</Link> }.into_any()
                };
                view! {
                    <li>
                        <div class="ap-rangee">
                            {nom}
                            <EtatDi code=version.etat libelle=version.etat_libelle/>
                        </div>
                        <span class="ap-petit ap-doux ap-chiffres">
                            {format!("{} · {}", version.numero, format::ecart_euros(&version.a_payer, rang > 0))}
                        </span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Card titre="Versions" icone=Icone::Copie>
                <Stack>
                    <ResumeErreurs formulaire=f/>
                    {plusieurs.then(|| view! { <ul class="ap-pile" role="list">{lignes}</ul> })}
                    {peut.then(|| view! {
                        <p class="ap-doux">
                            "Une heure ou un salarié à corriger ? Une nouvelle version s'ouvre avec les mêmes lignes ; seule la différence est payée, ou à reverser."
                        </p>
                        <Row>
                            <Button variante=Variante::Secondaire en_cours=f.en_cours() au_clic=ouvrir>
                                "Corriger cette demande"
                            </Button>
                        </Row>
                    })}
                </Stack>
            </Card>
        }
        .into_any()
    }
}

/// What this correction changes, asked for anew after each saving.
#[component]
pub fn CeQuiChange(dossier: Dossier) -> impl IntoView {
    let version = Memo::new(move |_| dossier.demande().version);
    let donnees = Donnees::charger(move || {
        version.track();
        let id = dossier.id.get_value();
        async move { client().lire_difference(&id).await }
    });
    donnees.afficher(|difference| view! { <Difference difference/> })
}

#[component]
fn Difference(difference: DifferenceDemande) -> impl IntoView {
    if difference.lignes.is_empty() {
        return view! {
            <Alert ton=Ton::Info><p>{format!("Rien ne change par rapport à {}.", difference.avant)}</p></Alert>
        }
        .into_any();
    }
    let ecart = difference.allocation_ecart.clone();
    let annonce = match ecart.as_str() {
        "0.00" => "Le montant de l'allocation ne change pas.".to_owned(),
        negatif if negatif.starts_with('-') => format!(
            "{} d'allocation en moins, à reverser une fois la correction validée.",
            format::euros(negatif.trim_start_matches('-'))
        ),
        positif => format!(
            "{} d'allocation en plus, payés une fois la correction validée.",
            format::euros(positif)
        ),
    };
    let (avant, apres) = (difference.totaux_avant, difference.totaux_apres);
    let total = view! {
        <tr>
            <Cell titre="Salarié" entete=true>"Total"</Cell>
            <Cell titre="Heures avant" nombre=true>{format::nombre_heures(&avant.heures_indemnisables)}</Cell>
            <Cell titre="Heures après" nombre=true>{format::nombre_heures(&apres.heures_indemnisables)}</Cell>
            <Cell titre="Écart d'heures" nombre=true>{format::ecart_heures(&difference.heures_ecart)}</Cell>
            <Cell titre="Allocation avant" nombre=true>{format::euros(&avant.allocation)}</Cell>
            <Cell titre="Allocation après" nombre=true>{format::euros(&apres.allocation)}</Cell>
            <Cell titre="Écart d'allocation" nombre=true>{format::ecart_euros(&ecart, true)}</Cell>
        </tr>
    };
    let lignes = difference.lignes.into_iter().map(ligne).collect_view();
    view! {
        <Stack>
            <Alert ton=Ton::Info titre=format!("Par rapport à {}", difference.avant)><p>{annonce}</p></Alert>
            <Table
                legende="Ce qui change, par salarié"
                legende_cachee=true
                etroit=Etroit::Cartes
                dense=true
                colonnes=vec![
                    Colonne::texte("Salarié"),
                    Colonne::nombre("Heures avant"),
                    Colonne::nombre("Heures après"),
                    Colonne::nombre("Écart d'heures"),
                    Colonne::nombre("Allocation avant"),
                    Colonne::nombre("Allocation après"),
                    Colonne::nombre("Écart d'allocation"),
                ]
            >
                {lignes}
                {total}
            </Table>
        </Stack>
    }
    .into_any()
}

fn ligne(ligne: DifferenceLigne) -> impl IntoView {
    view! {
        <tr>
            <Cell titre="Salarié" entete=true>{format!("{} {}", ligne.nom, ligne.prenom)}</Cell>
            <Cell titre="Heures avant" nombre=true>{format::nombre_heures(&ligne.heures_avant)}</Cell>
            <Cell titre="Heures après" nombre=true>{format::nombre_heures(&ligne.heures_apres)}</Cell>
            <Cell titre="Écart d'heures" nombre=true>{format::ecart_heures(&ligne.heures_ecart)}</Cell>
            <Cell titre="Allocation avant" nombre=true>{format::euros(&ligne.allocation_avant)}</Cell>
            <Cell titre="Allocation après" nombre=true>{format::euros(&ligne.allocation_apres)}</Cell>
            <Cell titre="Écart d'allocation" nombre=true>{format::ecart_euros(&ligne.allocation_ecart, true)}</Cell>
        </tr>
    }
}
