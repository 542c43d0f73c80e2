//! What happened to a DAP, and what comes next.

use crate::{
    format,
    pages::chronologie,
    ui::{Card, DescriptionList, Icone, Item, Jalon, Timeline},
};
use api_types::dap::{Dap, EcheanceDap};
use leptos::prelude::*;

/// Receipt and timeline.
#[component]
pub fn Suivi(dap: Dap) -> impl IntoView {
    let mut jalons = chronologie(&dap.chronologie);
    jalons.extend(dap.a_venir.into_iter().map(a_venir));
    let (effectif, entreprise) = (dap.effectif_etablissement, dap.effectif_entreprise);
    view! {
        {dap.recepisse.map(|recepisse| view! {
            <Card titre="Récépissé" icone=Icone::Coche>
                <DescriptionList>
                    <Item libelle="Reçue le">{format::instant(&recepisse.recue_le)}</Item>
                    <Item libelle="Déposée par">{recepisse.auteur}</Item>
                    <Item libelle="Sans réponse, acceptée à la fin du">{format::date(&recepisse.limite_tacite)}</Item>
                    <Item libelle="Unité départementale">{format::departement(&dap.departement)}</Item>
                    {effectif.map(|n| view! { <Item libelle="Effectif de l'établissement à l'envoi">{n}</Item> })}
                    {entreprise.map(|n| view! { <Item libelle="Effectif de l'entreprise à l'envoi">{n}</Item> })}
                </DescriptionList>
            </Card>
        })}
        <Card titre="Suivi" icone=Icone::Horloge><Timeline jalons/></Card>
    }
}

/// A step to come, by when.
fn a_venir(echeance: EcheanceDap) -> Jalon {
    let date = match (echeance.code.as_str(), echeance.avant_le) {
        ("acceptation_tacite", Some(jour)) => format!("le {} à minuit", format::date(&jour)),
        (_, Some(jour)) => format!("au plus tard le {}", format::date(&jour)),
        ("piece_demandee" | "avis_cse", None) => "sans attendre".to_owned(),
        (_, None) => "sans délai légal".to_owned(),
    };
    Jalon {
        date,
        libelle: echeance.libelle,
        auteur: None,
        a_venir: true,
    }
}
