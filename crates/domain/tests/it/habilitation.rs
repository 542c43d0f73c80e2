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

fn principal() -> Habilitation {
    Habilitation::demander(RoleHabilitation::Principal)
        .decider(Decision::Accepter)
        .unwrap()
}

#[test]
fn the_principal_role_is_handed_over_and_never_lost() {
    let (ancien, nouveau) = principal().ceder(Habilitation::accorder()).unwrap();
    assert_eq!(ancien.role, RoleHabilitation::Utilisateur);
    assert_eq!(nouveau.role, RoleHabilitation::Principal);
    assert!(ancien.clone().retirer().is_ok());
    assert_eq!(nouveau.clone().retirer().unwrap_err().code, "principal_requis");
    assert_eq!(
        nouveau.clone().ceder(nouveau.clone()).unwrap_err().code,
        "deja_principal"
    );
    assert_eq!(
        ancien.clone().ceder(nouveau.clone()).unwrap_err().code,
        "reserve_au_principal"
    );
    let partie = ancien.retirer().unwrap();
    assert_eq!(partie.etat, EtatHabilitation::Retiree);
    assert_eq!(
        partie.clone().retirer().unwrap_err().code,
        "habilitation_inactive"
    );
    assert_eq!(nouveau.ceder(partie).unwrap_err().code, "habilitation_inactive");
}

#[test]
fn rights_follow_the_title() {
    use RoleHabilitation as R;
    use domain::droits::{Action, peut_au_titre};
    for titre in R::TOUS {
        for action in [
            Action::ModifierFiche,
            Action::GererBanque,
            Action::SaisirDap,
            Action::SaisirDi,
            Action::VoirNir,
        ] {
            assert!(peut_au_titre(*titre, action), "{titre} {action}");
        }
        assert!(!peut_au_titre(*titre, Action::InstruireDap));
        assert!(!peut_au_titre(*titre, Action::DeciderHabilitation));
    }
    assert!(peut_au_titre(R::Principal, Action::GererUtilisateurs));
    assert!(!peut_au_titre(R::Utilisateur, Action::GererUtilisateurs));
    assert!(peut_au_titre(R::Utilisateur, Action::VoirUtilisateurs));
    assert!(!peut_au_titre(R::TiersDeclarant, Action::VoirUtilisateurs));
}
