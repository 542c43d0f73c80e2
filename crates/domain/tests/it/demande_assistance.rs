//! What can be asked of the help desk, and how a request goes its way.

use domain::annonce::{NatureAnnonce, SaisieAnnonce, est_visible};
use domain::demande_assistance::{
    EtatAssistance, MotifAssistance, SaisieAssistance, numero_dossier, verifier_message,
    verifier_nombre_messages,
};
use proptest::prelude::*;
use time::macros::datetime;

fn saisie() -> SaisieAssistance {
    SaisieAssistance {
        siret: "732 829 320 00074".into(),
        agent: false,
        denomination: "Ateliers de la Loire".into(),
        nom_prenom: "Martin Claire".into(),
        telephone: "02 40 00 00 00".into(),
        courriel: "claire.martin@exemple.fr".into(),
        motif: "habilitation".into(),
        dossier: " dap-7k3-m9q-2xh ".into(),
        description: "Première ligne.\nSeconde ligne.".into(),
    }
}

fn codes(saisie: &SaisieAssistance) -> Vec<(String, &'static str)> {
    let fautes = saisie.verifier().expect_err("refusée").0;
    fautes.into_iter().map(|f| (f.pointeur, f.code)).collect()
}

#[test]
fn an_agent_names_a_service_and_no_establishment() {
    let agent = SaisieAssistance {
        siret: String::new(),
        agent: true,
        denomination: "Unité départementale de Loire-Atlantique".into(),
        ..saisie()
    };
    assert_eq!(agent.verifier().unwrap().siret, None);
    let employeur = SaisieAssistance {
        agent: false,
        ..agent.clone()
    };
    assert_eq!(codes(&employeur), [("/siret".to_owned(), "champ_requis")]);
    // One that is given is still judged.
    let faux = SaisieAssistance {
        siret: "123".into(),
        ..agent
    };
    assert_eq!(codes(&faux), [("/siret".to_owned(), "siret_longueur")]);
}

#[test]
fn the_motives_are_those_of_the_form() {
    let libelles: Vec<&str> = MotifAssistance::TOUS.iter().map(|m| m.libelle()).collect();
    assert_eq!(
        libelles,
        [
            "Habilitation à l'extranet",
            "Fiche Etablissement",
            "Décision d'autorisation préalable",
            "Décision d'autorisation",
            "Demande d'indemnisation",
            "Certificat de signature",
            "Autres",
        ]
    );
}

#[test]
fn a_whole_form_is_accepted_and_an_empty_one_says_everything() {
    let bonne = saisie().verifier().expect("acceptée");
    assert_eq!(bonne.dossier.as_deref(), Some("DAP-7K3-M9Q-2XH"));
    assert!(bonne.description.contains('\n'));
    let vide = codes(&SaisieAssistance::default());
    let pointeurs: Vec<&str> = vide.iter().map(|(p, _)| p.as_str()).collect();
    assert_eq!(
        pointeurs,
        [
            "/siret",
            "/denomination",
            "/nom_prenom",
            "/telephone",
            "/courriel",
            "/motif",
            "/description"
        ]
    );
    assert!(vide.iter().all(|(_, code)| *code == "champ_requis"));
}

#[test]
fn a_line_break_never_enters_a_line() {
    for injection in [
        "Martin\r\nBcc: x@exemple.fr",
        "Martin\nClaire",
        "Martin\tClaire",
        "a\u{7f}b",
    ] {
        let fautive = SaisieAssistance {
            nom_prenom: injection.into(),
            denomination: injection.into(),
            ..saisie()
        };
        assert_eq!(
            codes(&fautive),
            [
                ("/denomination".to_owned(), "texte_sur_une_ligne"),
                ("/nom_prenom".to_owned(), "texte_sur_une_ligne")
            ]
        );
    }
    let adresse = SaisieAssistance {
        courriel: "claire@exemple.fr\r\nBcc: x@exemple.fr".into(),
        ..saisie()
    };
    assert_eq!(codes(&adresse), [("/courriel".to_owned(), "courriel_invalide")]);
}

#[test]
fn limits_and_numbers_are_judged() {
    let longue = SaisieAssistance {
        description: "é".repeat(1_001),
        dossier: "DAP-12".into(),
        motif: "rire".into(),
        ..saisie()
    };
    let attendues = [
        "motif_assistance_inconnu",
        "numero_dossier_invalide",
        "texte_trop_long",
    ];
    assert_eq!(
        codes(&longue).iter().map(|(_, c)| *c).collect::<Vec<_>>(),
        attendues
    );
    assert!(saisie_de(&"é".repeat(1_000)).verifier().is_ok());
    assert_eq!(numero_dossier("di-abc-def-234").expect("DI"), "DI-ABC-DEF-234");
    for faux in [
        "AST-ABC-DEF-234",
        "DAP-ABC-DEF",
        "DAP-ABC-DEF-234-X",
        "DAP-AB-DEF-234",
        "DAP-ÀBC-DEF-234",
    ] {
        assert!(numero_dossier(faux).is_err(), "{faux}");
    }
    assert_eq!(
        verifier_message(" \n ", 10).expect_err("vide").codes(),
        ["message_vide"]
    );
    assert_eq!(
        verifier_message("12345678901", 10).expect_err("long").codes(),
        ["texte_trop_long"]
    );
    assert!(verifier_nombre_messages(59).is_ok() && verifier_nombre_messages(60).is_err());
}

fn saisie_de(description: &str) -> SaisieAssistance {
    SaisieAssistance {
        description: description.into(),
        ..saisie()
    }
}

#[test]
fn a_request_is_taken_answered_reopened_and_closed() {
    let prise = EtatAssistance::Ouverte.prendre("a", "Anne").expect("prise");
    assert_eq!(
        prise.clone().repondre("b").expect_err("à Anne").code,
        "demande_assistance_prise"
    );
    assert_eq!(
        prise.clone().clore("b").expect_err("à Anne").code,
        "demande_assistance_prise"
    );
    let reprise = prise.clone().prendre("b", "Basile").expect("reprise");
    assert_eq!(reprise.repondre("b").expect("répondue"), EtatAssistance::Repondue);
    // Writing again does not take it from whoever is on it.
    assert_eq!(prise.clone().relancer(), prise);
    let repondue = prise.repondre("a").expect("répondue");
    assert_eq!(
        repondue.clone().repondre("b").expect("complétée"),
        EtatAssistance::Repondue
    );
    assert_eq!(repondue.clone().relancer(), EtatAssistance::Ouverte);
    let close = repondue.clore("a").expect("close");
    for refus in [
        close.clone().repondre("a"),
        close.clone().prendre("a", "Anne"),
        close.clone().clore("a"),
    ] {
        assert_eq!(refus.expect_err("close").code, "transition_interdite");
    }
    assert_eq!(close.relancer(), EtatAssistance::Ouverte);
}

proptest! {
    /// Whatever is done, a request waits exactly while it is open or taken, and the author can
    /// always be heard again.
    #[test]
    fn the_author_is_always_heard(pas in proptest::collection::vec((0_u8..4, 0_u8..2), 0..20)) {
        let mut etat = EtatAssistance::Ouverte;
        for (geste, qui) in pas {
            let agent = if qui == 0 { "a" } else { "b" };
            let suivant = match geste {
                0 => etat.clone().prendre(agent, agent),
                1 => etat.clone().repondre(agent),
                2 => etat.clone().clore(agent),
                _ => Ok(etat.clone().relancer()),
            };
            etat = suivant.unwrap_or(etat);
            let code = etat.code_etat().code();
            prop_assert_eq!(etat.attend_reponse(), code == "ouverte" || code == "en_cours");
            prop_assert!(etat.clone().relancer().attend_reponse());
        }
    }
}

fn annonce() -> SaisieAnnonce {
    SaisieAnnonce {
        nature: "maintenance".into(),
        titre: "Fermeture".into(),
        texte: "De 17 h à 21 h.".into(),
        du: "2022-06-10T17:00:00+02:00".into(),
        au: "2022-06-10T21:00:00+02:00".into(),
    }
}

#[test]
fn an_announcement_has_its_dates() {
    let bonne = annonce().verifier().expect("acceptée");
    assert_eq!(bonne.du, datetime!(2022-06-10 15:00 UTC));
    let codes = |saisie: SaisieAnnonce| saisie.verifier().expect_err("refusée").codes();
    let vide = SaisieAnnonce::default();
    assert_eq!(codes(vide), ["champ_requis"; 4]);
    assert_eq!(
        codes(SaisieAnnonce {
            au: String::new(),
            ..annonce()
        }),
        ["fin_requise"]
    );
    assert_eq!(
        codes(SaisieAnnonce {
            au: annonce().du,
            ..annonce()
        }),
        ["periode_inversee"]
    );
    assert_eq!(
        codes(SaisieAnnonce {
            du: "demain".into(),
            ..annonce()
        }),
        ["instant_invalide"]
    );
    let sans_fin = SaisieAnnonce {
        nature: "incident".into(),
        au: String::new(),
        ..annonce()
    };
    assert_eq!(sans_fin.verifier().expect("sans fin").au, None);
}

#[test]
fn a_maintenance_is_announced_ahead_and_the_end_is_excluded() {
    let (du, au) = (
        datetime!(2022-06-10 15:00 UTC),
        Some(datetime!(2022-06-10 19:00 UTC)),
    );
    let visible = |nature, quand| est_visible(nature, du, au, quand);
    assert!(!visible(
        NatureAnnonce::Maintenance,
        datetime!(2022-06-03 14:59 UTC)
    ));
    assert!(visible(
        NatureAnnonce::Maintenance,
        datetime!(2022-06-03 15:00 UTC)
    ));
    assert!(!visible(NatureAnnonce::Incident, datetime!(2022-06-10 14:59 UTC)));
    assert!(visible(NatureAnnonce::Incident, datetime!(2022-06-10 15:00 UTC)));
    assert!(!visible(NatureAnnonce::Incident, datetime!(2022-06-10 19:00 UTC)));
}
