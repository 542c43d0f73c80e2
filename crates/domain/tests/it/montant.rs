//! Numbers: strict from the API, lenient from people, one rounding.

use domain::montant::{Centimes, Heures, TauxHoraire, arrondi_demi_sup};
use proptest::prelude::*;

#[test]
fn the_api_takes_plain_decimals_only() {
    assert_eq!("843.15".parse(), Ok(Centimes(84_315)));
    assert_eq!("10.8500".parse(), Ok(TauxHoraire(108_500)));
    assert_eq!("35".parse(), Ok(Heures(3_500)));
    assert_eq!("-90.3".parse(), Ok(Centimes(-9_030)));
    assert_eq!("007.10".parse(), Ok(Centimes(710)));
    for faux in [
        "", "-", ".", "1.", ".5", "1,5", " 1", "1e3", "+1", "NaN", "∞", "1.2.3", "--1", "١",
    ] {
        assert_eq!(
            faux.parse::<Centimes>().unwrap_err().code,
            "nombre_invalide",
            "{faux}"
        );
    }
    assert_eq!("-1".parse::<Heures>().unwrap_err().code, "nombre_negatif");
    assert_eq!(
        "1.005".parse::<Centimes>().unwrap_err().code,
        "nombre_trop_precis"
    );
    assert_eq!("1.00500".parse::<TauxHoraire>(), Ok(TauxHoraire(10_050)));
    let enorme = "9".repeat(400);
    assert_eq!(enorme.parse::<Centimes>().unwrap_err().code, "nombre_trop_grand");
    assert_eq!(
        "10000.0001".parse::<TauxHoraire>().unwrap_err().code,
        "nombre_trop_grand"
    );
}

#[test]
fn people_may_write_as_they_do() {
    for texte in [
        "1 234,50 €",
        "1234.5",
        "1\u{A0}234,5",
        "1\u{202F}234,50\u{A0}€",
        " 1234,50",
    ] {
        assert_eq!(Centimes::depuis_saisie(texte), Ok(Centimes(123_450)), "{texte}");
    }
    assert_eq!(Heures::depuis_saisie("35 h"), Ok(Heures(3_500)));
    assert_eq!(TauxHoraire::depuis_saisie("10,85 €/h"), Ok(TauxHoraire(108_500)));
    assert_eq!(
        Heures::depuis_saisie("trente-cinq").unwrap_err().code,
        "nombre_invalide"
    );
    assert_eq!(Heures::depuis_saisie("-3").unwrap_err().code, "nombre_negatif");
    assert_eq!(
        Heures::depuis_saisie("\u{2212}3").unwrap_err().code,
        "nombre_negatif"
    );
    assert_eq!(Heures::depuis_saisie("  ").unwrap_err().code, "champ_requis");
}

#[test]
fn amounts_are_written_for_programs_and_for_people() {
    assert_eq!(Centimes(84_315).to_string(), "843.15");
    assert_eq!(Centimes(-5).to_string(), "-0.05");
    assert_eq!(TauxHoraire(108_500).to_string(), "10.8500");
    assert_eq!(Centimes(20_490_043).en_francais(), "204\u{202F}900,43");
    assert_eq!(
        Centimes(-123_456_789).en_francais(),
        "-1\u{202F}234\u{202F}567,89"
    );
    assert_eq!(serde_json::to_string(&Heures(3_500)).unwrap(), "\"35.00\"");
    assert_eq!(serde_json::from_str::<Heures>("\"35.5\"").unwrap(), Heures(3_550));
    assert!(serde_json::from_str::<Heures>("35.5").is_err());
}

#[test]
fn halves_go_up_and_odd_divisors_are_exact() {
    for (n, d, attendu) in [
        (5, 10, 1),
        (4, 10, 0),
        (15, 10, 2),
        (-5, 10, -1),
        (1, 3, 0),
        (2, 3, 1),
        (3, 2, 2),
        (7, 1, 7),
        (1, 0, 0),
    ] {
        assert_eq!(arrondi_demi_sup(n, d), attendu, "{n}/{d}");
    }
    assert_eq!(arrondi_demi_sup(i128::MAX, 1), i64::MAX);
}

proptest! {
    #[test]
    fn rounding_is_within_one_half(n in -1_000_000_000_000_i128..1_000_000_000_000, d in 1..1_000_000_i128) {
        let r = i128::from(arrondi_demi_sup(n, d));
        prop_assert!((2 * (r * d - n)).abs() <= d);
    }

    #[test]
    fn what_is_written_is_read_back(v in 0..=100_000_000_000_i64) {
        let h = Heures(v);
        prop_assert_eq!(h.to_string().parse::<Heures>(), Ok(h));
        prop_assert_eq!(Heures::depuis_saisie(&h.en_francais()), Ok(h));
    }

    #[test]
    fn no_text_makes_the_parsers_panic(texte in "\\PC*") {
        let _ = texte.parse::<Centimes>();
        let _ = Heures::depuis_saisie(&texte);
        let _ = TauxHoraire::depuis_saisie(&texte);
    }
}
