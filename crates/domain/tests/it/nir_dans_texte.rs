//! A NIR in the texts that agents read, and what is none.

use domain::dap::SaisieDap;
use domain::salarie::{Nir, refuser_nir};
use proptest::prelude::*;
use time::macros::date;

use crate::dap::{codes, saisie};

#[test]
fn a_nir_in_free_text_is_refused_however_it_is_written() {
    for nir in [
        "267077507584152",
        "2 67 07 75 075 841 52",
        "2.67.07.75.075.841-52",
        "12 salariés dont 2 67 07 75 075 841 / 52, absente",
        "n°2\u{A0}67\u{202F}07 75 075 841 52.",
        // Without its key, or with the key apart.
        "2 67 07 75 075 841",
        "2670775075841",
        "2 67 07 75 075 841 clé 52",
        "2 67 07 75 075 841 (52)",
        "2 67 07 2A 075 841",
        // Another number follows, or comes before.
        "2670775075841 12 heures",
        "2670775075841 5 jours",
        "2 67 07 75 075 841 12 heures",
        "2670775075841-12",
        "2670775075841 267077507584",
        "1. 2670775075841 puis",
        "2 67 07 75 075 841 53",
        // What cannot be seen between its groups.
        "2\u{200B}67\u{FEFF}07\u{AD}75 075 841",
    ] {
        let avec = SaisieDap {
            circonstances: format!("Madame Garnier ({nir}) est arrêtée."),
            ..saisie()
        };
        assert_eq!(
            codes(&avec),
            [("/circonstances".to_owned(), "nir_dans_texte")],
            "{nir}"
        );
    }
    for autre in [
        "267077507584153",
        "SIRET 732 829 320 00074",
        "FR76 3000 6000 0112 3456 7890 189",
        "02 40 00 00 00 puis 06 00 00 00 00",
        "2670775075841529",
        "SIRET 73282932000074, 12345678900012 3 ateliers",
        "+33 2 40 12 34 56 02 40 65 43 21",
        "0240123456 0612345678",
        "IBAN FR76 1234 5123 4512 3456 7890 189 et BE68 5390 0754 7034",
        "12 000 h pour 1 250 000 pièces et 12 ateliers",
    ] {
        let sans = SaisieDap {
            circonstances: autre.into(),
            ..saisie()
        };
        assert!(sans.verifier(date!(2022 - 04 - 26)).is_ok(), "{autre}");
    }
}

/// Fifteen digits in a row that happen to have the key of a NIR: no rule can tell them from one.
fn a_une_cle_juste(texte: &str) -> bool {
    let chiffres: Vec<char> = texte.chars().filter(char::is_ascii_digit).collect();
    chiffres
        .windows(15)
        .any(|quinze| quinze.iter().collect::<String>().parse::<Nir>().is_ok())
}

proptest! {
    /// Telephone numbers as people write them, alone or in a row, are nobody's NIR.
    #[test]
    fn telephone_numbers_are_no_nir(
        numeros in prop::collection::vec(prop::array::uniform5(0..100_u32), 1..4),
        avec_pays in any::<bool>(),
        entre in "[ ./-]",
    ) {
        let indicatif = if avec_pays { "+33 " } else { "0" };
        let dits: Vec<String> = numeros
            .iter()
            .map(|[premier, paires @ ..]| {
                let paires: String = paires.iter().map(|p| format!("{entre}{p:02}")).collect();
                format!("{indicatif}{}{paires}", premier % 9 + 1)
            })
            .collect();
        let texte = dits.join(" ");
        prop_assume!(!a_une_cle_juste(&texte));
        prop_assert!(refuser_nir(&texte).is_ok(), "{texte}");
    }

    /// SIRETs in a row, grouped or not, are nobody's NIR.
    #[test]
    fn sirets_are_no_nir(
        numeros in prop::collection::vec((0..1_000_000_000_u64, 0..100_000_u32), 1..4),
        groupes in any::<bool>(),
    ) {
        let dits: Vec<String> = numeros
            .iter()
            .map(|(siren, nic)| {
                let siren = format!("{siren:09}");
                let (un, deux, trois) = (&siren[..3], &siren[3..6], &siren[6..]);
                if groupes {
                    format!("{un} {deux} {trois} {nic:05}")
                } else {
                    format!("{siren}{nic:05}")
                }
            })
            .collect();
        let texte = dits.join(" ");
        prop_assume!(!a_une_cle_juste(&texte));
        prop_assert!(refuser_nir(&texte).is_ok(), "{texte}");
    }

    /// An IBAN in its groups of four, whatever its digits, is nobody's NIR.
    #[test]
    fn an_iban_is_no_nir(compte in "FR[0-9]{2}( [0-9]{4}){5} [0-9]{3}") {
        prop_assume!(!a_une_cle_juste(&compte));
        prop_assert!(refuser_nir(&compte).is_ok(), "{compte}");
    }
}
