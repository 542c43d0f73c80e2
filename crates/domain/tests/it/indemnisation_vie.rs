//! The life of a DI: what comes next, tacit validation, payment, corrections, signals.

use domain::bareme::{Baremes, Territoire};
use domain::indemnisation::*;
use domain::mois::Mois;
use domain::montant::{Centimes, Heures};
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

const T: OffsetDateTime = datetime!(2022-06-10 10:00 UTC);
const LIMITE: Date = date!(2023 - 01 - 31);
const DU: Centimes = Centimes(100);

fn mai() -> Mois {
    "2022-05".parse().unwrap()
}

fn envoyee(le: OffsetDateTime) -> DemandeIndemnisation {
    DemandeIndemnisation::brouillon(mai())
        .envoyer("jeanne", le)
        .unwrap()
}

fn validee() -> DemandeIndemnisation {
    envoyee(T)
        .prendre("ana", T)
        .and_then(|d| d.valider("ana", T))
        .unwrap()
}

#[test]
fn in_2020_to_2022_a_di_that_nobody_took_is_validated_after_72_hours() {
    assert_eq!(limite_validation_tacite(T), Some(T + Duration::hours(72)));
    for jour in [datetime!(2020-02-29 12:00 UTC), datetime!(2023-01-01 0:00 UTC)] {
        assert_eq!(limite_validation_tacite(jour), None, "{jour}");
    }
    let tot = envoyee(T).valider_tacitement(T + Duration::hours(72) - Duration::SECOND);
    assert_eq!(tot.unwrap_err().code, "delai_en_cours");
    let validee = envoyee(T).valider_tacitement(T + Duration::hours(72)).unwrap();
    assert!(matches!(validee.etat, EtatDi::Validee { agent: None, .. }));
    let prise = envoyee(T).prendre("ana", T).unwrap();
    let refus = prise.valider_tacitement(T + Duration::hours(100)).unwrap_err();
    assert_eq!(refus.code, "transition_interdite");
    let apres = datetime!(2023-01-02 10:00 UTC);
    let refus = envoyee(apres)
        .valider_tacitement(apres + Duration::days(30))
        .unwrap_err();
    assert_eq!(refus.code, "delai_en_cours");
}

#[test]
fn the_employer_is_told_who_does_what_next_and_by_when() {
    let dit = |d: &DemandeIndemnisation, a_payer| {
        suite(&d.etat, LIMITE, d.etat.limite_tacite(), a_payer).map(|s| (s.qui, s.avant_le))
    };
    let qui = |texte: &str, jour| Some((texte.to_owned(), jour));
    let brouillon = DemandeIndemnisation::brouillon(mai());
    assert_eq!(dit(&brouillon, DU), qui("employeur", Some(LIMITE)));
    assert_eq!(
        dit(&envoyee(T), DU),
        qui("unite_departementale", Some(date!(2022 - 06 - 13)))
    );
    assert_eq!(dit(&validee(), DU), qui("agence", None));
    assert_eq!(dit(&validee(), Centimes::ZERO), None);
    let emis = validee()
        .preparer_reversement(T, "Trop", Centimes(-5))
        .and_then(|d| d.emettre_reversement(T))
        .unwrap();
    assert_eq!(
        dit(&emis, Centimes(-5)),
        qui("employeur", Some(date!(2022 - 07 - 10)))
    );
}

#[test]
fn a_correction_pays_the_difference_or_asks_for_it_back() {
    assert_eq!(
        validee().demander_paiement(T, Centimes::ZERO).unwrap_err().code,
        "rien_a_payer"
    );
    assert_eq!(
        validee().demander_paiement(T, Centimes(-5)).unwrap_err().code,
        "rien_a_payer"
    );
    assert_eq!(
        validee().preparer_reversement(T, "Trop", DU).unwrap_err().code,
        "transition_interdite"
    );
    let a_emettre = validee().preparer_reversement(T, "Trop", Centimes(-5)).unwrap();
    assert_eq!(a_emettre.etat.code(), "or_a_emettre");
    assert!(a_emettre.verifier_correction(Centimes(-5)).is_ok());
    assert_eq!(
        a_emettre.verifier_correction(DU).unwrap_err().code,
        "correction_impossible"
    );
    for refusee in [DemandeIndemnisation::brouillon(mai()), envoyee(T)] {
        assert_eq!(
            refusee.verifier_correction(DU).unwrap_err().code,
            "correction_impossible"
        );
    }
}

proptest! {
    /// What the desk is offered is exactly what the state machine accepts.
    #[test]
    fn the_operations_offered_are_those_that_succeed(pas in prop::collection::vec(0..6_usize, 0..12), a_payer in -3..4_i64) {
        let a_payer = Centimes(a_payer);
        let mut d = validee();
        for choix in pas {
            let possibles = OperationPaiement::possibles(&d.etat, a_payer);
            for operation in OperationPaiement::TOUS {
                let issue = d.clone().regler(*operation, T, "motif", a_payer);
                // A payment that was asked for once may be asked for again.
                prop_assert_eq!(possibles.contains(operation), issue.is_ok(), "{:?} {}", d.etat, operation);
                let muette = d.clone().regler(*operation, T, " ", a_payer);
                prop_assert!(!operation.est_motivee() || muette.is_err());
            }
            if let Ok(suivante) = d.clone().regler(OperationPaiement::TOUS[choix], T, "motif", a_payer) {
                d = suivante;
            }
        }
    }

    /// The lines of a difference add up to the difference of the totals.
    #[test]
    fn differences_add_up(avant in prop::collection::btree_map(0..12_u8, 0..9_000_i64, 0..12), apres in prop::collection::btree_map(0..12_u8, 0..9_000_i64, 0..12)) {
        let lignes = |m: &std::collections::BTreeMap<u8, i64>| -> Vec<Comparee> {
            m.iter().map(|(cle, n)| Comparee {
                cle: cle.to_string(), nom: format!("N{cle}"), prenom: String::new(),
                heures: Heures(*n), allocation: Centimes(n * 7), indemnite: Centimes(n * 9),
            }).collect()
        };
        let d = differences(&lignes(&avant), &lignes(&apres));
        let ecart: i64 = d.iter().map(|l| l.allocation.1.0 - l.allocation.0.0).sum();
        let total = |m: &std::collections::BTreeMap<u8, i64>| m.values().map(|n| n * 7).sum::<i64>();
        prop_assert_eq!(ecart, total(&apres) - total(&avant));
        prop_assert!(d.iter().all(|l| l.heures.0 != l.heures.1));
    }
}

#[test]
fn a_di_that_stands_out_says_why() {
    let faits = FaitsSignaux {
        mois: mai(),
        heures: Heures::entieres(100),
        heures_demandees: Heures::entieres(100),
        heures_autorisees: Heures::entieres(1_000),
        heures_mois_precedent: Some(Heures::entieres(80)),
        contingents: contingents("Paul Petit", "", 0, 500),
        ailleurs: vec![],
    };
    assert_eq!(signaux(&faits), []);
    let faits = FaitsSignaux {
        heures_demandees: Heures::entieres(900),
        heures_mois_precedent: Some(Heures::entieres(60)),
        contingents: contingents("Paul Petit", "", 800, 100),
        ailleurs: vec![Ailleurs {
            salarie: "Anne Roy".into(),
            semaines: vec![date!(2022 - 05 - 02)],
        }],
        ..faits
    };
    let dits: Vec<_> = signaux(&faits)
        .into_iter()
        .map(|s| (s.code.code(), s.salarie))
        .collect();
    assert_eq!(
        dits,
        [
            ("salarie_ailleurs", Some("Anne Roy".to_owned())),
            ("hausse_soudaine", None),
            ("autorisation_presque_consommee", None),
            ("contingent_proche", Some("Paul Petit".to_owned())),
        ]
    );
}

/// The contingents of an employee who had so many hours elsewhere, and has so many here.
fn contingents(nom: &str, motif: &str, ailleurs: i64, ici: i64) -> Vec<(String, Contingent)> {
    let baremes = Baremes::charger().unwrap();
    let ailleurs = HeuresAilleurs {
        toutes: Heures::entieres(ailleurs),
        motif_4: Heures::entieres(ailleurs),
    };
    Contingents::de(&baremes, mai(), Territoire::Metropole, motif)
        .du_salarie(ailleurs, Heures::entieres(ici))
        .into_iter()
        .map(|contingent| (nom.to_owned(), contingent))
        .collect()
}

#[test]
fn the_lower_contingent_of_motif_4_stands_out_as_well() {
    let faits = |ici| FaitsSignaux {
        mois: mai(),
        heures: Heures::entieres(ici),
        heures_demandees: Heures::entieres(ici),
        heures_autorisees: Heures::entieres(1_000),
        heures_mois_precedent: None,
        contingents: contingents("Anne Roy", "transformation", 60, ici),
        ailleurs: vec![],
    };
    assert_eq!(signaux(&faits(29)), []);
    let trouves = signaux(&faits(30));
    assert_eq!(trouves.len(), 1, "{trouves:?}");
    assert_eq!(trouves[0].code, CodeSignal::ContingentProche);
    assert_eq!(
        trouves[0].message,
        "90,00 h dans l'année sous le motif 4°, pour 100 h au plus."
    );
}
