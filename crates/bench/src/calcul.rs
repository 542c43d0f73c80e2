//! Lines per second of the calculation, on one core.

use domain::bareme::{Baremes, Regime, Territoire};
use domain::montant::{Heures, TauxHoraire};
use domain::simulation::calculer_ligne;
use std::hint::black_box;
use std::time::Instant;

use crate::mesure::nombre;

const LIGNES: i64 = 20_000_000;

pub fn mesurer() {
    let Ok(baremes) = Baremes::charger() else { return };
    let Ok(mois) = "2022-05".parse() else { return };
    let Ok(bareme) = baremes.applicable(mois, Regime::DroitCommun, Territoire::Metropole) else {
        return;
    };
    let debut = Instant::now();
    let mut total = 0_i64;
    for i in 0..LIGNES {
        let taux = TauxHoraire(108_500 + i % 500_000);
        let ligne = calculer_ligne(black_box(&bareme), black_box(taux), Heures(i % 15_167));
        total = total
            .wrapping_add(ligne.allocation.0)
            .wrapping_add(ligne.indemnite.0);
    }
    black_box(total);
    let par_seconde = nombre(usize::try_from(LIGNES).unwrap_or(0)) / debut.elapsed().as_secs_f64();
    println!(
        "Calcul : {:.1} millions de lignes par seconde et par cœur (but ≥ 2)\n",
        par_seconde / 1e6
    );
}
