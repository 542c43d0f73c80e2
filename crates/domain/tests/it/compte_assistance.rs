//! What the help desk may do with an account.

use domain::Collecte;
use domain::compte::{Role, Verrou};
use domain::compte_assistance::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const MAINTENANT: OffsetDateTime = datetime!(2022-06-01 9:00 UTC);

fn actif() -> Situation {
    Situation {
        role: Role::Utilisateur,
        a_identifiant: true,
        fermeture: None,
        verrou: Verrou::default(),
        mot_de_passe_temporaire: false,
        second_facteur: false,
    }
}

fn verrouille() -> Situation {
    Situation {
        verrou: Verrou {
            echecs: 3,
            verrouille_jusqu_a: Some(MAINTENANT + Duration::minutes(5)),
        },
        ..actif()
    }
}

fn code(situation: &Situation, operation: Operation) -> &'static str {
    situation
        .permettre(operation, MAINTENANT)
        .map_or_else(|refus| refus.code, |()| "permis")
}

#[test]
fn the_state_of_an_account_is_the_first_that_matters() {
    let ferme = |fermeture| Situation {
        fermeture: Some(fermeture),
        ..verrouille()
    };
    let cas = [
        (actif(), EtatCompte::Actif),
        (verrouille(), EtatCompte::Verrouille),
        (
            Situation {
                mot_de_passe_temporaire: true,
                ..actif()
            },
            EtatCompte::MotDePasseTemporaire,
        ),
        (
            Situation {
                a_identifiant: false,
                mot_de_passe_temporaire: true,
                ..actif()
            },
            EtatCompte::SansAcces,
        ),
        (ferme(Fermeture::Supprime), EtatCompte::Supprime),
        (ferme(Fermeture::Desactive), EtatCompte::Desactive),
    ];
    for (situation, etat) in cas {
        assert_eq!(situation.etat(MAINTENANT), etat);
    }
    // A lock that has ended is none.
    assert_eq!(
        verrouille().etat(MAINTENANT + Duration::minutes(6)),
        EtatCompte::Actif
    );
}

#[test]
fn each_operation_is_refused_where_it_makes_no_sense() {
    use Operation as O;
    assert_eq!(code(&actif(), O::Deverrouiller), "compte_pas_verrouille");
    assert_eq!(code(&verrouille(), O::Deverrouiller), "permis");
    let sans_acces = Situation {
        a_identifiant: false,
        ..actif()
    };
    assert_eq!(code(&sans_acces, O::Reinitialiser), "compte_sans_acces");
    assert_eq!(code(&sans_acces, O::CorrigerCourriel), "permis");
    assert_eq!(code(&actif(), O::Desactiver), "compte_pas_agent");
    assert_eq!(code(&actif(), O::Reactiver), "compte_pas_desactive");
    let agent = Situation {
        role: Role::AgentUd,
        ..actif()
    };
    assert_eq!(code(&agent, O::Supprimer), "compte_de_l_administration");
    assert_eq!(code(&agent, O::Desactiver), "permis");
    assert_eq!(code(&agent, O::ChangerDepartements), "permis");
    assert_eq!(code(&actif(), O::ChangerDepartements), "compte_pas_agent");
    assert_eq!(
        code(&agent, O::RetirerSecondFacteur),
        "compte_sans_second_facteur"
    );
    let enrole = Situation {
        second_facteur: true,
        ..actif()
    };
    assert_eq!(code(&enrole, O::RetirerSecondFacteur), "permis");
    let collegue = Situation {
        role: Role::Assistance,
        ..actif()
    };
    assert_eq!(code(&collegue, O::CorrigerCourriel), "compte_de_l_administration");
}

#[test]
fn nothing_is_done_with_a_closed_account_but_reopening_an_agent() {
    for fermeture in Fermeture::TOUS {
        let ferme = Situation {
            role: Role::AgentUd,
            fermeture: Some(*fermeture),
            ..verrouille()
        };
        for operation in Operation::TOUS {
            let permis = *operation == Operation::Reactiver && *fermeture == Fermeture::Desactive;
            assert_eq!(
                ferme.permettre(*operation, MAINTENANT).is_ok(),
                permis,
                "{operation} {fermeture}"
            );
        }
    }
}

#[test]
fn a_merge_never_leaves_a_person_without_a_way_in() {
    let sans_acces = Situation {
        a_identifiant: false,
        ..actif()
    };
    let refus = |meme, doublon: &Situation, garde: &Situation| {
        verifier_fusion(meme, doublon, garde, MAINTENANT).map_or_else(|r| r.code, |()| "permis")
    };
    assert_eq!(refus(false, &actif(), &actif()), "permis");
    assert_eq!(refus(false, &sans_acces, &sans_acces), "permis");
    assert_eq!(refus(true, &actif(), &actif()), "meme_compte");
    assert_eq!(refus(false, &actif(), &sans_acces), "compte_garde_sans_acces");
    let ferme = Situation {
        fermeture: Some(Fermeture::Supprime),
        ..actif()
    };
    assert_eq!(refus(false, &actif(), &ferme), "compte_ferme");
}

#[test]
fn a_search_reads_a_siret_with_spaces_and_names_without_accents() {
    assert_eq!(lire_recherche("  "), Recherche::Tout);
    assert_eq!(
        lire_recherche("732 829 320\u{a0}00074"),
        Recherche::Siret("73282932000074".into())
    );
    assert_eq!(
        lire_recherche("Hélène  PETIT"),
        Recherche::Mots(vec!["helene".into(), "petit".into()])
    );
    let texte = texte_de_recherche("N'Diaye", "Éric", "e@exemple.fr", Some("eric.ndiaye"));
    assert_eq!(texte, "n'diaye eric e@exemple.fr eric.ndiaye");
}

#[test]
fn every_operation_has_a_reason() {
    let mut collecte = Collecte::new();
    motif(&mut collecte, "  ");
    assert_eq!(collecte.fin().unwrap_err().codes(), ["motifs_requis"]);
    let mut collecte = Collecte::new();
    motif(&mut collecte, &"x".repeat(MAX_MOTIF + 1));
    assert_eq!(collecte.fin().unwrap_err().codes(), ["texte_trop_long"]);
    let mut collecte = Collecte::new();
    assert_eq!(motif(&mut collecte, " Appel du 1er juin. "), "Appel du 1er juin.");
    assert!(collecte.fin().is_ok());
    assert_eq!(refuser_le_sien(true).unwrap_err().code, "son_propre_compte");
}
