//! Mandates, takeovers, one more establishment.

use domain::ajout::SaisieAjout;
use domain::etablissement::SaisieFiche;
use domain::import::{Fichier, lire_mandats};
use domain::mandat::*;
use domain::reprise::{DecisionReprise, EtatReprise, Reprise, SaisieReprise, SortAncien};
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};

const JOUR: Date = date!(2022 - 06 - 01);

#[test]
fn a_mandate_is_answered_once_and_ended_once() {
    let declare = Mandat::declarer(JOUR, None);
    assert_eq!(declare.situation(JOUR), SituationMandat::EnAttente);
    assert!(!declare.couvre(JOUR));
    let accepte = declare.clone().accepter(JOUR).unwrap();
    assert!(accepte.couvre(JOUR));
    assert_eq!(
        accepte.clone().accepter(JOUR).unwrap_err().code,
        "mandat_deja_decide"
    );
    assert_eq!(
        accepte.clone().refuser("non").unwrap_err().code,
        "mandat_deja_decide"
    );
    assert_eq!(declare.clone().refuser("  ").unwrap_err().code, "motifs_requis");
    let refuse = declare.clone().refuser(" Pas signé. ").unwrap();
    assert_eq!(refuse.motif.as_deref(), Some("Pas signé."));
    assert_eq!(refuse.revoquer("", JOUR).unwrap_err().code, "mandat_deja_fini");
    assert!(declare.revoquer("", JOUR).is_ok(), "l'expert-comptable se ravise");
    let revoque = accepte.revoquer("", JOUR).unwrap();
    assert_eq!((revoque.couvre(JOUR), revoque.motif.as_deref()), (false, None));
    let passe = Mandat::declarer(date!(2021 - 01 - 01), Some(date!(2021 - 12 - 31)));
    assert_eq!(passe.accepter(JOUR).unwrap_err().code, "mandat_expire");
}

proptest! {
    /// A mandate opens the door on the days from its first to its last, both included, and on no other.
    #[test]
    fn a_mandate_covers_its_days_and_no_other(debut in -400_i64..400, duree in 0_i64..400, jour in -900_i64..900, sans_fin: bool) {
        let debut = JOUR + Duration::days(debut);
        let fin = (!sans_fin).then(|| debut + Duration::days(duree));
        let jour = JOUR + Duration::days(jour);
        let accepte = Mandat { etat: EtatMandat::Accepte, ..Mandat::declarer(debut, fin) };
        let dedans = jour >= debut && fin.is_none_or(|fin| jour <= fin);
        prop_assert_eq!(accepte.couvre(jour), dedans);
        prop_assert_eq!(accepte.chevauche(jour, Some(jour)), dedans);
        for etat in [EtatMandat::EnAttente, EtatMandat::Refuse, EtatMandat::Revoque] {
            let autre = Mandat { etat, ..accepte.clone() };
            prop_assert!(!autre.couvre(jour), "{}", etat);
        }
    }
}

#[test]
fn a_declaration_tells_all_its_faults() {
    let vide = SaisieMandat::default().verifier().unwrap_err();
    assert_eq!(vide.codes(), ["champ_requis", "champ_requis"]);
    let saisie = SaisieMandat {
        siret: "732 829 320 00074".into(),
        debut: "01/06/2022".into(),
        fin: "2022-05-31".into(),
    };
    assert_eq!(saisie.verifier().unwrap_err().codes(), ["dates_inversees"]);
    let juste = SaisieMandat {
        fin: String::new(),
        ..saisie
    }
    .verifier()
    .unwrap();
    assert_eq!((juste.debut, juste.fin), (JOUR, None));
}

#[test]
fn a_file_of_mandates_is_read_with_its_rows() {
    let csv = "N° de SIRET;Date de début;Date de fin\n73282932000074;01/06/2022;\n\n;x;\n";
    let lu = lire_mandats(&Fichier::csv(csv.as_bytes()).unwrap()).unwrap();
    assert_eq!((lu.lignes, lu.valides.len(), lu.valides[0].0), (2, 1, 2));
    let cases: Vec<_> = lu
        .fautes
        .iter()
        .map(|f| (f.ligne, f.colonne.as_deref(), f.code))
        .collect();
    assert_eq!(cases[0], (Some(4), Some("siret"), "champ_vide"));
    assert_eq!((cases[1].0, cases[1].1), (Some(4), Some("debut")));
}

#[test]
fn a_takeover_is_decided_once() {
    let demande = Reprise::demander();
    let garder = DecisionReprise::Accepter {
        ancien: SortAncien::Garder,
    };
    let acceptee = demande.clone().decider(garder.clone()).unwrap();
    assert_eq!(
        (acceptee.etat, acceptee.ancien),
        (EtatReprise::Acceptee, Some(SortAncien::Garder))
    );
    assert_eq!(acceptee.decider(garder).unwrap_err().code, "reprise_deja_decidee");
    let vide = DecisionReprise::Refuser { motif: " ".into() };
    assert_eq!(demande.decider(vide).unwrap_err().code, "motifs_requis");
    assert_eq!(SaisieReprise::default().verifier().unwrap_err().codes().len(), 6);
}

#[test]
fn one_more_establishment_is_judged_whole() {
    let saisie = SaisieAjout {
        siret: "73282932000074".into(),
        ancien_siret: "732 829 320 00074".into(),
        courriel_confirmation: "b@exemple.fr".into(),
        fiche: SaisieFiche {
            courriel: "a@exemple.fr".into(),
            ..SaisieFiche::default()
        },
        mandat: true,
        ..SaisieAjout::default()
    };
    let fautes = saisie.verifier().unwrap_err().0;
    let pointeurs: Vec<&str> = fautes.iter().map(|f| f.pointeur.as_str()).collect();
    for attendu in [
        "/fiche/denomination",
        "/fiche/telephone",
        "/courriel_confirmation",
        "/ancien_siret",
        "/mandat/debut",
    ] {
        assert!(pointeurs.contains(&attendu), "{attendu} : {pointeurs:?}");
    }
}
