//! What the explanation of a line says of caps and floors.

use super::*;

/// The steps of one line: code, words and figure.
fn etapes(salarie: SaisieSalarie) -> Vec<(String, String, String)> {
    let baremes = Baremes::charger().unwrap();
    let mut reponse = simuler(&baremes, &saisie("2022-05", "droit_commun", "metropole", salarie)).unwrap();
    let etapes = reponse.lignes.remove(0).explication;
    etapes
        .into_iter()
        .map(|e| (e.etape, e.libelle, e.valeur))
        .collect()
}

#[test]
fn a_line_that_the_law_caps_says_how_much_is_lost() {
    // 4.5 SMIC are 48.825 €: 60 € are paid as that.
    let dites = etapes(salarie("60", "105"));
    let perdu = |code: &str| dites.iter().find(|e| e.0 == code).unwrap();
    let allocation = perdu("perte_plafond_allocation");
    assert_eq!(allocation.2, "422.10");
    assert!(
        allocation.1.contains("4,5 SMIC") && allocation.1.contains("4,02 € de moins par heure"),
        "{}",
        allocation.1
    );
    assert_eq!(perdu("perte_plafond_indemnite").2, "703.50");
    assert!(
        etapes(salarie("48", "105"))
            .iter()
            .all(|e| !e.0.starts_with("perte_"))
    );
}

#[test]
fn the_cap_is_said_as_the_table_has_it() {
    let table = domain::bareme::TABLE.replace("plafond_allocation_smic,4.5", "plafond_allocation_smic,3.25");
    let baremes = Baremes::lire(&table).unwrap();
    let saisie = saisie("2022-05", "droit_commun", "metropole", salarie("60", "105"));
    let reponse = simuler(&baremes, &saisie).unwrap();
    let dites: Vec<_> = reponse.lignes[0].explication.iter().map(|e| &e.libelle).collect();
    assert!(
        dites
            .iter()
            .any(|l| l.starts_with("Plafond de l'allocation : 3,25 SMIC")),
        "{dites:?}"
    );
    assert!(
        dites
            .iter()
            .any(|l| l.starts_with("Plafond de l'indemnité : 4,5 SMIC")),
        "{dites:?}"
    );
}

#[test]
fn an_apprentice_is_told_why_no_floor_applies() {
    let apprenti = SaisieSalarie {
        profil: Some("apprentissage".into()),
        ..salarie("12", "10")
    };
    let dites = etapes(apprenti);
    assert_eq!(dites[0].0, "profil");
    assert!(
        dites[0].1.contains("les planchers ne s'appliquent pas"),
        "{}",
        dites[0].1
    );
    assert_ne!(etapes(salarie("12", "10"))[0].0, "profil");
}
