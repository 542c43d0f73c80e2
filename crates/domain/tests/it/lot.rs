//! Deciding many habilitations at once.

use domain::habilitation::Decision;
use domain::lot::*;

#[test]
fn a_decision_for_many_is_read_like_one_for_one() {
    assert_eq!(lire_decision("accepter", "").unwrap(), Decision::Accepter);
    let motif = "SIRET fermé.".to_owned();
    assert_eq!(
        lire_decision("refuser", " SIRET fermé. ").unwrap(),
        Decision::Refuser { motif }
    );
    assert_eq!(
        lire_decision("refuser", " ").unwrap_err().codes(),
        ["motifs_requis"]
    );
    assert_eq!(
        lire_decision("jeter", "x").unwrap_err().codes(),
        ["decision_inconnue"]
    );
    let long = "x".repeat(MAX_MOTIF_REFUS + 1);
    assert_eq!(
        lire_decision("refuser", &long).unwrap_err().codes(),
        ["texte_trop_long"]
    );
}

#[test]
fn a_lot_has_one_to_a_thousand_requests() {
    assert_eq!(verifier_taille(0).unwrap_err().codes(), ["lot_vide"]);
    assert!(verifier_taille(1).is_ok() && verifier_taille(MAX_LOT).is_ok());
    assert_eq!(
        verifier_taille(MAX_LOT + 1).unwrap_err().codes(),
        ["lot_trop_grand"]
    );
}

#[test]
fn a_lot_ends_once() {
    assert_eq!(EtatLot::EnCours.annuler().unwrap(), EtatLot::Annule);
    assert_eq!(EtatLot::EnCours.terminer(), EtatLot::Termine);
    for fini in [EtatLot::Termine, EtatLot::Annule] {
        assert_eq!(fini.annuler().unwrap_err().code, "lot_termine");
        assert_eq!(fini.terminer(), fini);
    }
}
