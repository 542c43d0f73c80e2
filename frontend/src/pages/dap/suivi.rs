//! What happened to a DAP, and what comes next.

use crate::{
    format,
    pages::chronologie,
    ui::{Card, DescriptionList, Icone, Item, Jalon, Timeline},
};
use api_types::dap::Dap;
use domain::{indemnisation::limite_de_demande, mois::parse_date};
use leptos::prelude::*;

/// Receipt and timeline.
#[component]
pub fn Suivi(dap: Dap) -> impl IntoView {
    let mut jalons = chronologie(&dap.chronologie);
    let attente = matches!(
        dap.etat.as_str(),
        "en_attente_instruction_ud" | "instruction_en_cours"
    );
    if attente && let Some(recepisse) = &dap.recepisse {
        jalons.push(Jalon {
            date: format!("le {} à minuit", format::date(&recepisse.limite_tacite)),
            libelle: "Acceptation tacite, sans réponse de l'administration".to_owned(),
            auteur: None,
            a_venir: true,
        });
    }
    jalons.extend(la_suite(&dap).map(|(libelle, date)| Jalon {
        date,
        libelle: libelle.to_owned(),
        auteur: None,
        a_venir: true,
    }));
    let effectif = dap.effectif_etablissement;
    view! {
        {dap.recepisse.map(|recepisse| view! {
            <Card titre="Récépissé" icone=Icone::Coche>
                <DescriptionList>
                    <Item libelle="Reçue le">{format::instant(&recepisse.recue_le)}</Item>
                    <Item libelle="Déposée par">{recepisse.auteur}</Item>
                    <Item libelle="Sans réponse, acceptée à la fin du">{format::date(&recepisse.limite_tacite)}</Item>
                    <Item libelle="Unité départementale">{format::departement(&dap.departement)}</Item>
                    {effectif.map(|n| view! { <Item libelle="Effectif de l'établissement à l'envoi">{n}</Item> })}
                </DescriptionList>
            </Card>
        })}
        <Card titre="Suivi" icone=Icone::Horloge><Timeline jalons/></Card>
    }
}

/// What comes next, and by when.
fn la_suite(dap: &Dap) -> Option<(&'static str, String)> {
    match dap.etat.as_str() {
        "validee" if dap.avenant_de.is_none() => {
            let fin = parse_date(dap.decision.as_ref()?.fin.as_ref()?).ok()?;
            let limite = limite_de_demande(fin, false);
            Some((
                "Dernier jour pour demander l'indemnisation",
                format!("le {}", format::date(&limite.to_string())),
            ))
        }
        "invalidee" => Some((
            "À corriger et à renvoyer par l'employeur",
            "sans délai légal".to_owned(),
        )),
        "refusee" => Some((
            "Déposer une autre demande qui répond aux motifs, ou former un recours",
            "recours dans les deux mois de la décision".to_owned(),
        )),
        _ => None,
    }
}
