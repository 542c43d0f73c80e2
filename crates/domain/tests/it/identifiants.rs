//! SIREN, SIRET, NIR, IBAN, BIC, postal codes.

use domain::coordonnees_bancaires::{
    Bic, Iban, SaisieCoordonnees, Titulaire, avertissement_pays, avertissement_sepa, propositions,
};
use domain::etablissement::{CodePostal, Departement, Siren, Siret};
use domain::salarie::Nir;
use proptest::prelude::*;

#[test]
fn the_list_judged_by_an_independent_library_is_judged_alike() {
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/identifiers.csv").as_bytes());
    let mut vus = 0;
    for ligne in lecteur.records() {
        let ligne = ligne.unwrap();
        let valeur = &ligne[1];
        let valide = match &ligne[0] {
            "siren" => valeur.parse::<Siren>().is_ok(),
            "siret" => valeur.parse::<Siret>().is_ok(),
            "nir" => valeur.parse::<Nir>().is_ok(),
            "iban" => valeur.parse::<Iban>().is_ok(),
            "bic" => valeur.parse::<Bic>().is_ok(),
            autre => panic!("type {autre}"),
        };
        assert_eq!(valide, &ligne[2] == "True", "{valeur}");
        vus += 1;
    }
    assert_eq!(vus, 15);
}

#[test]
fn a_siret_says_what_is_wrong_with_it() {
    let code = |t: &str| t.parse::<Siret>().unwrap_err().code;
    assert_eq!(code("7328293200007"), "siret_longueur");
    assert_eq!(code(""), "siret_longueur");
    assert_eq!(code("7328293200007X"), "siret_chiffres");
    assert_eq!(code("٧٣٢٨٢٩٣٢٠٠٠٠٧٤"), "siret_chiffres");
    assert_eq!(code("73282932000079"), "siret_cle_fausse");
    let siret: Siret = " 732 829\u{A0}320 00074 ".parse().unwrap();
    assert_eq!(siret.to_string(), "73282932000074");
    assert_eq!(siret.groupe(), "732 829 320 00074");
    assert_eq!(
        (siret.siren().groupe().as_str(), siret.nic()),
        ("732 829 320", "00074")
    );
    assert_eq!(serde_json::to_string(&siret).unwrap(), "\"73282932000074\"");
    // La Poste: the sum of the digits is a multiple of 5 (here 45).
    assert!("35600000049837".parse::<Siret>().is_ok());
}

#[test]
fn a_nir_says_what_is_wrong_with_it_and_never_itself() {
    let cas = [
        ("2,95E+14", "nir_abime_par_tableur"),
        ("2.95e14", "nir_abime_par_tableur"),
        ("295109912611192", "nir_cle_fausse"),
        ("2951099126111", "nir_longueur"),
        ("", "nir_longueur"),
        ("253072C07300443", "nir_format"),
        ("395109912611193", "nir_format"),
        ("295139912611193", "nir_format"),
        ("29510991261119é", "nir_format"),
        ("295109900011193", "nir_format"),
        ("1732829320ABCDEFG", "ntt_refuse"),
    ];
    for (texte, code) in cas {
        let refus = texte.parse::<Nir>().unwrap_err();
        assert_eq!(refus.code, code, "{texte}");
        assert!(texte.len() < 5 || !refus.message.contains(texte));
    }
    let nir: Nir = "2 95 10 99 126 111 93".parse().unwrap();
    assert_eq!(nir.exposer(), "295109912611193");
    assert_eq!(nir.groupe(), "2 95 10 99 126 111 93");
    assert_eq!(nir.masque(), "• •• •• •• ••• 111 93");
    assert!(!format!("{nir:?}").contains("295"));
    assert!("253072b07300470".parse::<Nir>().is_ok());
}

#[test]
fn an_iban_is_taken_as_people_have_it() {
    let iban: Iban = "fr76 3000 6000 0112 3456 7890 189".parse().unwrap();
    assert_eq!(iban.to_string(), "FR7630006000011234567890189");
    assert_eq!(iban.groupe(), "FR76 3000 6000 0112 3456 7890 189");
    assert_eq!(iban.masque(), "FR76 •••• •••• 189");
    assert!(!format!("{iban:?}").contains("3000"));
    let code = |t: &str| t.parse::<Iban>().unwrap_err().code;
    assert_eq!(code("FR7630006000011234567890188"), "iban_cle_fausse");
    assert_eq!(code("FR76300060000112345678901"), "iban_longueur");
    assert_eq!(code("bonjour"), "iban_invalide");
    assert_eq!(code(""), "iban_invalide");
    assert!("DE89 3704 0044 0532 0130 00".parse::<Iban>().is_ok());
    for copie in [
        "IBAN : FR76 3000 6000 0112 3456 7890 189",
        "iban FR76-3000-6000-0112-3456-7890-189",
        "Code IBAN: FR76.3000.6000.0112.3456.7890.189",
        "IBANFR7630006000011234567890189",
        "N° IBAN = FR76\u{A0}3000\u{202F}6000 0112 3456 7890 189",
        "\u{FEFF}FR76\u{200B}3000600001123456789\u{AD}0189\u{200B}",
        "FR76 3000 6000 0112 3456 7890 189 ",
    ] {
        assert_eq!(copie.parse(), Ok(iban.clone()), "{copie}");
    }
    assert_eq!(code("IBAN"), "iban_invalide");
    assert_eq!(code("IBAN : FR76 3000 6000"), "iban_longueur");
}

#[test]
fn a_bic_of_8_is_the_one_of_11_with_xxx() {
    let (court, long): (Bic, Bic) = ("agri fr pp".parse().unwrap(), "AGRIFRPPXXX".parse().unwrap());
    assert!(court.equivalent(&long));
    assert!(!court.equivalent(&"AGRIFRPP882".parse().unwrap()));
    for faux in ["AGRIF2PP", "AGRIFRP", "AGRIFRPPXX", "AGRIQQPP", "", "ÀGRIFRPP"] {
        assert_eq!(faux.parse::<Bic>().unwrap_err().code, "bic_invalide", "{faux}");
    }
    for copie in [
        "BIC : AGRIFRPP",
        "BIC AGRIFRPP",
        "BIC/SWIFT : AGRI FR PP",
        "Swift / BIC: agrifrpp",
        "Code BIC (SWIFT) : AGRIFRPP",
        "\u{FEFF}AGRI\u{200B}FRPP",
        "AGRI-FR-PP",
    ] {
        assert_eq!(copie.parse(), Ok(court.clone()), "{copie}");
    }
    // A bank whose own BIC begins like the label.
    let bici: Bic = "BICICIAB".parse().unwrap();
    assert_eq!(bici.as_str(), "BICICIAB");
    assert_eq!(
        "BIC : BICI CI AB XXX".parse::<Bic>().unwrap().canonique(),
        "BICICIAB"
    );
}

#[test]
fn a_bic_of_another_country_warns_except_overseas() {
    let fr: Iban = "FR7630006000011234567890189".parse().unwrap();
    let avis = |bic: &str| avertissement_pays(&fr, &bic.parse().unwrap());
    assert_eq!(avis("AGRIFRPP"), None);
    for territoire in ["GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"] {
        assert_eq!(avis(&format!("AGRI{territoire}PP")), None, "{territoire}");
    }
    assert!(avis("DEUTDEFF").unwrap().contains("DE"));
    assert_eq!("  ".parse::<Titulaire>().unwrap_err().code, "champ_requis");
}

#[test]
fn an_account_outside_sepa_warns_and_an_island_is_of_its_country() {
    let avis = |iban: &str, bic: &str| {
        let (iban, bic): (Iban, Bic) = (iban.parse().unwrap(), bic.parse().unwrap());
        (
            avertissement_pays(&iban, &bic).is_some(),
            avertissement_sepa(&iban).is_some(),
        )
    };
    let cas = [
        ("DE89 3704 0044 0532 0130 00", "COBADEFF", (false, false)),
        ("BE68 5390 0754 7034", "AGRIFRPP", (true, false)),
        ("CH93 0076 2011 6238 5295 7", "UBSWCHZH80A", (false, false)),
        ("GB29 NWBK 6016 1331 9268 19", "NWBKJESX", (false, false)),
        ("TR33 0006 1005 1978 6457 8413 26", "TCZBTR2A", (false, true)),
    ];
    for (iban, bic, attendu) in cas {
        assert_eq!(avis(iban, bic), attendu, "{iban} {bic}");
    }
}

#[test]
fn the_fields_of_a_rib_come_from_the_iban() {
    let rib = "FR14 2004 1010 0505 0001 3M02 606"
        .parse::<Iban>()
        .unwrap()
        .rib()
        .unwrap();
    let champs = [&rib.banque, &rib.guichet, &rib.compte, &rib.cle];
    assert_eq!(champs, ["20041", "01005", "0500013M026", "06"]);
    assert_eq!(rib.compte_masque(), "••••••••••6");
    assert!(!format!("{rib:?}").contains("0500013M02"));
    assert!("DE89370400440532013000".parse::<Iban>().unwrap().rib().is_none());
}

#[test]
fn a_wrong_bic_comes_with_what_it_may_have_been() {
    const IBAN: &str = "FR76 3000 6000 0112 3456 7890 189";
    let bics =
        |iban: &str, bic: &str| -> Vec<&str> { propositions(iban, bic).iter().map(|b| b.bic).collect() };
    // The bank of the IBAN, for a BIC that is none, is missing, or is another bank's.
    for bic in ["AGRIFRP", "AGRIF2PP", "", "BNPAFRPP", "n'importe quoi"] {
        assert_eq!(bics(IBAN, bic).first(), Some(&"AGRIFRPP"), "{bic}");
    }
    // Nearly the same spelling, without an IBAN to help.
    for (bic, juste) in [
        ("SOGEFRPPPXXX", "SOGEFRPP"),
        ("BNAPFRPP X", "BNPAFRPP"),
        ("PSSTF2PP", "PSSTFRPP"),
        ("CRLYFRPPXX", "CRLYFRPP"),
        ("CMCIFR", "CMCIFR2A"),
    ] {
        assert!(bics("", bic).contains(&juste), "{bic} : {:?}", bics("", bic));
    }
    // Right ones, banks that the table lacks, and what is near to nothing: no proposition.
    for (iban, bic) in [
        (IBAN, "agrifrppxxx"),
        (IBAN, "AGRIFRPP882"),
        ("", "AGRIFRPP"),
        ("", "ZZZZZZZZ"),
        ("", ""),
    ] {
        assert!(bics(iban, bic).is_empty(), "{bic} : {:?}", bics(iban, bic));
    }
    assert!(bics("DE89 3704 0044 0532 0130 00", "COBADEFFXXX").is_empty());
    let saisie = |bic: &str| SaisieCoordonnees {
        titulaire: "Menuiserie".into(),
        iban: IBAN.into(),
        bic: bic.into(),
    };
    let faute = saisie("AGRIF2PP").verifier().unwrap_err().0.remove(0);
    assert_eq!(
        (faute.code, faute.message.contains("AGRIFRPP (Crédit Agricole)")),
        ("bic_invalide", true)
    );
    let autre = saisie("BNPAFRPP").verifier().unwrap().avertissements();
    assert!(
        autre.len() == 1 && autre[0].contains("Crédit Agricole"),
        "{autre:?}"
    );
    assert!(
        saisie("agri fr pp xxx")
            .verifier()
            .unwrap()
            .avertissements()
            .is_empty()
    );
}

#[test]
fn every_bank_of_the_table_has_a_bic_and_one_code() {
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/banques.csv").as_bytes());
    let mut codes = std::collections::BTreeSet::new();
    for ligne in lecteur.records() {
        let ligne = ligne.unwrap();
        assert!(
            ligne[0].len() == 5 && codes.insert(ligne[0].to_owned()),
            "{}",
            &ligne[0]
        );
        assert!(
            ligne[1].parse::<Bic>().is_ok() && !ligne[2].is_empty(),
            "{ligne:?}"
        );
    }
    assert!(codes.len() > 150);
}

#[test]
fn postal_codes_lead_to_their_departement_exceptions_included() {
    let departements = |cp: &str| {
        let d = Departement::de_code_postal(&cp.parse().unwrap());
        let mut codes = vec![d.principal.code()];
        codes.extend(d.autres.iter().map(|a| a.code()));
        codes.join("/")
    };
    let mut lecteur =
        csv::Reader::from_reader(include_str!("../../data/cp_departement_exceptions.csv").as_bytes());
    for ligne in lecteur.records() {
        let ligne = ligne.unwrap();
        let dits = departements(&ligne[0]);
        let mut tries: Vec<&str> = dits.split('/').collect();
        tries.sort_unstable();
        assert_eq!(tries.join("/"), ligne[1], "{}", &ligne[0]);
        // Of two, the one of the prefix comes first.
        if tries.len() > 1 {
            assert!(dits.starts_with(&ligne[2]), "{} : {dits}", &ligne[0]);
        }
    }
    let cas = [
        ("75011", "75"),
        ("20000", "2A"),
        ("20167", "2A"),
        ("20200", "2B"),
        ("20600", "2B"),
        ("97110", "971"),
        ("97410", "974"),
        ("97600", "976"),
        ("97500", "975"),
        ("98800", "988"),
        ("01000", "01"),
        ("20303", "2A/2B"),
        // Saint-Denis CEDEX, La Réunion.
        ("97717", "974/977"),
        ("97743", "974/977"),
        ("97801", "974/978"),
        // Marigot CEDEX, Saint-Barthélemy CEDEX.
        ("97054", "978/977/971"),
        ("97098", "977/978/971"),
        ("97000", "971/977/978"),
        ("97700", "977"),
        ("97800", "978"),
        ("97133", "977"),
        ("97150", "978"),
    ];
    for (cp, attendu) in cas {
        assert_eq!(departements(cp), attendu, "{cp}");
    }
    assert_eq!(
        "7501".parse::<CodePostal>().unwrap_err().code,
        "code_postal_invalide"
    );
    assert_eq!(
        "00100".parse::<CodePostal>().unwrap_err().code,
        "code_postal_inconnu"
    );
    assert_eq!(
        "98000".parse::<CodePostal>().unwrap_err().code,
        "code_postal_inconnu"
    );
    assert_eq!("2a".parse::<Departement>().unwrap().nom(), "Corse-du-Sud");
    assert_eq!(Departement::tous().count(), 109);
}

#[test]
fn every_departement_is_reached_by_a_postal_code_of_its_own() {
    for departement in Departement::tous() {
        let cp = match departement.code() {
            "2A" => "20100".to_owned(),
            "2B" => "20290".to_owned(),
            // Clipperton has one, in the series of Polynesia.
            "989" => "98799".to_owned(),
            code => format!("{code:0<5}"),
        };
        let probable = Departement::de_code_postal(&cp.parse().unwrap());
        assert_eq!(
            (probable.principal, probable.autres),
            (departement, vec![]),
            "{cp}"
        );
        assert!(!departement.nom().is_empty(), "{cp}");
    }
}

proptest! {
    /// Five digits are refused, or lead to one département and to others than that one.
    #[test]
    fn a_postal_code_names_a_departement_or_is_refused(cp in "[0-9]{5}") {
        if let Ok(cp) = cp.parse::<CodePostal>() {
            let probable = Departement::de_code_postal(&cp);
            prop_assert!(Departement::tous().any(|d| d == probable.principal));
            prop_assert!(!probable.autres.contains(&probable.principal));
        }
    }

    /// Whatever label, case and separators an IBAN or a BIC is copied with, it is the same one.
    #[test]
    fn a_copied_account_is_the_account(
        label_iban in "(IBAN|iban|Code IBAN|N° IBAN)[ \u{A0}]?:?[ \u{202F}]",
        label_bic in "(BIC|bic|SWIFT|BIC/SWIFT|Code BIC)[ \u{A0}]?[:=]?[ \u{202F}]",
        sans in any::<bool>(),
        entre in prop::collection::vec("[ .\u{A0}\u{202F}\u{200B}\u{FEFF}\u{AD}\u{2011}-]{0,2}", 27),
        minuscules in any::<bool>(),
    ) {
        let copier = |label: &str, valeur: &str| {
            let mut copie = if sans { String::new() } else { label.to_owned() };
            for (signe, entre) in valeur.chars().zip(&entre) {
                copie.push(if minuscules { signe.to_ascii_lowercase() } else { signe });
                copie.push_str(entre);
            }
            copie
        };
        for iban in ["FR7630006000011234567890189", "DE89370400440532013000"] {
            let copie = copier(&label_iban, iban);
            prop_assert_eq!(copie.parse::<Iban>().map(|lu| lu.to_string()), Ok(iban.to_owned()), "{}", copie);
        }
        for bic in ["AGRIFRPP", "AGRIFRPPXXX", "DEUTDEFF"] {
            let copie = copier(&label_bic, bic);
            prop_assert_eq!(copie.parse::<Bic>().map(|lu| lu.to_string()), Ok(bic.to_owned()), "{}", copie);
        }
    }

    #[test]
    fn one_wrong_digit_never_passes_luhn(corps in "[0-9]{8}", rang in 0..9_usize, ecart in 1..10_u8) {
        let siren = (0..10).map(|cle| format!("{corps}{cle}")).find(|s| s.parse::<Siren>().is_ok()).unwrap();
        let mut chiffres = siren.into_bytes();
        chiffres[rang] = b'0' + (chiffres[rang] - b'0' + ecart) % 10;
        prop_assert!(String::from_utf8(chiffres).unwrap().parse::<Siren>().is_err());
    }

    #[test]
    fn one_wrong_digit_never_passes_the_key_of_a_nir(rang in 0..13_usize, ecart in 1..10_u8) {
        let mut chiffres = b"295109912611193".to_vec();
        chiffres[rang] = b'0' + (chiffres[rang] - b'0' + ecart) % 10;
        prop_assert!(String::from_utf8(chiffres).unwrap().parse::<Nir>().is_err());
    }

    /// Whatever separators and case a person types, the account is the same.
    #[test]
    fn an_iban_is_read_through_its_writing(rangs in prop::collection::vec((0..27_usize, 0..5_usize), 0..12)) {
        let mut texte: Vec<char> = "fr7630006000011234567890189".chars().collect();
        for (rang, signe) in rangs {
            texte.insert(rang, [' ', '-', '.', '\u{a0}', '\u{202f}'][signe]);
        }
        let texte: String = texte.into_iter().collect();
        let iban: Iban = texte.parse().unwrap();
        prop_assert_eq!(iban.as_str(), "FR7630006000011234567890189");
    }

    #[test]
    fn any_text_gets_few_propositions_and_never_a_panic(iban in "\\PC{0,30}", bic in "\\PC{0,14}") {
        prop_assert!(propositions(&iban, &bic).len() <= 3);
        let saisie = SaisieCoordonnees { titulaire: "x".into(), iban, bic };
        let _ = saisie.verifier().map(|c| c.avertissements());
    }

    #[test]
    fn no_text_makes_the_parsers_panic(texte in "\\PC*") {
        let _ = texte.parse::<Siret>();
        let _ = texte.parse::<Nir>();
        let _ = texte.parse::<Iban>();
        let _ = texte.parse::<Bic>();
        let _ = texte.parse::<CodePostal>();
        let _ = texte.parse::<domain::compte::Courriel>();
        let _ = texte.parse::<domain::compte::Telephone>().map(|t| t.groupe());
        let _ = texte.parse::<domain::dap::CodeDi>();
    }
}

#[test]
fn a_straddling_postal_code_leaves_a_choice_and_a_table_says_which_ud_instructs() {
    let partage = Departement::de_code_postal(&"01200".parse().unwrap());
    let choisir = |code: &str| partage.choisir(Some(code.parse().unwrap()));
    assert_eq!(choisir("74").unwrap().map(Departement::code), Some("74"));
    assert_eq!(choisir("69").unwrap_err().code, "departement_impossible");
    assert_eq!(partage.choisir(None).unwrap(), None);
    let seul = Departement::de_code_postal(&"44000".parse().unwrap());
    assert_eq!(
        seul.choisir(Some("74".parse().unwrap())).unwrap(),
        None,
        "a choice of before"
    );
    let unite = |code: &str| code.parse::<Departement>().unwrap().unite().code();
    assert_eq!(
        [unite("44"), unite("975"), unite("977"), unite("978")],
        ["44", "975", "971", "971"]
    );
}
