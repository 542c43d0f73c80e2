//! Months, weeks, Paris time.

use domain::mois::{
    Mois, Semaine, ajouter_mois, date_fr, fin_de_jour_paris, jour_de_paris, paris, parse_date,
};
use proptest::prelude::*;
use time::macros::{date, datetime, offset};

#[test]
fn a_week_belongs_to_the_month_of_its_wednesday() {
    let mois: Mois = "2022-05".parse().unwrap();
    let lundis: Vec<String> = mois.semaines().iter().map(ToString::to_string).collect();
    assert_eq!(lundis, ["2022-05-02", "2022-05-09", "2022-05-16", "2022-05-23"]);
    // 30 May 2022: its Wednesday is 1 June.
    assert_eq!(Semaine::de(date!(2022 - 05 - 30)).mois().to_string(), "2022-06");
    assert_eq!(mois.suivant().semaines().len(), 5);
}

#[test]
fn a_week_is_named_by_its_monday() {
    assert_eq!("02/05/2022".parse::<Semaine>().unwrap().to_string(), "2022-05-02");
    assert_eq!("2022-05-03".parse::<Semaine>().unwrap_err().code, "pas_un_lundi");
    assert!(Semaine::de(date!(2022 - 05 - 02)).chevauche(date!(2022 - 05 - 08), date!(2022 - 05 - 08)));
    assert!(!Semaine::de(date!(2022 - 05 - 02)).chevauche(date!(2022 - 05 - 09), date!(2022 - 05 - 31)));
}

#[test]
fn months_are_written_iso_and_french() {
    let mois: Mois = "2024-02".parse().unwrap();
    assert_eq!(mois.libelle(), "février 2024");
    assert_eq!(mois.dernier_jour(), date!(2024 - 02 - 29));
    assert_eq!(mois.decale(-2).to_string(), "2023-12");
    for faux in [
        "2024-2",
        "2024-13",
        "2024-00",
        "2024",
        "24-02",
        "2024-02-01",
        "0000-01",
        "+024-02",
    ] {
        assert_eq!(faux.parse::<Mois>().unwrap_err().code, "mois_invalide", "{faux}");
    }
}

#[test]
fn dates_are_read_french_and_iso() {
    assert_eq!(parse_date(" 2/5/2022 "), Ok(date!(2022 - 05 - 02)));
    assert_eq!(parse_date("2022-05-02"), Ok(date!(2022 - 05 - 02)));
    for faux in [
        "29/02/2022",
        "2022-02-30",
        "02-05-2022",
        "",
        "05/2022",
        "2022/05/02",
        "31/12/9999",
    ] {
        assert_eq!(parse_date(faux).unwrap_err().code, "date_invalide", "{faux}");
    }
    assert_eq!(date_fr(date!(2022 - 05 - 02)), "02/05/2022");
    assert_eq!(ajouter_mois(date!(2024 - 01 - 31), 1), date!(2024 - 02 - 29));
    assert_eq!(ajouter_mois(date!(2024 - 12 - 15), -12), date!(2023 - 12 - 15));
}

#[test]
fn paris_is_two_hours_ahead_in_summer_and_one_in_winter() {
    // 2022: summer time from 27 March to 30 October, 01:00 UTC.
    assert_eq!(paris(datetime!(2022-03-27 00:59:59 UTC)).offset(), offset!(+1));
    assert_eq!(paris(datetime!(2022-03-27 01:00:00 UTC)).offset(), offset!(+2));
    assert_eq!(paris(datetime!(2022-10-30 00:59:59 UTC)).offset(), offset!(+2));
    assert_eq!(paris(datetime!(2022-10-30 01:00:00 UTC)).offset(), offset!(+1));
    assert_eq!(
        jour_de_paris(datetime!(2020-03-25 23:00:00 UTC)),
        date!(2020 - 03 - 26)
    );
    assert_eq!(
        jour_de_paris(datetime!(2020-07-31 22:00:00 UTC)),
        date!(2020 - 08 - 01)
    );
}

#[test]
fn a_day_ends_at_midnight_in_paris() {
    assert_eq!(
        fin_de_jour_paris(date!(2022 - 06 - 15)),
        datetime!(2022-06-15 22:00 UTC)
    );
    assert_eq!(
        fin_de_jour_paris(date!(2022 - 12 - 15)),
        datetime!(2022-12-15 23:00 UTC)
    );
    // The nights when the clocks change.
    assert_eq!(
        fin_de_jour_paris(date!(2022 - 03 - 27)),
        datetime!(2022-03-27 22:00 UTC)
    );
    assert_eq!(
        fin_de_jour_paris(date!(2022 - 10 - 30)),
        datetime!(2022-10-30 23:00 UTC)
    );
}

proptest! {
    #[test]
    fn every_week_belongs_to_exactly_one_month(jours in 0..60_000_i64) {
        let jour = date!(1950 - 01 - 01) + time::Duration::days(jours);
        let semaine = Semaine::de(jour);
        prop_assert!(semaine.mois().semaines().contains(&semaine));
        prop_assert!(!semaine.mois().suivant().semaines().contains(&semaine));
        prop_assert!(!semaine.mois().precedent().semaines().contains(&semaine));
        prop_assert!((4..=5).contains(&semaine.mois().semaines().len()));
    }

    #[test]
    fn the_end_of_a_day_is_the_first_instant_of_the_next(jours in 0..60_000_i64) {
        let jour = date!(1990 - 01 - 01) + time::Duration::days(jours);
        let fin = fin_de_jour_paris(jour);
        prop_assert_eq!(jour_de_paris(fin), jour.next_day().unwrap());
        prop_assert_eq!(jour_de_paris(fin - time::Duration::SECOND), jour);
    }
}
