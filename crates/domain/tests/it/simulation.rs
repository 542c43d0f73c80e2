//! The fixed contract of the simulator, and the properties of the calculation.

use domain::bareme::{BaremeApplicable, Baremes, Regime, Territoire};
use domain::mois::Mois;
use domain::montant::{Centimes, Heures, TauxHoraire};
use domain::simulation::{
    ProfilSalarie, SaisieSalarie, SaisieSimulation, calculer_ligne, calculer_ligne_profil, expliquer, simuler,
};
use proptest::prelude::*;

mod explication;

fn saisie(mois: &str, regime: &str, territoire: &str, salarie: SaisieSalarie) -> SaisieSimulation {
    SaisieSimulation {
        mois: mois.into(),
        regime: regime.into(),
        territoire: territoire.into(),
        salaries: vec![salarie],
    }
}

fn salarie(taux: &str, heures: &str) -> SaisieSalarie {
    SaisieSalarie {
        reference: "A".into(),
        taux_horaire_brut: Some(taux.into()),
        heures_chomees: heures.into(),
        ..SaisieSalarie::default()
    }
}

fn fautes(saisie: &SaisieSimulation) -> Vec<(String, &'static str)> {
    let fautes = simuler(&Baremes::charger().unwrap(), saisie).unwrap_err();
    fautes.0.into_iter().map(|f| (f.pointeur, f.code)).collect()
}

#[test]
fn the_answer_has_exactly_the_shape_of_the_contract() {
    let entree: SaisieSimulation = serde_json::from_str(
        r#"{ "mois": "2022-05", "regime": "droit_commun", "territoire": "metropole",
             "salaries": [ { "reference": "A", "taux_horaire_brut": "10.8500", "heures_chomees": "105.00" } ] }"#,
    )
    .unwrap();
    let reponse = simuler(&Baremes::charger().unwrap(), &entree).unwrap();
    let mut json = serde_json::to_value(&reponse).unwrap();
    let explication = json["lignes"][0]
        .as_object_mut()
        .unwrap()
        .remove("explication")
        .unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "mois": "2022-05", "regime": "droit_commun", "territoire": "metropole",
            "lignes": [ { "reference": "A",
                "allocation_horaire": "7.73", "allocation": "811.65",
                "indemnite_horaire": "8.59", "indemnite": "901.95", "reste_a_charge": "90.30" } ],
            "totaux": { "heures_chomees": "105.00", "allocation": "811.65", "indemnite": "901.95", "reste_a_charge": "90.30" }
        })
    );
    let plancher = explication
        .as_array()
        .unwrap()
        .iter()
        .find(|e| e["etape"] == "plancher")
        .unwrap();
    assert_eq!(plancher["valeur"], "7.73");
    assert_eq!(plancher["source"], "art. D5122-13");
    assert!(plancher["libelle"].as_str().unwrap().contains("7,73"));
}

#[test]
fn a_monthly_smic_is_not_below_the_smic() {
    let mensuel = SaisieSalarie {
        salaire_mensuel_brut: Some("1 645,58 €".into()),
        heures_chomees: "105".into(),
        ..SaisieSalarie::default()
    };
    let reponse = simuler(
        &Baremes::charger().unwrap(),
        &saisie("2022-05", "droit_commun", "metropole", mensuel),
    )
    .unwrap();
    assert_eq!(reponse.totaux.allocation.to_string(), "811.65");
    assert_eq!(reponse.lignes[0].explication[0].etape, "salaire_mensuel");
    let part_time = SaisieSalarie {
        salaire_mensuel_brut: Some("2665".into()),
        heures_hebdomadaires: Some("20".into()),
        heures_chomees: "20".into(),
        ..SaisieSalarie::default()
    };
    let reponse = simuler(
        &Baremes::charger().unwrap(),
        &saisie("2021-05", "droit_commun", "metropole", part_time),
    )
    .unwrap();
    assert_eq!(reponse.totaux.allocation.to_string(), "369.00");
}

#[test]
fn below_the_smic_no_floor_applies() {
    let reponse = simuler(
        &Baremes::charger().unwrap(),
        &saisie("2022-05", "droit_commun", "metropole", salarie("10.8499", "10")),
    )
    .unwrap();
    assert_eq!(reponse.lignes[0].montants.allocation_horaire.to_string(), "3.91");
    assert_eq!(reponse.lignes[0].montants.indemnite_horaire.to_string(), "6.51");
}

#[test]
fn apprentices_keep_their_pay_below_the_smic_and_the_smic_above() {
    let baremes = Baremes::charger().unwrap();
    let calculer = |mois: &str, taux: &str| {
        let b = baremes
            .applicable(mois.parse().unwrap(), Regime::DroitCommun, Territoire::Metropole)
            .unwrap();
        let ligne = calculer_ligne_profil(
            &b,
            taux.parse().unwrap(),
            Heures::entieres(1),
            ProfilSalarie::Apprentissage,
        );
        (
            ligne.allocation_horaire.to_string(),
            ligne.indemnite_horaire.to_string(),
        )
    };
    assert_eq!(calculer("2022-05", "5.8590"), ("5.86".into(), "5.86".into()));
    assert_eq!(calculer("2022-05", "12"), ("4.32".into(), "10.85".into()));
    assert_eq!(calculer("2022-05", "30"), ("10.80".into(), "18.00".into()));
}

#[test]
fn the_hours_of_a_month_are_not_those_of_a_week() {
    for heures in ["151,67", "200"] {
        let mensuel = SaisieSalarie {
            salaire_mensuel_brut: Some("2000".into()),
            heures_hebdomadaires: Some(heures.into()),
            heures_chomees: "10".into(),
            ..SaisieSalarie::default()
        };
        let lues = fautes(&saisie("2022-05", "droit_commun", "metropole", mensuel));
        let attendu = (
            "/salaries/0/heures_hebdomadaires".to_owned(),
            "heures_hebdo_impossibles",
        );
        assert_eq!(lues, [attendu], "{heures}");
    }
}

#[test]
fn a_manager_is_computed_on_the_thirtieth_of_the_month() {
    let cadre = |mensuel: Option<&str>, horaire: Option<&str>, hebdo: Option<&str>| {
        let owned = |texte: Option<&str>| texte.map(str::to_owned);
        let cadre = SaisieSalarie {
            taux_horaire_brut: owned(horaire),
            salaire_mensuel_brut: owned(mensuel),
            heures_hebdomadaires: owned(hebdo),
            heures_chomees: "70".into(),
            profil: Some("cadre_dirigeant".into()),
            ..SaisieSalarie::default()
        };
        saisie("2022-05", "droit_commun", "metropole", cadre)
    };
    // 6 300 / 30 / 7 = 30.00 an hour: 36 % and 60 % of it, for ten days.
    let reponse = simuler(&Baremes::charger().unwrap(), &cadre(Some("6300"), None, None)).unwrap();
    let ligne = &reponse.lignes[0];
    assert_eq!(ligne.montants.allocation_horaire, Centimes(1_080));
    assert_eq!(ligne.montants.indemnite_horaire, Centimes(1_800));
    assert_eq!(ligne.montants.indemnite, Centimes(126_000));
    let etape = &ligne.explication[0];
    assert_eq!(
        (etape.etape.as_str(), etape.source.as_str()),
        ("salaire_mensuel", "art. D5122-15")
    );
    assert!(
        etape.libelle.contains("€ / 30 / 7 h = 30,00"),
        "{}",
        etape.libelle
    );
    // The floors of everybody apply: 2 310 / 210 = 11.00.
    let bas = simuler(
        &Baremes::charger().unwrap(),
        &cadre(Some("2310"), None, Some("35")),
    )
    .unwrap();
    assert_eq!(bas.lignes[0].montants.allocation_horaire, Centimes(773));
    let refuse = |cas: &SaisieSimulation, champ: &str, code: &'static str| {
        assert_eq!(fautes(cas), [(format!("/salaries/0/{champ}"), code)]);
    };
    refuse(
        &cadre(None, Some("30"), None),
        "taux_horaire_brut",
        "salaire_mensuel_requis",
    );
    refuse(&cadre(None, None, None), "salaire_mensuel_brut", "champ_requis");
    refuse(
        &cadre(Some("6300"), None, Some("39")),
        "heures_hebdomadaires",
        "duree_forfait_jours",
    );
}

#[test]
fn every_fault_is_told_at_once_with_its_field() {
    let mauvaise = SaisieSimulation {
        mois: "2022-13".into(),
        regime: "rsa".into(),
        territoire: String::new(),
        salaries: vec![salarie("dix", "-1"), SaisieSalarie::default()],
    };
    let attendu = [
        ("/mois", "mois_invalide"),
        ("/regime", "regime_inconnu"),
        ("/territoire", "champ_requis"),
        ("/salaries/0/heures_chomees", "heures_negatives"),
        ("/salaries/0/taux_horaire_brut", "nombre_invalide"),
        ("/salaries/1/heures_chomees", "champ_requis"),
        ("/salaries/1/taux_horaire_brut", "champ_requis"),
    ];
    assert_eq!(fautes(&mauvaise), attendu.map(|(p, c)| (p.to_owned(), c)));
}

#[test]
fn what_is_out_of_scope_is_refused_by_its_code_and_field() {
    let cas = [
        (
            "2020-02",
            "droit_commun",
            "metropole",
            "/mois",
            "mois_avant_bareme",
        ),
        ("2020-05", "apld", "metropole", "/regime", "regime_hors_dates"),
        (
            "2022-05",
            "personne_vulnerable",
            "metropole",
            "/regime",
            "regime_hors_perimetre",
        ),
        (
            "2022-04",
            "fermeture_administrative",
            "metropole",
            "/regime",
            "regime_hors_dates",
        ),
        (
            "2025-02",
            "apld_rebond",
            "metropole",
            "/regime",
            "regime_hors_dates",
        ),
        (
            "2021-05",
            "droit_commun",
            "mayotte",
            "/territoire",
            "bareme_inconnu",
        ),
        (
            "2022-05",
            "droit_commun",
            "corse",
            "/territoire",
            "territoire_inconnu",
        ),
    ];
    for (mois, regime, territoire, pointeur, code) in cas {
        let lues = fautes(&saisie(mois, regime, territoire, salarie("12", "10")));
        assert_eq!(
            lues,
            [(pointeur.to_owned(), code)],
            "{mois} {regime} {territoire}"
        );
    }
    for profil in [
        "vrp",
        "pigiste",
        "personnel_navigant",
        "modulation",
        "travailleur_domicile",
    ] {
        let s = SaisieSalarie {
            profil: Some(profil.into()),
            ..salarie("12", "10")
        };
        let lues = fautes(&saisie("2022-05", "droit_commun", "metropole", s));
        assert_eq!(lues, [("/salaries/0/profil".to_owned(), "profil_hors_perimetre")]);
    }
    let vide = SaisieSimulation {
        salaries: vec![],
        ..saisie("2022-05", "droit_commun", "metropole", salarie("1", "1"))
    };
    assert_eq!(fautes(&vide), [("/salaries".to_owned(), "champ_requis")]);
    let deux = SaisieSalarie {
        salaire_mensuel_brut: Some("2000".into()),
        ..salarie("12", "10")
    };
    assert_eq!(
        fautes(&saisie("2022-05", "droit_commun", "metropole", deux)),
        [("/salaries/0/salaire_mensuel_brut".to_owned(), "champs_exclusifs")]
    );
}

#[test]
fn an_unconfirmed_figure_says_so_in_the_explanation() {
    let baremes = Baremes::charger().unwrap();
    let b = baremes
        .applicable("2021-02".parse().unwrap(), Regime::Apld, Territoire::Metropole)
        .unwrap();
    let etapes = expliquer(
        &b,
        "10.25".parse().unwrap(),
        Heures::entieres(1),
        ProfilSalarie::Ordinaire,
    );
    let plancher = etapes.iter().find(|e| e.etape == "plancher").unwrap();
    assert_eq!(plancher.valeur, "7.23");
    assert!(plancher.libelle.contains("à confirmer"));
}

/// Every barème that can be computed, drawn at random.
fn bareme() -> impl Strategy<Value = BaremeApplicable> {
    let baremes = Baremes::charger().unwrap();
    let mut tous = Vec::new();
    let (mut mois, fin): (Mois, Mois) = ("2020-03".parse().unwrap(), "2026-11".parse().unwrap());
    while mois <= fin {
        for regime in Regime::TOUS {
            for territoire in Territoire::TOUS {
                tous.extend(baremes.applicable(mois, *regime, *territoire));
            }
        }
        mois = mois.suivant();
    }
    prop::sample::select(tous)
}

proptest! {
    #[test]
    fn amounts_grow_with_the_rate_and_the_hours(b in bareme(), t1 in 0..2_000_000_i64, t2 in 0..2_000_000_i64, h1 in 0..50_000_i64, h2 in 0..50_000_i64) {
        let (t1, t2) = (t1.min(t2), t1.max(t2));
        let (h1, h2) = (h1.min(h2), h1.max(h2));
        let a = calculer_ligne(&b, TauxHoraire(t1), Heures(h1));
        let c = calculer_ligne(&b, TauxHoraire(t2), Heures(h2));
        prop_assert!(a.allocation <= c.allocation && a.indemnite <= c.indemnite);
        prop_assert!(a.allocation_horaire <= c.allocation_horaire && a.indemnite_horaire <= c.indemnite_horaire);
    }

    #[test]
    fn nothing_passes_the_cap_nor_leaves_the_employer_a_gain(b in bareme(), t in 0..100_000_000_i64, h in 0..100_000_i64) {
        let ligne = calculer_ligne(&b, TauxHoraire(t), Heures(h));
        let plafond = (b.smic.valeur.0 * 9 / 2 * b.taux_allocation.valeur.0 / 10_000) + 1;
        prop_assert!(ligne.allocation_horaire.0 <= plafond.max(b.plancher_allocation.valeur.0));
        prop_assert!(ligne.reste_a_charge.0 >= 0);
        prop_assert_eq!(ligne.indemnite - ligne.allocation, ligne.reste_a_charge);
        if !b.sous_smic(TauxHoraire(t)) {
            prop_assert!(ligne.allocation_horaire >= b.plancher_allocation.valeur);
            prop_assert!(ligne.indemnite_horaire >= b.plancher_indemnite.valeur);
        }
    }

    #[test]
    fn the_total_is_the_sum_of_the_rounded_lines(lignes in prop::collection::vec((1..1_000_000_i64, 0..30_000_i64), 1..40)) {
        let salaries = lignes.iter().map(|(t, h)| salarie(&TauxHoraire(*t).to_string(), &Heures(*h).to_string())).collect();
        let saisie = SaisieSimulation { salaries, ..saisie("2022-05", "droit_commun", "metropole", SaisieSalarie::default()) };
        let reponse = simuler(&Baremes::charger().unwrap(), &saisie).unwrap();
        prop_assert_eq!(reponse.totaux.allocation, reponse.lignes.iter().map(|l| l.montants.allocation).sum());
        prop_assert_eq!(reponse.totaux.indemnite, reponse.lignes.iter().map(|l| l.montants.indemnite).sum());
        prop_assert_eq!(reponse.totaux.indemnite - reponse.totaux.allocation, reponse.totaux.reste_a_charge);
    }

    #[test]
    fn the_rules_and_figures_of_a_document_say_what_the_steps_say(b in bareme(), t in 0..2_000_000_i64, h in 0..50_000_i64) {
        let etapes = expliquer(&b, TauxHoraire(t), Heures(h), ProfilSalarie::Ordinaire);
        let chiffre = |c: char| c.is_ascii_digit() || c == ',' || c == '\u{202F}';
        let nombres = |texte: &str| -> Vec<String> {
            texte.split(|c| !chiffre(c)).filter(|n| n.contains(|c: char| c.is_ascii_digit())).map(str::to_owned).collect()
        };
        let dits: Vec<String> = etapes.iter().flat_map(|e| nombres(&format!("{} | {}", e.regle, e.chiffres))).collect();
        for etape in &etapes {
            for nombre in nombres(&etape.libelle) {
                prop_assert!(dits.contains(&nombre), "{} de « {} »", nombre, etape.libelle);
            }
            prop_assert!(etape.regle.starts_with(etape.titre()));
        }
    }

    #[test]
    fn a_rule_holds_nobodys_figures(b in bareme(), un in 0..2_000_000_i64, autre in 0..2_000_000_i64, h in 1..50_000_i64) {
        let dites = |t: i64, h: i64| -> Vec<(String, String)> {
            expliquer(&b, TauxHoraire(t), Heures(h), ProfilSalarie::Ordinaire).into_iter().map(|e| (e.etape, e.regle)).collect()
        };
        let (un, autre) = (dites(un, h), dites(autre, h + 1));
        for (code, regle) in &un {
            // Capped or not, the share is one of two things: both are rules.
            let capee = |dites: &[(String, String)]| dites.iter().any(|(c, _)| c.starts_with("plafond"));
            if ["taux_allocation", "taux_indemnite"].contains(&code.as_str()) && capee(&un) != capee(&autre) {
                continue;
            }
            for (_, sienne) in autre.iter().filter(|(c, _)| c == code) {
                prop_assert_eq!(regle, sienne);
            }
        }
    }

    #[test]
    fn the_explanation_ends_on_the_amounts(b in bareme(), t in 0..2_000_000_i64, h in 0..50_000_i64) {
        let ligne = calculer_ligne(&b, TauxHoraire(t), Heures(h));
        let etapes = expliquer(&b, TauxHoraire(t), Heures(h), ProfilSalarie::Ordinaire);
        let valeur = |code: &str| etapes.iter().find(|e| e.etape == code).map(|e| e.valeur.clone());
        prop_assert_eq!(valeur("allocation"), Some(ligne.allocation.to_string()));
        prop_assert_eq!(valeur("indemnite"), Some(ligne.indemnite.to_string()));
        prop_assert!(etapes.iter().all(|e| !e.source.is_empty()));
    }
}
