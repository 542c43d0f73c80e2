//! Public holidays, against dates known from calendars.

use domain::ferie::{jours_feries, jours_feries_du_mois, paques};
use time::macros::date;

#[test]
fn easter_falls_where_the_calendars_say() {
    for dimanche in [
        date!(1961 - 04 - 02),
        date!(2000 - 04 - 23),
        date!(2008 - 03 - 23),
        date!(2011 - 04 - 24),
        date!(2020 - 04 - 12),
        date!(2022 - 04 - 17),
        date!(2024 - 03 - 31),
        date!(2025 - 04 - 20),
        date!(2026 - 04 - 05),
        date!(2038 - 04 - 25),
    ] {
        assert_eq!(paques(dimanche.year()), Some(dimanche));
    }
}

#[test]
fn eleven_everywhere_thirteen_in_alsace_moselle_twelve_overseas() {
    assert_eq!(jours_feries(2022, "44").len(), 11);
    let alsace = jours_feries(2022, "67");
    assert_eq!(alsace.len(), 13);
    assert!(
        alsace
            .iter()
            .any(|j| j.date == date!(2022 - 04 - 15) && j.libelle == "Vendredi saint")
    );
    assert!(alsace.iter().any(|j| j.date == date!(2022 - 12 - 26)));
    for (departement, jour) in [
        ("971", date!(2022 - 05 - 27)),
        ("972", date!(2022 - 05 - 22)),
        ("973", date!(2022 - 06 - 10)),
        ("974", date!(2022 - 12 - 20)),
        ("976", date!(2022 - 04 - 27)),
    ] {
        let jours = jours_feries(2022, departement);
        assert_eq!(jours.len(), 12, "{departement}");
        assert!(
            jours
                .iter()
                .any(|j| j.date == jour && j.libelle == "Abolition de l'esclavage")
        );
    }
}

#[test]
fn the_weeks_of_a_month_hold_their_holidays_even_across_the_year() {
    let dates = |mois: &str| -> Vec<String> {
        let jours = jours_feries_du_mois(mois.parse().unwrap(), "44");
        jours.iter().map(|j| j.date.to_string()).collect()
    };
    // The week of 26 April belongs to April; that of 30 May to June.
    assert_eq!(dates("2022-05"), ["2022-05-08", "2022-05-26"]);
    assert_eq!(dates("2022-06"), ["2022-06-06"]);
    // 1 January 2021 is a Friday: its week belongs to December.
    assert_eq!(dates("2020-12"), ["2020-12-25", "2021-01-01"]);
}
