//! Contracts, losses, contingents: what a line of a DI is made of.

use domain::bareme::{Baremes, Nature, Regime, Territoire};
use domain::indemnisation::*;
use domain::mois::{Mois, Semaine};
use domain::montant::{Centimes, Heures, TauxHoraire};
use domain::salarie::{Contrat, ModeTravail, SaisieContrat};
use domain::simulation::{ProfilSalarie, Totaux, montant};
use domain::{Collecte, Fautes};
use proptest::prelude::*;
use time::macros::date;

const LUNDI: time::Date = date!(2022 - 05 - 02);

fn regles(mois: &str, regime: Regime, duree_collective: Option<Heures>) -> ReglesDi {
    let mois: Mois = mois.parse().unwrap();
    let bareme = Baremes::charger()
        .unwrap()
        .applicable(mois, regime, Territoire::Metropole)
        .unwrap();
    ReglesDi {
        bareme,
        periode: (mois.premier_jour(), mois.dernier_jour()),
        duree_collective,
    }
}

fn semaine(lundi: time::Date, travaillees: Heures, chomees: Heures) -> HeuresSemaine {
    HeuresSemaine {
        semaine: Semaine::commencant(lundi).unwrap(),
        travaillees,
        chomees,
    }
}

fn lire(saisie: &SaisieContrat) -> Result<Contrat, Fautes> {
    let mut c = Collecte::new();
    let lu = saisie.lire(&mut c);
    c.fin().map(|()| lu.unwrap())
}

#[test]
fn a_package_in_days_counts_seven_hours_a_day() {
    let mode = ModeTravail::ForfaitJours;
    let lu = |texte: &str| mode.lire_duree(texte).map(|h| h.to_string()).map_err(|r| r.code);
    assert_eq!(lu("2 j"), Ok("14.00".to_owned()));
    assert_eq!(lu("2,5 jours"), Ok("17.50".to_owned()));
    assert_eq!(lu("0,5j"), Ok("3.50".to_owned()));
    assert_eq!(lu("7 h"), Ok("7.00".to_owned()));
    assert_eq!(lu("5"), Err("demi_journees"));
    assert_eq!(lu("2,3 j"), Err("demi_journees"));
    assert_eq!(lu("99999999999 j"), Err("nombre_trop_grand"));
    assert_eq!(
        ModeTravail::Heures.lire_duree("2 j").unwrap_err().code,
        "nombre_invalide"
    );
    assert_eq!(
        (mode.dire(Heures(1_750)), ModeTravail::Heures.dire(Heures(1_750))),
        ("2,5 j".into(), "17,50 h".into())
    );
    let saisie = SaisieContrat {
        mode: "forfait_jours".into(),
        salaire_mensuel_brut: "4 550".into(),
        ..SaisieContrat::default()
    };
    let contrat = lire(&saisie).unwrap();
    assert_eq!(
        (contrat.duree_hebdomadaire, contrat.taux_horaire_brut),
        (Heures::entieres(35), TauxHoraire(300_000))
    );
    let longue = SaisieContrat {
        duree_hebdomadaire: "39".into(),
        ..saisie
    };
    assert_eq!(lire(&longue).unwrap_err().codes(), ["duree_forfait_jours"]);
    let r = regles("2022-05", Regime::DroitCommun, None);
    // Five days off are a legal week; six are more than a week has.
    let cinq = semaine(LUNDI, Heures::ZERO, Heures::entieres(35));
    assert_eq!(
        calculer_di_ligne(&r, &contrat, &[cinq]).heures_indemnisables,
        Heures::entieres(35)
    );
    let refus = verifier_heures(
        r.bareme.mois,
        LUNDI,
        &contrat,
        Heures::entieres(7),
        Heures::entieres(35),
    );
    assert_eq!(
        refus.iter().map(|r| r.code).collect::<Vec<_>>(),
        ["heures_au_dela_du_contrat"]
    );
    assert!(refus[0].message.contains("4 j au plus"), "{}", refus[0].message);
}

#[test]
fn the_contract_is_judged_all_at_once() {
    let saisie = SaisieContrat {
        duree_hebdomadaire: "0".into(),
        profil: "pigiste".into(),
        mode: "au_sablier".into(),
        entree: "hier".into(),
        ..SaisieContrat::default()
    };
    assert_eq!(
        lire(&saisie).unwrap_err().codes(),
        [
            "mode_travail_inconnu",
            "duree_nulle",
            "champ_requis",
            "profil_hors_perimetre",
            "date_invalide"
        ]
    );
}

#[test]
fn a_week_outside_the_employment_cannot_be_unworked() {
    let contrat = Contrat {
        entree: Some(date!(2022 - 05 - 11)),
        sortie: Some(date!(2022 - 05 - 18)),
        ..Contrat::ordinaire(Heures::entieres(35), TauxHoraire(200_000))
    };
    let codes = |lundi, travaillees, chomees| -> Vec<&'static str> {
        let h = Heures::entieres;
        let refus = verifier_heures(
            "2022-05".parse().unwrap(),
            lundi,
            &contrat,
            h(travaillees),
            h(chomees),
        );
        refus.iter().map(|r| r.code).collect()
    };
    assert_eq!(codes(LUNDI, 0, 7), ["semaine_hors_contrat"]);
    assert_eq!(codes(LUNDI, 0, 0), [""; 0]);
    assert_eq!(codes(date!(2022 - 05 - 09), 0, 7), [""; 0]);
    assert_eq!(codes(date!(2022 - 05 - 16), 0, 7), [""; 0]);
    assert_eq!(codes(date!(2022 - 05 - 23), 0, 7), ["semaine_hors_contrat"]);
}

#[test]
fn what_the_law_takes_off_is_told_with_its_figures() {
    let r = ReglesDi {
        periode: (date!(2022 - 05 - 09), date!(2022 - 05 - 31)),
        ..regles("2022-05", Regime::DroitCommun, Some(Heures::entieres(32)))
    };
    let contrat = Contrat::ordinaire(Heures::entieres(39), TauxHoraire(600_000));
    let semaines = [
        semaine(LUNDI, Heures::ZERO, Heures::entieres(10)),
        semaine(date!(2022 - 05 - 09), Heures::ZERO, Heures::entieres(39)),
        semaine(date!(2022 - 05 - 16), Heures::entieres(30), Heures::entieres(9)),
    ];
    let contingents = Contingents::de(
        &Baremes::charger().unwrap(),
        r.bareme.mois,
        Territoire::Metropole,
        "transformation",
    );
    let ailleurs = HeuresAilleurs {
        toutes: Heures::entieres(980),
        motif_4: Heures::entieres(70),
    };
    let contingents = contingents.du_salarie(ailleurs, Heures::entieres(34));
    let dites: Vec<_> = pertes(&r, &contrat, &semaines, &contingents)
        .into_iter()
        .map(|p| {
            (
                p.cause.code(),
                p.heures.map(|h| h.0 / 100),
                p.euros_par_heure.map(|e| e.to_string()),
                p.euros.to_string(),
            )
        })
        .collect();
    // 36 % of 48.825 € are 17.58 €, of 60 € 21.60 €; 60 % are 29.30 € and 36 €.
    let h = |heures| (Some(heures), None);
    let attendues = [
        ("hors_periode", h(10), "175.80"),
        ("duree_legale", h(8), "140.64"),
        ("duree_collective", h(6), "105.48"),
        ("contingent", h(14), "246.12"),
        ("contingent", h(4), "70.32"),
        ("plafond_allocation", (None, Some("4.02")), "136.68"),
        ("plafond_indemnite", (None, Some("6.70")), "227.80"),
    ];
    let attendues: Vec<_> = attendues
        .into_iter()
        .map(|(cause, (heures, euros), total)| (cause, heures, euros.map(str::to_owned), total.to_owned()))
        .collect();
    assert_eq!(dites, attendues);
    let etapes = expliquer_di_ligne(&r, &contrat, &semaines, &[]);
    let codes: Vec<_> = etapes.iter().map(|e| e.etape.as_str()).collect();
    assert_eq!(
        &codes[..3],
        ["regime", "duree_collective", "heures_indemnisables"]
    );
}

#[test]
fn contingents_follow_the_year_and_the_motif() {
    let baremes = Baremes::charger().unwrap();
    let du = |mois: &str, motif| {
        Contingents::de(&baremes, mois.parse().unwrap(), Territoire::Metropole, motif)
            .du_salarie(HeuresAilleurs::default(), Heures::ZERO)
            .into_iter()
            .map(|c| (c.nature, c.plafond.0 / 100))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        du("2021-12", "conjoncture_economique"),
        [(Nature::Contingent, 1_607)]
    );
    assert_eq!(
        du("2022-01", "transformation"),
        [
            (Nature::Contingent, 1_000),
            (Nature::ContingentModernisation, 100)
        ]
    );
}

#[test]
fn every_worked_example_comes_out_of_a_di_too() {
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/worked_examples.csv").as_bytes());
    let mut vus = 0;
    for exemple in lecteur.records().map(Result::unwrap) {
        let champ = |i: usize| exemple.get(i).unwrap();
        let taux: TauxHoraire = if champ(4) == "max" { "500" } else { champ(4) }.parse().unwrap();
        let hebdo: Heures = if champ(5).is_empty() { "35" } else { champ(5) }.parse().unwrap();
        // A part of one week only: the rest of it was worked.
        let chomees = if champ(6) == "1" {
            champ(7).parse().unwrap()
        } else {
            hebdo
        };
        let nombre: usize = if champ(6).is_empty() {
            1
        } else {
            champ(6).parse().unwrap()
        };
        let r = regles(champ(2), champ(3).parse().unwrap(), None);
        let semaines: Vec<_> = r
            .bareme
            .mois
            .semaines()
            .into_iter()
            .take(nombre)
            .map(|s| semaine(s.lundi(), hebdo - chomees, chomees))
            .collect();
        let ligne = calculer_di_ligne(&r, &Contrat::ordinaire(hebdo, taux), &semaines);
        let m = ligne.montants;
        let attendus = [
            (8, m.allocation_horaire),
            (9, m.allocation),
            (10, m.indemnite_horaire),
            (11, m.indemnite),
            (12, m.reste_a_charge),
        ];
        for (colonne, obtenu) in attendus
            .into_iter()
            .filter(|(colonne, _)| !champ(*colonne).is_empty())
        {
            assert_eq!(
                obtenu,
                champ(colonne).parse::<Centimes>().unwrap(),
                "{}, colonne {colonne}",
                champ(0)
            );
        }
        if !champ(7).is_empty() {
            assert_eq!(
                ligne.heures_indemnisables,
                champ(7).parse::<Heures>().unwrap(),
                "{}",
                champ(0)
            );
        }
        vus += 1;
    }
    assert_eq!(vus, 7);
}

#[test]
fn the_figures_cross_the_wire_unchanged() {
    use domain::bareme::BaremeApplicable;
    for (mois, regime) in [
        ("2020-04", Regime::DroitCommun),
        ("2021-06", Regime::DroitCommun),
        ("2023-01", Regime::Apld),
    ] {
        let b = regles(mois, regime, None).bareme;
        let relu = BaremeApplicable::depuis_chiffres(b.mois, regime, b.territoire, &b.chiffres()).unwrap();
        assert_eq!(relu, b, "{mois}");
    }
}

fn un_regime() -> impl Strategy<Value = (&'static str, Regime)> {
    prop_oneof![
        Just(("2020-04", Regime::DroitCommun)),
        Just(("2021-05", Regime::SecteurProtege)),
        Just(("2022-05", Regime::DroitCommun)),
        Just(("2022-08", Regime::Apld)),
        Just(("2025-06", Regime::ApldRebond)),
    ]
}

proptest! {
    #[test]
    fn a_line_grows_with_hours_and_pay_and_stays_under_the_caps(
        (mois, regime) in un_regime(),
        duree in 100..6_000_i64,
        collective in prop::option::of(100..3_500_i64),
        taux in 150_000..2_000_000_i64,
        plus in 0..500_000_i64,
        heures in prop::collection::vec((0..3_000_i64, 0..6_000_i64), 4),
        encore in 0..1_000_i64,
    ) {
        let r = regles(mois, regime, collective.map(Heures));
        let semaines: Vec<_> = r.bareme.mois.semaines().into_iter().zip(&heures)
            .map(|(s, (t, c))| semaine(s.lundi(), Heures(*t), Heures(*c))).collect();
        let contrat = Contrat::ordinaire(Heures(duree), TauxHoraire(taux));
        let ligne = calculer_di_ligne(&r, &contrat, &semaines);
        let mieux_paye = Contrat { taux_horaire_brut: TauxHoraire(taux + plus), ..contrat };
        let mieux = calculer_di_ligne(&r, &mieux_paye, &semaines);
        prop_assert!(mieux.montants.allocation >= ligne.montants.allocation);
        prop_assert!(mieux.montants.indemnite >= ligne.montants.indemnite);
        let mut plus_longues = semaines.clone();
        for s in &mut plus_longues { s.chomees += Heures(encore); }
        let longue = calculer_di_ligne(&r, &contrat, &plus_longues);
        prop_assert!(longue.heures_indemnisables >= ligne.heures_indemnisables);
        prop_assert!(longue.montants.allocation >= ligne.montants.allocation);

        let plafond_semaine = duree.min(3_500).min(collective.unwrap_or(3_500));
        prop_assert!(ligne.heures_indemnisables.0 <= plafond_semaine * 4);
        let part = r.bareme.taux_allocation.valeur.0 * r.bareme.plafond_allocation.valeur.0;
        let plafond = Centimes(domain::montant::arrondi_demi_sup(part.into(), 1_000_000)).max(r.bareme.plancher_allocation.valeur);
        prop_assert!(mieux.montants.allocation_horaire <= plafond);
        prop_assert!(mieux.montants.allocation <= montant(plafond, mieux.heures_indemnisables));

        // Every hour that is not paid has its cause.
        let perdues: Heures = pertes(&r, &contrat, &semaines, &[]).iter().filter_map(|p| p.heures).sum();
        prop_assert_eq!(perdues, ligne.heures_perdues());
    }

    #[test]
    fn the_total_is_the_sum_of_the_rounded_lines(taux in prop::collection::vec(1_i64..1_000_000, 1..40), chomees in 0..3_500_i64) {
        let r = regles("2022-05", Regime::DroitCommun, None);
        let mut totaux = Totaux::default();
        let (mut allocation, mut indemnite) = (0_i64, 0_i64);
        for (i, taux) in taux.iter().enumerate() {
            let profil = if i % 3 == 0 { ProfilSalarie::Apprentissage } else { ProfilSalarie::Ordinaire };
            let contrat = Contrat { profil, ..Contrat::ordinaire(Heures::entieres(35), TauxHoraire(*taux)) };
            let ligne = calculer_di_ligne(&r, &contrat, &[semaine(LUNDI, Heures::ZERO, Heures(chomees))]);
            totaux.ajouter(ligne.heures_indemnisables, &ligne.montants);
            allocation += ligne.montants.allocation.0;
            indemnite += ligne.montants.indemnite.0;
        }
        prop_assert_eq!(totaux.allocation.0, allocation);
        prop_assert_eq!(totaux.indemnite.0, indemnite);
        prop_assert_eq!(totaux.reste_a_charge.0, indemnite - allocation);
    }
}
