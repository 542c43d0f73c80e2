//! The worked examples of the Ministry, to the cent.

use domain::bareme::{Baremes, Regime, Territoire};
use domain::montant::{Centimes, Heures, TauxHoraire};
use domain::simulation::calculer_ligne;

#[test]
fn the_worked_examples_come_out_to_the_cent() {
    let baremes = Baremes::charger().unwrap();
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/worked_examples.csv").as_bytes());
    let mut vus = 0;
    for exemple in lecteur.records() {
        let exemple = exemple.unwrap();
        let champ = |i: usize| exemple.get(i).unwrap();
        let id = champ(0);
        let regime: Regime = champ(3).parse().unwrap();
        let b = baremes
            .applicable(champ(2).parse().unwrap(), regime, Territoire::Metropole)
            .unwrap();
        // « max » : any pay above the cap.
        let taux = if champ(4) == "max" { "500" } else { champ(4) };
        let taux: TauxHoraire = taux.parse().unwrap();
        let heures = if champ(7).is_empty() { "0" } else { champ(7) };
        let ligne = calculer_ligne(&b, taux, heures.parse::<Heures>().unwrap());
        let attendus = [
            (8, ligne.allocation_horaire),
            (9, ligne.allocation),
            (10, ligne.indemnite_horaire),
            (11, ligne.indemnite),
            (12, ligne.reste_a_charge),
        ];
        for (colonne, obtenu) in attendus {
            if !champ(colonne).is_empty() {
                let attendu: Centimes = champ(colonne).parse().unwrap();
                assert_eq!(obtenu, attendu, "{id}, colonne {colonne}");
            }
        }
        vus += 1;
    }
    assert_eq!(vus, 7);
}

#[test]
fn the_official_ceilings_come_out() {
    let baremes = Baremes::charger().unwrap();
    let cas = [
        ("2020-07", Regime::DroitCommun, "27.41"), // 60 % × 4.5 × 10.15
        ("2020-05", Regime::DroitCommun, "31.97"), // 70 % × 4.5 × 10.15
        ("2022-08", Regime::Apld, "29.89"),
        ("2021-07", Regime::Apld, "27.68"),
    ];
    for (mois, regime, attendu) in cas {
        let b = baremes
            .applicable(mois.parse().unwrap(), regime, Territoire::Metropole)
            .unwrap();
        let ligne = calculer_ligne(&b, TauxHoraire::MAX, Heures::entieres(1));
        assert_eq!(ligne.allocation_horaire.to_string(), attendu, "{mois}");
    }
}
