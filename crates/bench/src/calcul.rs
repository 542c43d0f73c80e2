//! Lines per second of the calculation, on one core: the amounts alone, and the line of a claim with the hours of its
//! weeks.

use domain::bareme::{BaremeApplicable, Baremes, Regime, Territoire};
use domain::indemnisation::{HeuresSemaine, ReglesDi, calculer_di_ligne};
use domain::mois::Mois;
use domain::montant::{Heures, TauxHoraire};
use domain::salarie::Contrat;
use domain::simulation::calculer_ligne;
use std::hint::black_box;
use std::time::Instant;

use crate::mesure::nombre;

const LIGNES: i64 = 20_000_000;
/// A month of five weeks.
const MOIS: &str = "2022-06";

pub fn mesurer() {
    let Ok(baremes) = Baremes::charger() else { return };
    let Ok(mois) = MOIS.parse::<Mois>() else { return };
    let Ok(bareme) = baremes.applicable(mois, Regime::DroitCommun, Territoire::Metropole) else {
        return;
    };
    dire("montants d'une ligne", || montants(&bareme));
    let regles = ReglesDi {
        bareme,
        periode: (mois.premier_jour(), mois.dernier_jour()),
        duree_collective: None,
    };
    dire("ligne d'une demande, cinq semaines", || lignes(&regles, mois));
    println!();
}

fn dire(quoi: &str, calculer: impl FnOnce() -> i64) {
    let debut = Instant::now();
    black_box(calculer());
    let par_seconde = nombre(usize::try_from(LIGNES).unwrap_or(0)) / debut.elapsed().as_secs_f64();
    println!(
        "Calcul, {quoi} : {:.1} millions par seconde et par cœur (but ≥ 2)",
        par_seconde / 1e6
    );
}

fn montants(bareme: &BaremeApplicable) -> i64 {
    let mut total = 0_i64;
    for i in 0..LIGNES {
        let taux = TauxHoraire(108_500 + i % 500_000);
        let ligne = calculer_ligne(black_box(bareme), black_box(taux), Heures(i % 15_167));
        total = total
            .wrapping_add(ligne.allocation.0)
            .wrapping_add(ligne.indemnite.0);
    }
    total
}

fn lignes(regles: &ReglesDi, mois: Mois) -> i64 {
    let mut semaines: Vec<HeuresSemaine> = mois
        .semaines()
        .into_iter()
        .map(|semaine| HeuresSemaine {
            semaine,
            travaillees: Heures::ZERO,
            chomees: Heures::ZERO,
        })
        .collect();
    let mut total = 0_i64;
    for i in 0..LIGNES {
        let contrat = Contrat::ordinaire(Heures(2_000 + i % 1_900), TauxHoraire(108_500 + i % 500_000));
        for (rang, semaine) in (0..).zip(&mut semaines) {
            semaine.travaillees = Heures((i + rang) % 1_500);
            semaine.chomees = Heures((i + 7 * rang) % 2_000);
        }
        let ligne = calculer_di_ligne(black_box(regles), black_box(&contrat), black_box(&semaines));
        total = total
            .wrapping_add(ligne.montants.allocation.0)
            .wrapping_add(ligne.heures_indemnisables.0);
    }
    total
}
