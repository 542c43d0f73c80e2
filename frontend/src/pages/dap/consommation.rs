//! What was claimed of an authorisation: consumed hours against authorised ones, and month by month.

use crate::{
    api::{Donnees, client},
    format::{self, centiemes},
    ui::{BarChart, Barre, Card, Gauge, Icone, Stack},
};
use api_types::indemnisation::Consommation as Consommee;
use domain::montant::Centimes;
use leptos::prelude::*;

/// The card of a validated DAP.
#[component]
pub fn Consommation(id: String) -> impl IntoView {
    let donnees = Donnees::charger(move || {
        let id = id.clone();
        async move { client().lire_consommation(&id).await }
    });
    view! {
        <Card titre="Heures demandées" icone=Icone::Calculette>
            {donnees.afficher(|lue| view! { <Graphique lue/> })}
        </Card>
    }
}

#[component]
fn Graphique(lue: Consommee) -> impl IntoView {
    let consommees = centiemes(&lue.heures_consommees);
    let jauge = lue.heures_autorisees.as_ref().map(|autorisees| {
        let texte = format!(
            "{} sur {} autorisées",
            format::heures(&lue.heures_consommees),
            format::heures(autorisees)
        );
        let part = consommees / centiemes(autorisees).max(1.0);
        view! { <Gauge libelle="Consommées" texte part/> }
    });
    if lue.mois.is_empty() {
        return view! {
            <Stack>
                {jauge}
                <p class="ap-doux">"Aucune demande d'indemnisation n'a encore été envoyée."</p>
            </Stack>
        }
        .into_any();
    }
    let plus_haut = lue
        .mois
        .iter()
        .map(|mois| centiemes(&mois.heures_indemnisables))
        .fold(1.0, f64::max);
    let total: Centimes = lue
        .mois
        .iter()
        .filter_map(|mois| mois.allocation.parse::<Centimes>().ok())
        .sum();
    let barres = lue
        .mois
        .into_iter()
        .map(|mois| Barre {
            part: centiemes(&mois.heures_indemnisables) / plus_haut,
            libelle: format::majuscule(&format::mois(&mois.mois)),
            valeurs: vec![
                format::nombre_heures(&mois.heures_indemnisables),
                format::euros(&mois.allocation),
                format::euros(&mois.indemnite),
            ],
        })
        .collect();
    view! {
        <Stack>
            {jauge}
            <BarChart
                legende="Heures et montants par mois"
                titre="Mois"
                colonnes=vec!["Heures indemnisables", "Allocation", "Indemnité"]
                barres
            />
            <p class="ap-petit ap-doux">
                {format!("Allocation : {} en tout. De chaque mois compte la dernière version validée, sinon celle qui attend.", format::euros(&total.to_string()))}
            </p>
        </Stack>
    }
    .into_any()
}
