//! What the authorisation of a claim gave month by month: the amounts, and the hours beside them.

use crate::{
    api::{Donnees, client},
    format::{self, centiemes},
    ui::{BarChart, Barre, Card, Grid, Icone, Stack},
};
use api_types::indemnisation::{Consommation, MoisConsomme};
use domain::montant::Centimes;
use leptos::prelude::*;

/// Two charts, once one claim at least was sent.
#[component]
pub fn ParMois(dap: String) -> impl IntoView {
    let donnees = Donnees::charger(move || {
        let dap = dap.clone();
        async move { client().lire_consommation(&dap).await }
    });
    donnees.afficher(|lue| view! { <Graphiques lue/> })
}

#[component]
fn Graphiques(lue: Consommation) -> impl IntoView {
    let mois = lue.mois;
    (!mois.is_empty()).then(|| {
        let allocations = barres(&mois, |mois| centimes(&mois.allocation), |mois| {
            vec![format::euros(&mois.allocation), format::euros(&mois.indemnite)]
        });
        let heures = barres(&mois, |mois| centiemes(&mois.heures_indemnisables), |mois| {
            vec![format::nombre_heures(&mois.heures_indemnisables)]
        });
        view! {
            <Card titre="Mois par mois, sous cette autorisation" icone=Icone::Euro>
                <Stack>
                    <p class="ap-petit ap-doux">
                        "De chaque mois compte la dernière version validée, sinon celle qui attend ; les brouillons n'y sont pas."
                    </p>
                    <Grid colonnes=2>
                        <BarChart
                            legende="Montants par mois, la barre montre l'allocation"
                            titre="Mois"
                            colonnes=vec!["Allocation", "Indemnité"]
                            barres=allocations
                        />
                        <BarChart
                            legende="Heures indemnisables par mois"
                            titre="Mois"
                            colonnes=vec!["Heures indemnisables"]
                            barres=heures
                        />
                    </Grid>
                </Stack>
            </Card>
        }
    })
}

fn barres(
    mois: &[MoisConsomme],
    longueur: fn(&MoisConsomme) -> f64,
    valeurs: fn(&MoisConsomme) -> Vec<String>,
) -> Vec<Barre> {
    let plus_haute = mois.iter().map(longueur).fold(1.0, f64::max);
    mois.iter()
        .map(|mois| Barre {
            part: longueur(mois) / plus_haute,
            libelle: format::majuscule(&format::mois(&mois.mois)),
            valeurs: valeurs(mois),
        })
        .collect()
}

/// An amount, to draw with; zero for what cannot be read.
fn centimes(texte: &str) -> f64 {
    let montant = texte.parse::<Centimes>().unwrap_or(Centimes::ZERO);
    i32::try_from(montant.0).map_or(f64::MAX, f64::from)
}
