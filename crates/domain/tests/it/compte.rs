//! Accounts: e-mails, telephones, identifiants, passwords, locks, registration, rights.

use domain::compte::*;
use domain::droits::{Action, peut};
use domain::etablissement::SaisieFiche;
use time::macros::datetime;

#[test]
fn emails_compare_without_case_and_are_safe_in_a_header() {
    let courriel: Courriel = " Prenom.Nom@Exemple.FR ".parse().unwrap();
    assert_eq!(courriel.as_str(), "prenom.nom@exemple.fr");
    assert_eq!(courriel.masque(), "p•••@exemple.fr");
    for bon in ["a@b.fr", "a+b@sous.domaine.example", "o'neil@a-b.fr"] {
        assert!(bon.parse::<Courriel>().is_ok(), "{bon}");
    }
    for faux in [
        "",
        "a",
        "a@b",
        "@b.fr",
        "a@b..fr",
        "a b@c.fr",
        "a@b.fr\nBcc: c@d.fr",
        "é@b.fr",
        "a@-b.fr",
        ".a@b.fr",
        "a@b.1",
        "a@b.f",
    ] {
        assert_eq!(
            faux.parse::<Courriel>().unwrap_err().code,
            "courriel_invalide",
            "{faux}"
        );
    }
}

#[test]
fn telephones_are_taken_as_people_write_them() {
    for bon in [
        "01 02 03 04 05",
        "01.02.03.04.05",
        "+33 1 02 03 04 05",
        "0033102030405",
        "+33 (0)1 02 03 04 05",
    ] {
        assert_eq!(bon.parse::<Telephone>().unwrap().as_str(), "0102030405", "{bon}");
    }
    assert_eq!(
        "0102030405".parse::<Telephone>().unwrap().groupe(),
        "01 02 03 04 05"
    );
    assert_eq!(
        "+590 690 12 34 56".parse::<Telephone>().unwrap().groupe(),
        "+590 690 12 34 56"
    );
    for faux in [
        "",
        "01020304",
        "+331020304056",
        "0002030405",
        "+44 20 7946 0958",
        "01O2030405",
    ] {
        assert_eq!(
            faux.parse::<Telephone>().unwrap_err().code,
            "telephone_invalide",
            "{faux}"
        );
    }
}

#[test]
fn an_identifiant_is_prenom_dot_nom_in_ascii() {
    for (prenom, nom, attendu) in [
        ("Éric", "N'Diaye", "eric.ndiaye"),
        ("Zoé", "De La Tour", "zoe.de-la-tour"),
        ("Jean-Paul", "Lœuvre", "jean-paul.loeuvre"),
        (" Marie  Anne ", "D’Ornano", "marie-anne.dornano"),
        ("Jose\u{301}", "Ñúñez", "jose.nunez"),
        ("", "李", "utilisateur"),
        ("Мария", "Martin", "martin"),
    ] {
        assert_eq!(identifiant_de_base(prenom, nom), attendu);
    }
    let long = identifiant_de_base(&"a".repeat(80), "b");
    assert_eq!(long.len(), 60);
    assert_eq!(identifiant_numerote("jean.martin", 1), "jean.martin");
    assert_eq!(identifiant_numerote("jean.martin", 2), "jean.martin2");
    assert_eq!(identifiant_numerote(&long, 12).len(), 60);
}

#[test]
fn a_password_has_8_characters_a_digit_and_a_special() {
    for bon in ["azerty1!", "é€%$*#@1a", "mot de passe 1", "1234567\u{1F600}"] {
        assert!(verifier_mot_de_passe(bon).is_ok(), "{bon}");
    }
    assert_eq!(
        verifier_mot_de_passe("abc").unwrap_err().codes(),
        [
            "mot_de_passe_trop_court",
            "mot_de_passe_sans_chiffre",
            "mot_de_passe_sans_special"
        ]
    );
    let long = format!("{}1!", "a".repeat(127));
    assert_eq!(
        verifier_mot_de_passe(&long).unwrap_err().codes(),
        ["mot_de_passe_trop_long"]
    );
}

#[test]
fn a_pasted_password_loses_spaces_and_one_pair_of_brackets() {
    for colle in [
        "Ab1!cdef",
        " Ab1!cdef\n",
        "[Ab1!cdef]",
        "( Ab1!cdef )",
        "<Ab1!cdef>",
        "« Ab1!cdef »",
    ] {
        assert_eq!(nettoyer_mot_de_passe_colle(colle), "Ab1!cdef", "{colle}");
    }
    assert_eq!(nettoyer_mot_de_passe_colle("[[a]]"), "[a]");
    assert_eq!(nettoyer_mot_de_passe_colle("[a)"), "[a)");
    assert_eq!(nettoyer_mot_de_passe_colle(""), "");
}

#[test]
fn three_wrong_passwords_lock_for_thirty_minutes() {
    let t = datetime!(2022-06-01 10:00 UTC);
    let regles = ReglesVerrou::default();
    let mut verrou = Verrou::default();
    for restantes in [2, 1] {
        verrou = verrou.echec(t, &regles);
        assert!(!verrou.est_verrouille(t));
        assert_eq!(verrou.restantes(t, &regles), restantes);
    }
    verrou = verrou.echec(t, &regles);
    assert!(verrou.est_verrouille(t));
    // Trying again does not lengthen it.
    assert_eq!(verrou.echec(t + time::Duration::minutes(29), &regles), verrou);
    assert!(verrou.est_verrouille(datetime!(2022-06-01 10:29:59 UTC)));
    let apres = datetime!(2022-06-01 10:30 UTC);
    assert!(!verrou.est_verrouille(apres));
    assert_eq!(verrou.echec(apres, &regles).echecs, 1);
    assert_eq!(verrou.succes(), Verrou::default());
}

fn inscription() -> SaisieInscription {
    SaisieInscription {
        siret: "732 829 320 00074".into(),
        denomination: "Boulangerie Martin".into(),
        libelle_voie: "des Lilas".into(),
        code_postal: "01200".into(),
        ville: "Bellegarde".into(),
        telephone: "0102030405".into(),
        courriel_etablissement: "contact@exemple.fr".into(),
        courriel_etablissement_confirmation: "Contact@exemple.fr".into(),
        nom: "Martin".into(),
        prenom: "Jeanne".into(),
        telephone_utilisateur: "0602030405".into(),
        courriel: "jeanne@exemple.fr".into(),
        courriel_confirmation: "jeanne@exemple.fr".into(),
        question_secrete: "Ma rue ?".into(),
        reponse_secrete: "Lilas".into(),
        cgu_acceptees: true,
        ..SaisieInscription::default()
    }
}

#[test]
fn a_registration_becomes_a_sheet_with_its_first_contact() {
    let lue = inscription().verifier().unwrap();
    assert_eq!(lue.siret.to_string(), "73282932000074");
    assert_eq!(lue.fiche.contact_nom.as_deref(), Some("Martin"));
    assert_eq!(
        lue.fiche.complete(),
        ["effectif_etablissement", "effectif_entreprise"]
    );
    assert_eq!(lue.fiche.departement().code(), "01");
}

#[test]
fn a_registration_tells_every_fault_at_once() {
    let vide = SaisieInscription::default().verifier().unwrap_err();
    assert_eq!(vide.0.len(), 14);
    assert!(
        vide.0
            .iter()
            .any(|f| f.pointeur == "/cgu_acceptees" && f.code == "cgu_non_acceptees")
    );
    let fautes = SaisieInscription {
        libelle_voie: "a".repeat(29),
        complement_adresse: Some("b".repeat(39)),
        courriel_confirmation: "autre@exemple.fr".into(),
        fax: Some("12".into()),
        ..inscription()
    };
    assert_eq!(
        fautes.verifier().unwrap_err().codes(),
        [
            "texte_trop_long",
            "texte_trop_long",
            "telephone_invalide",
            "courriel_different"
        ]
    );
}

#[test]
fn the_company_is_not_smaller_than_its_establishment() {
    let fiche = SaisieFiche {
        denomination: "X".into(),
        libelle_voie: "Y".into(),
        code_postal: "75011".into(),
        ville: "Paris".into(),
        telephone: "0102030405".into(),
        courriel: "a@b.fr".into(),
        effectif_etablissement: Some("1 200".into()),
        effectif_entreprise: Some("12".into()),
        ..SaisieFiche::default()
    };
    assert_eq!(fiche.verifier().unwrap_err().codes(), ["effectif_incoherent"]);
    let juste = SaisieFiche {
        effectif_entreprise: Some("1200".into()),
        ..fiche
    };
    let lue = juste.verifier().unwrap();
    assert_eq!(
        lue.complete(),
        [
            "contact_nom",
            "contact_prenom",
            "contact_telephone",
            "contact_courriel"
        ]
    );
    assert_eq!(lue.lignes_adresse(), ["X", "Y", "75011 Paris"]);
}

#[test]
fn rights_follow_the_table_of_roles() {
    assert!(peut(Role::Utilisateur, Action::GererUtilisateurs));
    assert!(!peut(Role::TiersDeclarant, Action::GererUtilisateurs));
    assert!(peut(Role::TiersDeclarant, Action::SaisirDi));
    assert!(peut(Role::AgentUd, Action::InstruireDap));
    assert!(!peut(Role::Utilisateur, Action::InstruireDap));
    assert!(!peut(Role::Assistance, Action::InstruireDap));
    for role in Role::TOUS {
        let voit = matches!(role, Role::Utilisateur | Role::TiersDeclarant);
        assert_eq!(peut(*role, Action::VoirNir), voit, "R5122-22 : {role}");
    }
    for action in Action::TOUS {
        assert!(
            Role::TOUS.iter().any(|r| peut(*r, *action)),
            "{action} n'est à personne"
        );
    }
}

proptest::proptest! {
    /// `validator` judges by the same HTML rule; ours is stricter (a dot in the domain, no dot
    /// at the edges), never laxer.
    #[test]
    fn every_accepted_address_is_one_for_validator_too(
        local in "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~@ -]{0,12}",
        domaine in "[a-zA-Z0-9.@ -]{0,12}(\\.[a-z]{1,4})?",
    ) {
        let texte = format!("{local}@{domaine}");
        if let Ok(courriel) = texte.parse::<Courriel>() {
            proptest::prop_assert!(validator::ValidateEmail::validate_email(&courriel.as_str()), "{}", courriel);
        }
    }
}
