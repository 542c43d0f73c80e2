use super::*;
use crate::montant::{Heures, TauxHoraire};
use proptest::prelude::*;
use time::Date;

#[test]
fn dates_of_payrolls_are_read_day_first() {
    for (texte, attendu) in [
        ("31/12/26", "2026-12-31"),
        ("01-02-2020", "2020-02-01"),
        ("1.2.2020", "2020-02-01"),
        ("31.12.2026", "2026-12-31"),
        ("20200201", "2020-02-01"),
        ("2020/02/01", "2020-02-01"),
        ("01/02/2020 00:00:00", "2020-02-01"),
        ("01/02/2020 00:00", "2020-02-01"),
        ("2020-02-01T00:00:00", "2020-02-01"),
        ("2020-02-01T00:00:00.000Z", "2020-02-01"),
        ("2020-02-01T00:00:00+01:00", "2020-02-01"),
        ("'2020-02-01", "2020-02-01"),
        ("=\"01/02/2020\"", "2020-02-01"),
        // Ambiguous: day first, even where the other order would be a date too.
        ("03/04/2020", "2020-04-03"),
        ("03-04-20", "2020-04-03"),
        ("01/02/79", "2079-02-01"),
        ("01/02/80", "1980-02-01"),
        ("01/02/00", "2000-02-01"),
    ] {
        assert_eq!(date(texte), attendu, "{texte}");
    }
    // Left to be refused.
    for texte in [
        "12/31/2026",
        "31/02/2026",
        "01022020",
        "43862",
        "2020",
        "01/2020",
        "01/02/202",
        "1/2/3",
        "demain",
        "",
        "2020-02-01T23:00:00Z",
        "01/02/2020 08:30",
        "01/02-2020",
        "--",
        "01/02/20200",
        "é/é/é",
    ] {
        assert_eq!(date(texte), texte);
        assert!(parse_date(texte).is_err(), "{texte}");
    }
}

#[test]
fn marks_of_thousands_go_and_a_lone_mark_stays_decimal() {
    for (texte, attendu) in [
        ("2.345,67", "2345.67"),
        ("2,345.67", "2345.67"),
        ("2'345,67", "2345.67"),
        ("2\u{2019}345.67", "2345.67"),
        ("2'345", "2345"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("-2.345,67 €", "-2345.67€"),
        ("2 345,67 EUR", "2345,67€"),
        ("12,50 €/h", "12,50€/h"),
        ("=\"35,00\"", "35,00"),
        ("'35", "35"),
        // Ambiguous: the meaning of before stays.
        ("1.234", "1.234"),
        ("1,234", "1,234"),
        ("-1,234", "-1,234"),
    ] {
        assert_eq!(nombre(texte), attendu, "{texte}");
    }
    for texte in [
        "2.34,56",
        "2345.678,90",
        "1,2,3",
        ".345,67",
        "2.345.67",
        "2,345,67",
        "2.345,",
        "1.234,567.89",
        "a.b,c",
    ] {
        assert!(TauxHoraire::depuis_saisie(&nombre(texte)).is_err(), "{texte}");
    }
    assert_eq!(
        TauxHoraire::depuis_saisie(&nombre("1,234")),
        Ok(TauxHoraire(12_340))
    );
}

#[test]
fn hours_and_minutes_become_hundredths() {
    for (texte, attendu) in [
        ("35:00", 3500),
        ("35h00", 3500),
        ("35H30", 3550),
        ("35 h 30", 3550),
        ("35h20", 3533),
        ("35:45:00", 3575),
        ("0:59", 98),
        ("39 heures", 3900),
        ("39 h", 3900),
        ("39h", 3900),
        ("1 heure", 100),
        ("37,5 heures", 3750),
        ("35h30min", 3550),
        ("17,50", 1750),
        ("'35:00", 3500),
    ] {
        assert_eq!(
            Heures::depuis_saisie(&heures(texte)),
            Ok(Heures(attendu)),
            "{texte}"
        );
    }
    for texte in [
        "35:60",
        "35:5",
        "35:00:30",
        "h30",
        ":30",
        "35h3O",
        "heures",
        "2 j",
        "-1:30",
        "35:00:00:00",
    ] {
        assert!(Heures::depuis_saisie(&heures(texte)).is_err(), "{texte}");
    }
}

#[test]
fn an_hourly_rate_is_rounded_half_up() {
    for (texte, attendu) in [
        ("33,439242434232", 334_392),
        ("10.85005", 108_501),
        ("10.850049", 108_500),
        ("9,99995 €", 100_000),
        ("10.850000000000001", 108_500),
        ("10,85", 108_500),
        ("1.234,567891", 12_345_679),
    ] {
        assert_eq!(
            TauxHoraire::depuis_saisie(&taux(texte)),
            Ok(TauxHoraire(attendu)),
            "{texte}"
        );
    }
    let code = |texte: &str| TauxHoraire::depuis_saisie(&taux(texte)).unwrap_err().code;
    assert_eq!(code("-1.234567"), "nombre_trop_precis");
    assert_eq!(code("1.23456x"), "nombre_invalide");
    assert_eq!(code(&format!("{}.123456", "9".repeat(15))), "nombre_trop_grand");
}

#[test]
fn a_nir_is_read_whatever_separates_its_groups() {
    for texte in [
        "'267077507584152",
        "=\"267077507584152\"",
        "2.67.07.75.075.841-52",
        "2 67 07 75 075 841 52",
        "'=\"267077507584152\"",
    ] {
        assert_eq!(nir(texte), "267077507584152", "{texte}");
    }
    // Their own faults.
    for (texte, code) in [
        ("2,95E+14", "nir_abime_par_tableur"),
        ("2.95E+14", "nir_abime_par_tableur"),
        ("'2670", "nir_longueur"),
    ] {
        assert_eq!(nir(texte).parse::<Nir>().unwrap_err().code, code, "{texte}");
    }
}

#[test]
fn a_preview_shows_no_nir() {
    let masque = "• •• •• •• ••• 841 52";
    for texte in [
        "267077507584152",
        "2 67 07 75 075 841 52",
        "2.67.07.75.075.841-52",
        "'267077507584152",
    ] {
        assert_eq!(masquer_nir(texte), masque, "{texte}");
    }
    // A wrong key, none, or a NIR among other words.
    for texte in [
        "267077507584153",
        "2670775075841",
        "GARNIER 267077507584152 Jeanne",
    ] {
        assert_eq!(masquer_nir(texte), MASQUE, "{texte}");
    }
    for texte in [
        "GARNIER",
        "12,50",
        "73282932000074",
        "01/02/2020",
        "",
        "2,95E+14",
        "0612345678",
    ] {
        assert_eq!(masquer_nir(texte), texte);
    }
}

proptest! {
    #[test]
    fn no_cell_makes_a_reading_panic(texte in "[0-9 .,:/'\"=hjTZé€+−-]{0,24}|\\PC{0,24}") {
        let _ = (date(&texte), nombre(&texte), heures(&texte), taux(&texte), nir(&texte), masquer_nir(&texte));
    }

    #[test]
    fn a_date_written_in_any_order_is_the_same(jours in 0_i64..40_000) {
        let jour = time::macros::date!(1990 - 01 - 01) + time::Duration::days(jours);
        let (a, m, j) = (jour.year(), u8::from(jour.month()), jour.day());
        let lue = |texte: String| parse_date(&date(&texte)).ok();
        let attendu: Option<Date> = Some(jour);
        for texte in [
            format!("{j:02}/{m:02}/{a}"), format!("{j}-{m}-{a}"), format!("{j}.{m}.{a}"), format!("{a}{m:02}{j:02}"),
            format!("{a}/{m}/{j}"), format!("{a}-{m:02}-{j:02}T00:00:00"),
        ] {
            prop_assert_eq!(lue(texte), attendu);
        }
        if (1980..2080).contains(&a) {
            prop_assert_eq!(lue(format!("{j}/{m}/{:02}", a % 100)), attendu);
        }
    }

    #[test]
    fn a_number_written_with_thousands_is_the_same(valeur in 100_000_i64..100_000_000) {
        let (entiers, fraction) = (valeur / 10_000, valeur % 10_000);
        let groupes = if entiers < 1000 { format!("{entiers}") } else { format!("{}.{:03}", entiers / 1000, entiers % 1000) };
        for texte in [format!("{groupes},{fraction:04}"), format!("{entiers}.{fraction:04}"), format!("{},{fraction:04}", groupes.replace('.', "'"))] {
            prop_assert_eq!(TauxHoraire::depuis_saisie(&taux(&texte)), Ok(TauxHoraire(valeur)), "{}", texte);
        }
    }

    #[test]
    fn hours_written_in_minutes_are_the_same(quarts in 0_i64..400) {
        let texte = format!("{}:{:02}", quarts / 4, quarts % 4 * 15);
        let attendu = Ok(Heures(quarts * 25));
        prop_assert_eq!(Heures::depuis_saisie(&heures(&texte)), attendu.clone());
        prop_assert_eq!(Heures::depuis_saisie(&heures(&texte.replace(':', "h"))), attendu);
    }
}
