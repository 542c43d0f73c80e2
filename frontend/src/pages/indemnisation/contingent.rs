//! The yearly contingent of each employee: how much of it all the claims of the company have used.

use crate::{
    format::{self, centiemes, pluriel},
    ui::{BarChart, Barre, Card, Gauge, Icone, Stack},
};
use api_types::indemnisation::{Contingent, Ligne};
use domain::montant::Heures;
use leptos::prelude::*;

/// Those nearest to their limit; the calculation of each employee shows theirs.
const MONTRES: usize = 10;

/// A chart for each contingent that is used, nearest to the limit first.
#[component]
pub fn Contingents(lignes: Vec<Ligne>) -> impl IntoView {
    let mut utilises: Vec<(String, Contingent)> = lignes
        .iter()
        .flat_map(|ligne| {
            let nom = format!("{} {}", ligne.nom, ligne.prenom);
            ligne.contingents.iter().map(move |c| (nom.clone(), c.clone()))
        })
        .filter(|(_, contingent)| part(contingent) > 0.0)
        .collect();
    // Stable: employees with the same hours stay in the order of the claim.
    utilises.sort_by(|(_, a), (_, b)| part(b).total_cmp(&part(a)));
    let mut codes: Vec<String> = utilises.iter().map(|(_, c)| c.code.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| {
            let siens: Vec<_> = utilises.iter().filter(|(_, c)| c.code == code).cloned().collect();
            view! { <Graphique siens/> }
        })
        .collect_view()
}

#[component]
fn Graphique(siens: Vec<(String, Contingent)>) -> impl IntoView {
    let (_, premier) = siens.first()?;
    let titre = format!("{}, {}", titre(premier), premier.annee);
    let limite = format::heures(&premier.plafond);
    let choix = if siens.len() > MONTRES {
        format!(
            " Les {MONTRES} salariés les plus proches de la limite, sur {} :",
            siens.len()
        )
    } else {
        String::new()
    };
    let texte = format!(
        "{limite} indemnisables au plus par salarié et par année civile ({}), toutes les demandes de l'entreprise comprises, celle-ci aussi.{choix}",
        premier.source,
    );
    let depassent = siens.iter().filter(|(_, c)| part(c) > 1.0).count();
    let barres = siens
        .into_iter()
        .take(MONTRES)
        .map(|(libelle, contingent)| Barre {
            part: part(&contingent),
            libelle,
            valeurs: vec![
                format::nombre_heures(&consommees(&contingent)),
                format::nombre_heures(&contingent.reste),
            ],
        })
        .collect();
    Some(view! {
        <Card titre=titre.clone() icone=Icone::Calculette>
            <Stack>
                <p class="ap-petit ap-doux">{texte}</p>
                {(depassent > 0).then(|| view! {
                    <p class="ap-gras">{format!("{} au-delà de la limite.", pluriel(depassent, "salarié"))}</p>
                })}
                <BarChart
                    legende=format!("{titre} : heures par salarié, sur {limite}")
                    titre="Salarié"
                    colonnes=vec!["Heures consommées", "Heures restantes"]
                    barres
                />
            </Stack>
        </Card>
    })
}

/// One employee's, with where the hours come from.
#[component]
pub fn JaugeContingent(contingent: Contingent) -> impl IntoView {
    let c = &contingent;
    let texte = format!(
        "{} sur {}",
        format::heures(&consommees(c)),
        format::heures(&c.plafond)
    );
    view! {
        <div>
            <Gauge libelle=format!("{}, {}", titre(c), c.annee) texte part=part(c)/>
            <p class="ap-petit ap-doux">
                {format!(
                    "Avec cette demande, dont {} dans les autres demandes de l'entreprise ; {} restantes sur {} ({}).",
                    format::heures(&c.ailleurs),
                    format::heures(&c.reste),
                    format::heures(&c.plafond),
                    c.source,
                )}
            </p>
        </div>
    }
}

fn titre(contingent: &Contingent) -> &str {
    contingent.libelle.split(',').next().unwrap_or_default()
}

fn consommees(contingent: &Contingent) -> String {
    let lire = |texte: &str| texte.parse().unwrap_or(Heures::ZERO);
    (lire(&contingent.ailleurs) + lire(&contingent.demande)).to_string()
}

fn part(contingent: &Contingent) -> f64 {
    centiemes(&consommees(contingent)) / centiemes(&contingent.plafond).max(1.0)
}
