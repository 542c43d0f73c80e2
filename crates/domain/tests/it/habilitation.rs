//! The help desk's answer to an account request.

use domain::habilitation::*;

#[test]
fn a_habilitation_is_decided_once_and_a_refusal_has_reasons() {
    let demande = Habilitation::demander(RoleHabilitation::Principal);
    let acceptee = demande.clone().decider(Decision::Accepter).unwrap();
    assert_eq!(acceptee.etat, EtatHabilitation::Acceptee);
    assert_eq!(
        acceptee.decider(Decision::Accepter).unwrap_err().code,
        "habilitation_deja_decidee"
    );
    let sans_motif = Decision::Refuser { motif: " ".into() };
    assert_eq!(
        demande.clone().decider(sans_motif).unwrap_err().code,
        "motifs_requis"
    );
    let refusee = demande
        .decider(Decision::Refuser {
            motif: "SIRET fermé".into(),
        })
        .unwrap();
    assert_eq!(refusee.motif_refus.as_deref(), Some("SIRET fermé"));
}

#[test]
fn the_201st_siret_is_refused_with_the_way_out() {
    assert!(verifier_nombre_siret(199).is_ok());
    let refus = verifier_nombre_siret(MAX_SIRET_PAR_COMPTE).unwrap_err();
    assert_eq!(refus.code, "trop_de_siret");
    assert!(refus.message.contains("second compte"));
}

#[test]
fn codes_are_read_back_and_unknown_ones_listed() {
    for role in RoleHabilitation::TOUS {
        assert_eq!(role.code().parse::<RoleHabilitation>().unwrap(), *role);
        assert_eq!(serde_json::to_string(role).unwrap(), format!("\"{role}\""));
    }
    let refus = RoleHabilitation::try_from("roi").unwrap_err();
    assert_eq!(refus.code, "role_inconnu");
    assert!(refus.message.contains("tiers_declarant"));
}
