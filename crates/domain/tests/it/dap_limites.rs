//! The limits of a request: by its dates, and by the other DAPs of the establishment.

use domain::bareme::{Baremes, Territoire};
use domain::dap::*;
use domain::montant::Heures;
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};

use crate::dap::{contenu, situation};

fn voisine(debut: Date, fin: Date, etat: CodeEtatDap) -> Voisine {
    Voisine {
        id: "01".into(),
        numero: "DAP-01".into(),
        motif: MotifDap::ConjonctureEconomique,
        debut,
        fin,
        etat,
    }
}

fn demande(debut: Date, fin: Date) -> ContenuDap {
    ContenuDap {
        debut,
        fin,
        ..contenu()
    }
}

fn juger(contenu: &ContenuDap, voisines: &[Voisine]) -> Vec<Limite> {
    limites(&contenu.into(), &situation(date!(2022 - 01 - 01), 300, voisines))
}

fn depassee(contenu: &ContenuDap, voisines: &[Voisine], code: &str) -> Option<bool> {
    juger(contenu, voisines)
        .into_iter()
        .find(|limite| limite.code == code)
        .map(|limite| limite.depassee)
}

#[test]
fn an_empty_form_is_told_no_limit_of_dates_it_does_not_have() {
    let codes: Vec<_> = limites(
        &(&SaisieDap::default()).into(),
        &situation(date!(2022 - 05 - 02), 10, &[]),
    )
    .into_iter()
    .map(|limite| limite.code)
    .collect();
    assert_eq!(codes, ["avis_cse_requis"]);
}

#[test]
fn every_limit_has_its_source_and_says_when_it_is_not_confirmed() {
    let toutes = juger(&contenu(), &[]);
    assert!(
        toutes
            .iter()
            .all(|l| !l.source.is_empty() && !l.message.is_empty())
    );
    let codes: Vec<_> = toutes.iter().map(|l| l.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "depot_tardif",
            "duree_trop_longue",
            "duree_glissante_depassee",
            "contingent_depasse",
            "heures_elevees",
            "avis_cse_requis"
        ]
    );
    let contingent = toutes.iter().find(|l| l.code == "contingent_depasse");
    assert!(contingent.is_some_and(|l| !l.confirmee && l.message.contains("1\u{202f}000 h au plus en 2022")));
}

#[test]
fn no_second_dap_for_the_same_period_and_motif_and_the_message_says_what_instead() {
    let c = contenu();
    for (etat, sortie, bloquante) in [
        (CodeEtatDap::Provisoire, "reprenez ce brouillon", false),
        (CodeEtatDap::EnAttenteInstructionUd, "attendez sa décision", true),
        (CodeEtatDap::Invalidee, "corrigez-la", true),
        (CodeEtatDap::Validee, "faites un avenant", true),
    ] {
        let voisines = [voisine(c.fin, c.fin + Duration::days(30), etat)];
        let double = juger(&c, &voisines)
            .into_iter()
            .find(|l| l.code == "dap_en_double")
            .unwrap();
        assert_eq!((double.bloquante, double.dap.as_deref()), (bloquante, Some("01")));
        assert!(double.message.contains(sortie), "{}", double.message);
        let refus = refuser_double(&(&c).into(), &situation(c.debut, 300, &voisines));
        assert_eq!(refus.is_err(), bloquante);
    }
    let lendemain = c.fin.next_day().unwrap();
    let apres = [voisine(lendemain, lendemain, CodeEtatDap::Validee)];
    assert_eq!(depassee(&c, &apres, "dap_en_double"), None);
    let autre_motif = [Voisine {
        motif: MotifDap::Transformation,
        ..voisine(c.debut, c.fin, CodeEtatDap::Validee)
    }];
    assert_eq!(depassee(&c, &autre_motif, "dap_en_double"), None);
}

#[test]
fn six_months_in_twelve_are_counted_back_from_the_last_day_requested() {
    // 184 days from 1 February to 31 July 2023 would be six months; three are asked for.
    let c = demande(date!(2023 - 05 - 01), date!(2023 - 07 - 31));
    let code = "duree_glissante_depassee";
    let juste = [voisine(
        date!(2022 - 11 - 01),
        date!(2023 - 01 - 28),
        CodeEtatDap::Validee,
    )];
    assert_eq!(depassee(&c, &juste, code), Some(false));
    let trop = [voisine(
        date!(2022 - 11 - 01),
        date!(2023 - 01 - 29),
        CodeEtatDap::Validee,
    )];
    assert_eq!(depassee(&c, &trop, code), Some(true));
    let pas_decidee = [voisine(
        date!(2022 - 11 - 01),
        date!(2023 - 01 - 31),
        CodeEtatDap::EnAttenteInstructionUd,
    )];
    assert_eq!(depassee(&c, &pas_decidee, code), Some(false));
    // Older than twelve months: outside the window but for its last day.
    let ancienne = [voisine(
        date!(2022 - 02 - 01),
        date!(2022 - 07 - 31),
        CodeEtatDap::Validee,
    )];
    assert_eq!(depassee(&c, &ancienne, code), Some(false));
    let sinistre = ContenuDap {
        motif: MotifDap::SinistreIntemperies,
        ..c
    };
    assert_eq!(depassee(&sinistre, &trop, code), None);
}

#[test]
fn the_counters_open_on_1_july_2021_and_early_2022_forgets_what_came_before() {
    let code = "duree_glissante_depassee";
    let avant = demande(date!(2021 - 06 - 30), date!(2021 - 12 - 31));
    assert_eq!(depassee(&avant, &[], code), None);
    let annee_2021 = [voisine(
        date!(2021 - 01 - 01),
        date!(2021 - 12 - 30),
        CodeEtatDap::Validee,
    )];
    let c = demande(date!(2022 - 01 - 01), date!(2022 - 03 - 31));
    assert_eq!(depassee(&c, &annee_2021, code), Some(false));
    let avril = demande(date!(2022 - 04 - 01), date!(2022 - 06 - 30));
    assert_eq!(depassee(&avril, &annee_2021, code), Some(true));
}

#[test]
fn the_longest_period_ends_on_29_february_and_at_month_ends() {
    let code = "duree_trop_longue";
    for (debut, fin) in [
        // There is no 30 February, no 31 April: the month ends it.
        (date!(2023 - 11 - 30), date!(2024 - 02 - 29)),
        (date!(2021 - 11 - 30), date!(2022 - 02 - 28)),
        (date!(2022 - 01 - 31), date!(2022 - 04 - 30)),
        (date!(2023 - 12 - 01), date!(2024 - 02 - 29)),
        (date!(2021 - 07 - 01), date!(2021 - 09 - 30)),
        (date!(2021 - 06 - 30), date!(2022 - 06 - 29)),
        (date!(2020 - 03 - 25), date!(2020 - 09 - 24)),
        (date!(2020 - 03 - 26), date!(2021 - 03 - 25)),
    ] {
        assert_eq!(depassee(&demande(debut, fin), &[], code), Some(false), "{fin}");
        let apres = demande(debut, fin.next_day().unwrap());
        assert_eq!(depassee(&apres, &[], code), Some(true), "{fin}");
    }
}

#[test]
fn the_contingent_follows_the_year_and_the_motif() {
    let code = "contingent_depasse";
    let par_salarie = |c: ContenuDap, heures: i64| {
        let c = ContenuDap {
            effectif_concerne: 10,
            heures_prevues: Heures::entieres(heures * 10),
            ..c
        };
        depassee(&c, &[], code)
    };
    let en_2021 = demande(date!(2021 - 03 - 01), date!(2021 - 12 - 31));
    assert_eq!(par_salarie(en_2021.clone(), 1607), Some(false));
    assert_eq!(par_salarie(en_2021, 1608), Some(true));
    assert_eq!(par_salarie(contenu(), 1001), Some(true));
    let deux_annees = demande(date!(2021 - 12 - 01), date!(2022 - 02 - 28));
    assert_eq!(par_salarie(deux_annees.clone(), 2607), Some(false));
    assert_eq!(par_salarie(deux_annees, 2608), Some(true));
    let travaux = ContenuDap {
        motif: MotifDap::Transformation,
        ..contenu()
    };
    assert_eq!(par_salarie(travaux.clone(), 100), Some(false));
    assert_eq!(par_salarie(travaux, 101), Some(true));
}

#[test]
fn the_contingent_is_that_of_the_table_by_which_claims_are_counted() {
    let table = domain::bareme::TABLE.replace(
        "2022-01-01,,metropole,,contingent,1000,",
        "2022-01-01,,metropole,,contingent,800,",
    );
    let baremes = Baremes::lire(&table).unwrap();
    let dit = |baremes, territoire| {
        let situation = Situation {
            baremes,
            territoire,
            ..situation(date!(2022 - 01 - 01), 300, &[])
        };
        let limites = limites(&(&contenu()).into(), &situation);
        let limite = limites.into_iter().find(|l| l.code == "contingent_depasse");
        limite.map(|l| l.message)
    };
    let contient = |dit: Option<String>, attendu: &str| dit.is_some_and(|dit| dit.contains(attendu));
    assert!(contient(
        dit(Some(&baremes), Territoire::Metropole),
        "800 h au plus en 2022"
    ));
    assert!(contient(
        dit(Some(&baremes), Territoire::Mayotte),
        "1\u{202f}000 h au plus en 2022"
    ));
    assert_eq!(dit(None, Territoire::Metropole), None);
}

#[test]
fn an_avenant_is_late_only_for_the_days_it_adds() {
    let c = contenu();
    let juger = |en_vigueur, aujourd_hui| {
        let situation = Situation {
            en_vigueur: Some(en_vigueur),
            ..situation(aujourd_hui, 300, &[])
        };
        limites(&(&c).into(), &situation)
            .into_iter()
            .find(|l| l.code == "depot_tardif")
            .map(|l| l.depassee)
    };
    assert_eq!(juger((c.debut, c.fin), date!(2022 - 06 - 15)), None);
    let plus_loin = (c.debut, date!(2022 - 06 - 30));
    assert_eq!(juger(plus_loin, date!(2022 - 07 - 01)), Some(false));
    assert_eq!(juger(plus_loin, date!(2022 - 07 - 02)), Some(true));
    // It begins earlier: late as a DAP of that first day would be.
    let plus_tot = (c.debut + Duration::days(10), c.fin);
    assert_eq!(juger(plus_tot, c.debut), Some(false));
    assert_eq!(juger(plus_tot, c.debut + Duration::days(1)), Some(true));
}

#[test]
fn a_file_is_kept_five_years_after_its_last_change_and_its_last_day() {
    let jours = |modifiee, fin, aujourd_hui| conservation_finie(modifiee, fin, aujourd_hui);
    let modifiee = date!(2020 - 02 - 29);
    assert!(!jours(modifiee, None, date!(2025 - 02 - 28)));
    assert!(jours(modifiee, None, date!(2025 - 03 - 01)));
    let fin = Some(date!(2020 - 12 - 31));
    assert!(!jours(modifiee, fin, date!(2025 - 12 - 31)));
    assert!(jours(modifiee, fin, date!(2026 - 01 - 01)));
}

proptest! {
    /// One more authorisation never frees days, and the order of the others does not matter.
    #[test]
    fn more_authorisations_never_make_room(
        periodes in prop::collection::vec((0..700_i64, 0..120_i64), 0..6),
        debut in 0..500_i64,
        duree in 0..90_i64,
    ) {
        let jour = |n: i64| date!(2022 - 06 - 01) + Duration::days(n);
        let mut voisines: Vec<_> = periodes
            .iter()
            .map(|(debut, duree)| voisine(jour(debut - 400), jour(debut - 400 + duree), CodeEtatDap::Validee))
            .collect();
        let c = demande(jour(debut), jour(debut + duree));
        let code = "duree_glissante_depassee";
        let toutes = depassee(&c, &voisines, code);
        voisines.reverse();
        prop_assert_eq!(depassee(&c, &voisines, code), toutes);
        if voisines.pop().is_some() && depassee(&c, &voisines, code) == Some(true) {
            prop_assert_eq!(toutes, Some(true));
        }
    }
}
