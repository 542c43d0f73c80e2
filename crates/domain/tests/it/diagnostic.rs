//! The decision tree of « Je n'arrive pas à me connecter », as a table.

use domain::compte_assistance::NatureCourriel;
use domain::diagnostic::*;
use domain::habilitation::EtatHabilitation;
use domain::mandat::SituationMandat;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const MAINTENANT: OffsetDateTime = datetime!(2022-06-01 09:00 UTC);
const SIRET: &str = "732 829 320 00074";
const IDENTIFIANT: &str = "Identifiant de connexion à l'Agence de Services et de Paiement (ASP)";

fn siret(connu: bool) -> Option<FaitsSiret> {
    Some(FaitsSiret {
        siret: SIRET.into(),
        connu,
    })
}

fn habilitation(etat: EtatHabilitation, heures: i64) -> FaitHabilitation {
    FaitHabilitation {
        siret: SIRET.into(),
        denomination: "Ateliers".into(),
        etat,
        demandee_le: MAINTENANT - Duration::hours(heures),
        decidee_le: (etat != EtatHabilitation::EnAttente).then_some(MAINTENANT - Duration::hours(1)),
        motif: (etat == EtatHabilitation::Refusee).then(|| "Ce n'est pas votre SIRET.".into()),
    }
}

fn mandat(situation: SituationMandat) -> FaitMandat {
    FaitMandat {
        siret: SIRET.into(),
        denomination: "Ateliers".into(),
        situation,
        debut: MAINTENANT.date(),
        fin: Some(MAINTENANT.date()),
        declare_le: MAINTENANT - Duration::hours(72),
        motif: None,
    }
}

/// An accountant: mandates, no habilitation.
fn comptable(situation: SituationMandat) -> Faits {
    avec(|c| {
        c.habilitations.clear();
        c.mandats = vec![mandat(situation)];
    })
}

fn courriel(etat: EtatCourriel, heures: i64) -> FaitCourriel {
    FaitCourriel {
        nature: NatureCourriel::Identifiant,
        objet: IDENTIFIANT.into(),
        etat,
        cree_le: MAINTENANT - Duration::hours(heures),
        envoye_le: (etat == EtatCourriel::Envoye).then_some(MAINTENANT - Duration::hours(heures)),
    }
}

/// An account that may act and has logged in.
fn compte() -> FaitsCompte {
    FaitsCompte {
        identifiant: Some("claire.martin".into()),
        adresse: "c•••@exemple.fr".into(),
        habilitations: vec![habilitation(EtatHabilitation::Acceptee, 72)],
        courriels: vec![courriel(EtatCourriel::Envoye, 24)],
        derniere_connexion: Some(MAINTENANT - Duration::days(3)),
        ..FaitsCompte::default()
    }
}

fn avec(changer: impl FnOnce(&mut FaitsCompte)) -> Faits {
    let mut compte = compte();
    changer(&mut compte);
    Faits {
        siret: siret(true),
        compte: Some(compte),
        ..Faits::default()
    }
}

fn codes(diagnostic: &Diagnostic) -> Vec<&'static str> {
    diagnostic.constats.iter().map(|c| c.code).collect()
}

#[test]
fn each_situation_ends_in_the_one_action_that_helps() {
    let bientot = Some(MAINTENANT + Duration::minutes(10));
    let passe = Some(MAINTENANT - Duration::minutes(10));
    let table: Vec<(&str, Faits, &str, Action)> = vec![
        (
            "inconnu",
            Faits {
                siret: siret(false),
                ..Faits::default()
            },
            "siret_inconnu",
            Action::CreerEspace,
        ),
        (
            "connu",
            Faits {
                siret: siret(true),
                ..Faits::default()
            },
            "siret_connu",
            Action::RecevoirCode,
        ),
        (
            "courriel saisi",
            Faits {
                siret: siret(true),
                identifiant_est_courriel: true,
                ..Faits::default()
            },
            "identifiant_est_courriel",
            Action::RecevoirCode,
        ),
        (
            "en attente",
            avec(|c| c.habilitations = vec![habilitation(EtatHabilitation::EnAttente, 5)]),
            "habilitation_en_attente",
            Action::AttendreHabilitation,
        ),
        (
            "en attente depuis trop longtemps",
            avec(|c| c.habilitations = vec![habilitation(EtatHabilitation::EnAttente, 49)]),
            "habilitation_en_attente",
            Action::EcrireAssistance,
        ),
        (
            "refusée",
            avec(|c| c.habilitations = vec![habilitation(EtatHabilitation::Refusee, 49)]),
            "habilitation_refusee",
            Action::RefaireDemande,
        ),
        (
            "refusée puis acceptée",
            avec(|c| {
                c.habilitations
                    .insert(0, habilitation(EtatHabilitation::Refusee, 99))
            }),
            "habilitation_acceptee",
            Action::OubliMotDePasse,
        ),
        (
            "autre compte",
            avec(|c| c.habilitations.clear()),
            "habilite_sur_un_autre_compte",
            Action::DemanderAuPrincipal,
        ),
        (
            "sans établissement",
            Faits {
                siret: None,
                ..avec(|c| c.habilitations.clear())
            },
            "compte_sans_etablissement",
            Action::RefaireDemande,
        ),
        (
            "mandat en cours",
            comptable(SituationMandat::EnCours),
            "mandat_en_cours",
            Action::OubliMotDePasse,
        ),
        (
            "mandat en attente",
            comptable(SituationMandat::EnAttente),
            "mandat_en_attente",
            Action::AttendreClient,
        ),
        (
            "mandat à venir",
            comptable(SituationMandat::AVenir),
            "mandat_a_venir",
            Action::AttendreDelai,
        ),
        (
            "mandat terminé",
            comptable(SituationMandat::Expire),
            "mandat_expire",
            Action::DeclarerMandat,
        ),
        (
            "mandat révoqué, puis un autre",
            avec(|c| {
                c.habilitations.clear();
                c.mandats = vec![mandat(SituationMandat::EnCours), mandat(SituationMandat::Revoque)];
            }),
            "mandat_revoque",
            Action::OubliMotDePasse,
        ),
        (
            "message perdu",
            avec(|c| c.courriels = vec![courriel(EtatCourriel::Echec, 2)]),
            "courriel_echec",
            Action::EcrireAssistance,
        ),
        (
            "message perdu puis remis",
            avec(|c| {
                c.courriels = vec![
                    courriel(EtatCourriel::Envoye, 1),
                    courriel(EtatCourriel::Echec, 2),
                ]
            }),
            "courriel_envoye",
            Action::OubliMotDePasse,
        ),
        (
            "message en route",
            avec(|c| c.courriels = vec![courriel(EtatCourriel::EnFile, 0)]),
            "courriel_en_file",
            Action::OubliMotDePasse,
        ),
        (
            "délai",
            avec(|c| c.connexion_des_le = bientot),
            "connexion_pas_encore_possible",
            Action::AttendreDelai,
        ),
        (
            "verrou",
            avec(|c| c.verrouille_jusqu_a = bientot),
            "compte_verrouille",
            Action::AttendreDeverrouillage,
        ),
        (
            "verrou passé",
            avec(|c| c.verrouille_jusqu_a = passe),
            "derniere_connexion",
            Action::OubliMotDePasse,
        ),
        (
            "secours",
            avec(|c| c.secours_jusqu_a = bientot),
            "mot_de_passe_de_secours",
            Action::SeConnecter,
        ),
        (
            "temporaire expiré",
            avec(|c| {
                c.mot_de_passe_temporaire = true;
                c.temporaire_expire_le = passe;
            }),
            "mot_de_passe_temporaire_expire",
            Action::OubliMotDePasse,
        ),
        (
            "jamais connecté",
            avec(|c| {
                c.mot_de_passe_temporaire = true;
                c.jamais_connecte = true;
            }),
            "jamais_connecte",
            Action::SeConnecter,
        ),
        (
            "second facteur",
            avec(|c| c.second_facteur = true),
            "second_facteur",
            Action::OubliMotDePasse,
        ),
    ];
    for (nom, faits, code, action) in table {
        let diagnostic = diagnostiquer(&faits, MAINTENANT);
        assert!(
            codes(&diagnostic).contains(&code),
            "{nom} : {:?}",
            codes(&diagnostic)
        );
        assert_eq!(diagnostic.action, action, "{nom}");
        assert!(diagnostic.action.lien().starts_with('/'), "{nom}");
    }
}

#[test]
fn a_stranger_learns_no_more_than_the_registration_page_tells() {
    for connu in [true, false] {
        let diagnostic = diagnostiquer(
            &Faits {
                siret: siret(connu),
                ..Faits::default()
            },
            MAINTENANT,
        );
        for constat in &diagnostic.constats {
            assert!(
                constat.code.starts_with("siret_") || constat.code.starts_with("conseil_"),
                "{}",
                constat.code
            );
            assert!(!constat.texte.contains('@'), "{}", constat.texte);
        }
    }
}

#[test]
fn dates_and_masked_addresses_are_told_to_the_person_herself() {
    let diagnostic = diagnostiquer(&avec(|_| {}), MAINTENANT);
    let texte: String = diagnostic.constats.iter().map(|c| c.texte.as_str()).collect();
    assert!(
        texte.contains("c•••@exemple.fr") && texte.contains("31/05/2022 à 11 h 00"),
        "{texte}"
    );
}

#[test]
fn an_agent_is_never_told_to_ask_for_an_establishment() {
    let agent = |c: &mut FaitsCompte| {
        c.habilitations.clear();
        c.administration = true;
    };
    for nomme in [true, false] {
        let mut faits = avec(agent);
        if !nomme {
            faits.siret = None;
        }
        let diagnostic = diagnostiquer(&faits, MAINTENANT);
        assert_eq!(diagnostic.action, Action::OubliMotDePasse);
        let codes = codes(&diagnostic);
        assert!(
            !codes.contains(&"compte_sans_etablissement") && !codes.contains(&"habilite_sur_un_autre_compte"),
            "{codes:?}"
        );
    }
}
