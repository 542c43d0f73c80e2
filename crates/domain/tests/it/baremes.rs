//! Every figure of the rules, month by month, written here a second time and apart from
//! the data file: a slip in one of the two shows.

use domain::bareme::{Baremes, Nature, Regime, Territoire};
use domain::mois::Mois;

mod attendus;

use attendus::{CAS, SALARIE, SALARIE_MAYOTTE, SMIC, SMIC_MAYOTTE, Serie};

fn au(serie: Serie, mois: Mois) -> &'static str {
    let cle = mois.to_string();
    serie
        .iter()
        .rev()
        .find(|(du, _)| *du <= cle.as_str())
        .map_or("-", |(_, v)| v)
}

#[test]
fn every_month_regime_and_territory_has_the_figures_of_the_rules() {
    let baremes = Baremes::charger().unwrap();
    let (mut mois, fin): (Mois, Mois) = ("2020-03".parse().unwrap(), "2026-11".parse().unwrap());
    let mut vus = 0;
    while mois <= fin {
        for cas in CAS {
            let ou = format!("{mois} {} {}", cas.regime, cas.territoire);
            let mayotte = cas.territoire == Territoire::Mayotte;
            let salarie = au(if mayotte { SALARIE_MAYOTTE } else { SALARIE }, mois);
            let lu = baremes.applicable(mois, cas.regime, cas.territoire);
            vus += 1;
            if au(cas.allocation, mois) == "-" {
                assert_eq!(lu.unwrap_err().code, "regime_hors_dates", "{ou}");
                continue;
            }
            if au(cas.plancher, mois) == "?" || salarie == "?" {
                assert_eq!(lu.unwrap_err().code, "bareme_inconnu", "{ou}");
                continue;
            }
            let b = lu.unwrap_or_else(|refus| panic!("{ou} : {}", refus.code));
            let smic = au(if mayotte { SMIC_MAYOTTE } else { SMIC }, mois);
            assert_eq!(b.smic.valeur.to_string(), smic, "SMIC {ou}");
            assert_eq!(
                b.taux_allocation.valeur.to_string(),
                au(cas.allocation, mois),
                "allocation {ou}"
            );
            assert_eq!(
                b.taux_indemnite.valeur.to_string(),
                au(cas.indemnite, mois),
                "indemnité {ou}"
            );
            assert_eq!(
                b.plancher_allocation.valeur.to_string(),
                au(cas.plancher, mois),
                "plancher {ou}"
            );
            assert_eq!(
                b.plancher_indemnite.valeur.to_string(),
                salarie,
                "plancher salarié {ou}"
            );
            // 4.5 SMIC: in ten-thousandths, cents × 450.
            assert_eq!(
                b.plafond_allocation.valeur.0,
                b.smic.valeur.0 * 450,
                "plafond {ou}"
            );
            let plafonnee = mois.to_string().as_str() >= cas.plafond_indemnite;
            let plafond = b.plafond_indemnite.as_ref().map(|p| p.valeur.0);
            assert_eq!(
                plafond,
                plafonnee.then_some(b.smic.valeur.0 * 450),
                "plafond indemnité {ou}"
            );
        }
        mois = mois.suivant();
    }
    assert_eq!(vus, 81 * CAS.len());
}

#[test]
fn months_after_the_last_figure_are_computed_with_it() {
    let baremes = Baremes::charger().unwrap();
    let b = baremes.applicable(
        "2031-04".parse().unwrap(),
        Regime::DroitCommun,
        Territoire::Metropole,
    );
    assert_eq!(b.unwrap().plancher_allocation.valeur.to_string(), "8.57");
}

#[test]
fn months_before_the_first_rate_are_refused() {
    let baremes = Baremes::charger().unwrap();
    for regime in Regime::TOUS {
        let refus = baremes.applicable("2020-02".parse().unwrap(), *regime, Territoire::Metropole);
        assert_eq!(refus.unwrap_err().code, "mois_avant_bareme");
    }
}

#[test]
fn contingents_follow_the_years() {
    let baremes = Baremes::charger().unwrap();
    for (annee, heures) in [
        (2019, 1000),
        (2020, 1607),
        (2021, 1607),
        (2022, 1000),
        (2026, 1000),
    ] {
        let date = Mois::nouveau(annee, 6).unwrap().premier_jour();
        for territoire in Territoire::TOUS {
            assert_eq!(
                baremes.contingent(Nature::Contingent, date, *territoire),
                Some(heures),
                "{annee}"
            );
        }
    }
}

#[test]
fn the_figures_of_a_day_are_known_sourced_and_flagged() {
    let baremes = Baremes::charger().unwrap();
    let date = time::macros::date!(2022 - 05 - 01);
    let chiffres = baremes.en_vigueur(date);
    assert!(chiffres.len() > 30);
    for c in &chiffres {
        assert!(!c.valeur.is_empty() && !c.source.is_empty(), "{c:?}");
        assert!(c.du <= date && c.au.is_none_or(|au| date <= au));
    }
    assert!(chiffres.iter().any(|c| c.nature == Nature::PlancherAllocation
        && c.regime == Some(Regime::DroitCommun)
        && c.territoire == Territoire::Metropole
        && c.valeur == "7.73"
        && c.confirme));
    assert!(chiffres.iter().any(|c| !c.confirme));
    let json = serde_json::to_value(chiffres[0]).unwrap();
    assert_eq!(json["du"], "2022-05-01");
}

const ENTETE: &str = "du,au,territoire,regime,nature,valeur,source,statut,note\n";

fn fautes(lignes: &str) -> Vec<(u32, &'static str)> {
    let fautes = Baremes::lire(&format!("{ENTETE}{lignes}")).unwrap_err();
    fautes.0.iter().map(|f| (f.ligne.unwrap(), f.code)).collect()
}

#[test]
fn an_operators_table_is_checked_and_the_fault_names_its_row() {
    let a = "2022-01-01,2022-04-30,metropole,,smic,10.57,décret,confirme,\n";
    let cas = [
        (
            "2022-06-01,,metropole,,smic,10.85,décret,confirme,\n",
            "bareme_trou",
        ),
        (
            "2022-04-01,,metropole,,smic,10.85,décret,confirme,\n",
            "bareme_chevauchement",
        ),
        (
            "2021-01-01,2021-12-31,metropole,,smic,10.85,décret,confirme,\n",
            "bareme_recul",
        ),
        (
            "2022-05-01,2022-04-30,metropole,,smic,10.85,décret,confirme,\n",
            "bareme_dates_inversees",
        ),
        (
            "2022-05-02,,mayotte,,smic,10.85,décret,confirme,\n",
            "bareme_pas_un_mois",
        ),
        (
            "2022-05-01,,metropole,,smic,dix,décret,confirme,\n",
            "bareme_valeur",
        ),
        ("2022-05-01,,metropole,,smic,,décret,confirme,\n", "bareme_valeur"),
        ("2022-05-01,,metropole,,smic,10.85,,confirme,\n", "champ_requis"),
        (
            "2022-05-01,,metropole,rsa,smic,10.85,décret,confirme,\n",
            "regime_inconnu",
        ),
        (
            "2022-13-01,,metropole,,smic,10.85,décret,confirme,\n",
            "date_invalide",
        ),
        ("2022-05-01,,metropole\n", "bareme_entete"),
        // Slips of the pen: percents for shares, cents for euros.
        (
            "2022-05-01,,metropole,droit_commun,taux_allocation,36,décret,confirme,\n",
            "bareme_invraisemblable",
        ),
        (
            "2022-05-01,,metropole,,smic,1085,décret,confirme,\n",
            "bareme_invraisemblable",
        ),
        (
            "2022-05-01,,metropole,droit_commun,plafond_indemnite_smic,0.45,décret,confirme,\n",
            "bareme_invraisemblable",
        ),
    ];
    for (ligne, code) in cas {
        assert_eq!(fautes(&format!("{a}{ligne}")), [(3, code)], "{ligne}");
    }
    // An end left open cannot be followed.
    let ouverte = "2022-01-01,,metropole,,smic,10.57,décret,confirme,\n";
    assert_eq!(
        fautes(&format!(
            "{ouverte}2022-05-01,,metropole,,smic,10.85,décret,confirme,\n"
        )),
        [(3, "bareme_chevauchement")]
    );
    assert_eq!(Baremes::lire("a,b\n").unwrap_err().codes(), ["bareme_entete"]);
}

/// What a regime needs from 2022 on, rate first: rows 2 to 8.
const COMPLET: [&str; 7] = [
    "2022-01-01,,metropole,droit_commun,taux_allocation,0.36,décret,confirme,\n",
    "2022-01-01,,metropole,droit_commun,taux_indemnite,0.60,décret,confirme,\n",
    "2022-01-01,,metropole,droit_commun,plancher_allocation,7.53,décret,confirme,\n",
    "2022-01-01,,metropole,droit_commun,plafond_allocation_smic,4.5,décret,confirme,\n",
    "2022-01-01,,metropole,droit_commun,plafond_indemnite_smic,4.5,décret,confirme,\n",
    "2022-01-01,,metropole,,smic,10.57,décret,confirme,\n",
    "2022-01-01,,metropole,,plancher_indemnite,8.37,décret,confirme,\n",
];

#[test]
fn a_regime_has_every_figure_from_its_first_day_to_its_last() {
    assert!(Baremes::lire(&format!("{ENTETE}{}", COMPLET.concat())).is_ok());
    // It would silently no longer cap, or no longer compute.
    for (rang, ligne) in (3..).zip(&COMPLET[1..]) {
        let avec = |autre: &str| fautes(&COMPLET.concat().replace(ligne, autre));
        assert_eq!(avec(""), [(2, "bareme_trou")], "sans {ligne}");
        let tardive = ligne.replace("2022-01-01,,", "2022-05-01,,");
        assert_eq!(avec(&tardive), [(rang, "bareme_trou")], "{tardive}");
        let finie = ligne.replace("2022-01-01,,", "2022-01-01,2022-04-30,");
        assert_eq!(avec(&finie), [(rang, "bareme_trou")], "{finie}");
    }
    let sans_plafond = COMPLET.concat().replace(COMPLET[4], "");
    let dite = Baremes::lire(&format!("{ENTETE}{sans_plafond}"))
        .unwrap_err()
        .0
        .remove(0);
    for attendu in ["Ligne 2", "Droit commun", "plafond_indemnite_smic", "01/01/2022"] {
        assert!(dite.message.contains(attendu), "{attendu} : {}", dite.message);
    }
    // The indemnity was not capped before 2021.
    let en_2020 = COMPLET.concat().replace("2022-01-01,,", "2020-03-01,2020-12-31,");
    let sans_plafond = en_2020.replace(&COMPLET[4].replace("2022-01-01,,", "2020-03-01,2020-12-31,"), "");
    assert!(Baremes::lire(&format!("{ENTETE}{sans_plafond}")).is_ok());
}

#[test]
fn every_series_of_the_table_is_missed_when_it_goes() {
    let table = domain::bareme::TABLE;
    for serie in [
        "metropole,apld,plafond_indemnite_smic",
        "mayotte,,smic",
        "mayotte,secteur_protege,plancher_allocation",
    ] {
        let lignes: Vec<&str> = table
            .lines()
            .filter(|ligne| !ligne.contains(&format!(",{serie},")))
            .collect();
        assert!(lignes.len() < table.lines().count(), "{serie}");
        let fautes = Baremes::lire(&lignes.join("\n")).unwrap_err();
        assert!(
            fautes.0.iter().all(|faute| faute.code == "bareme_trou"),
            "{fautes:?}"
        );
    }
}

#[test]
fn regimes_outside_of_the_service_can_be_read_and_are_refused_by_name() {
    let baremes = Baremes::charger().unwrap();
    let lus = |jour| -> Vec<(Nature, String)> {
        let figures = baremes.en_vigueur(jour).into_iter();
        figures
            .filter(|c| c.regime == Some(Regime::PersonneVulnerable))
            .map(|c| (c.nature, c.valeur.clone()))
            .collect()
    };
    let dits = |allocation: &str| {
        vec![
            (Nature::TauxAllocation, allocation.to_owned()),
            (Nature::TauxIndemnite, "0.70".to_owned()),
        ]
    };
    assert_eq!(lus(time::macros::date!(2022 - 08 - 31)), dits("0.70"));
    assert_eq!(lus(time::macros::date!(2022 - 09 - 01)), dits("0.60"));
    assert_eq!(lus(time::macros::date!(2023 - 02 - 01)), []);
    let enfants = baremes.inconnus(time::macros::date!(2022 - 07 - 31));
    assert!(enfants.iter().any(|c| c.regime == Some(Regime::GardeEnfant)));
    for regime in [Regime::GardeEnfant, Regime::PersonneVulnerable] {
        let refus = baremes.applicable("2022-05".parse().unwrap(), regime, Territoire::Metropole);
        assert_eq!(refus.unwrap_err().code, "regime_hors_perimetre");
    }
}

#[test]
fn the_indemnity_of_the_flat_allowance_can_be_read_in_the_table() {
    let baremes = Baremes::charger().unwrap();
    let en_2015: Vec<_> = baremes
        .en_vigueur(time::macros::date!(2015 - 06 - 01))
        .into_iter()
        .filter(|c| c.regime == Some(Regime::DroitCommun))
        .map(|c| (c.nature, c.valeur.as_str()))
        .collect();
    assert_eq!(en_2015, [(Nature::TauxIndemnite, "0.70")]);
}

#[test]
fn next_years_rate_is_one_more_row() {
    let lignes = include_str!("../../data/baremes.csv").replace(
        "2026-06-01,,metropole,,smic,12.31",
        "2026-06-01,2026-12-31,metropole,,smic,12.31,décret,confirme,\n2027-01-01,,metropole,,smic,12.60",
    );
    let baremes = Baremes::lire(&lignes).unwrap();
    let b = baremes.applicable(
        "2027-02".parse().unwrap(),
        Regime::DroitCommun,
        Territoire::Metropole,
    );
    assert_eq!(b.unwrap().smic.valeur.to_string(), "12.60");
}
