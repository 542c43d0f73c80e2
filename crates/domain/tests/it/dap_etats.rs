//! The states of a DAP: every arrow of the diagram and no other, at the second.

use domain::dap::*;
use domain::mois::fin_de_jour_paris;
use domain::montant::Heures;
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};

use crate::dap::contenu;

const T: OffsetDateTime = datetime!(2022-04-26 10:00 UTC);

fn code_di() -> CodeDi {
    CodeDi::depuis_hasard([1; 10])
}

fn en_cours() -> Dap {
    Dap::brouillon(contenu())
        .envoyer("jeanne", T, &[])
        .unwrap()
        .prendre("ana", T)
        .unwrap()
}

#[test]
fn the_way_from_draft_to_decision() {
    let incomplete = Dap::brouillon(contenu()).envoyer("jeanne", T, &["effectif_etablissement"]);
    assert_eq!(incomplete.unwrap_err().code, "fiche_incomplete");
    let envoyee = Dap::brouillon(contenu()).envoyer("jeanne", T, &[]).unwrap();
    assert_eq!(envoyee.etat.limite_tacite(), Some(date!(2022 - 05 - 11)));
    let json = serde_json::to_value(&envoyee.etat).unwrap();
    assert_eq!(
        json,
        serde_json::json!({ "etat": "en_attente_instruction_ud", "envoyee_le": "2022-04-26T10:00:00Z", "auteur": "jeanne", "limite_tacite": "2022-05-11" })
    );
    assert_eq!(serde_json::from_value::<EtatDap>(json).unwrap(), envoyee.etat);
    let prise = envoyee.prendre("ana", T).unwrap();
    assert_eq!(prise.clone().prendre("bob", T).unwrap_err().code, "deja_prise");
    assert_eq!(
        prise.clone().valider("bob", T, code_di()).unwrap_err().code,
        "dossier_d_un_autre_agent"
    );
    let rendue = prise.clone().liberer().unwrap().prendre("bob", T).unwrap();
    assert!(rendue.valider("bob", T, code_di()).is_ok());
    let validee = prise.valider("ana", T, code_di()).unwrap();
    assert!(
        matches!(&validee.etat, EtatDap::Validee { agent: Some(a), heures_autorisees, .. } if a == "ana" && *heures_autorisees == contenu().heures_prevues)
    );
    assert_eq!(
        validee.clone().modifier(contenu()).unwrap_err().code,
        "transition_interdite"
    );
    assert_eq!(validee.retirer(T).unwrap_err().code, "transition_interdite");
}

#[test]
fn decisions_against_the_employer_have_reasons() {
    assert_eq!(
        en_cours().refuser("ana", T, " ").unwrap_err().code,
        "motifs_requis"
    );
    let invalidee = en_cours()
        .invalider("ana", T, "Précisez les circonstances.")
        .unwrap();
    assert_eq!(invalidee.etat.code(), "invalidee");
    let corrigee = invalidee.modifier(contenu()).unwrap();
    assert_eq!(
        corrigee.envoyer("jeanne", T, &[]).unwrap().etat.code_etat(),
        CodeEtatDap::EnAttenteInstructionUd
    );
    let ailleurs = ContenuDap {
        siret: "35600000000048".parse().unwrap(),
        ..contenu()
    };
    assert_eq!(
        Dap::brouillon(contenu()).modifier(ailleurs).unwrap_err().code,
        "siret_different"
    );
}

#[test]
fn an_authorisation_may_be_smaller_than_the_request_never_larger() {
    let periode = (date!(2022 - 05 - 02), date!(2022 - 05 - 31));
    let moins = en_cours()
        .valider_en_partie("ana", T, code_di(), Heures::entieres(100), periode)
        .unwrap();
    assert!(matches!(moins.etat, EtatDap::Validee { fin, .. } if fin == periode.1));
    for (heures, debut, fin) in [
        (22_001, periode.0, periode.1),
        (0, periode.0, periode.1),
        (1, date!(2022 - 05 - 01), periode.1),
        (1, periode.1, periode.0),
    ] {
        let refus = en_cours().valider_en_partie("ana", T, code_di(), Heures::entieres(heures), (debut, fin));
        assert_eq!(refus.unwrap_err().code, "autorisation_hors_demande");
    }
}

#[test]
fn silence_is_acceptance_from_both_waiting_states_and_not_a_second_before() {
    let minuit = fin_de_jour_paris(date!(2022 - 05 - 11));
    for dap in [en_cours(), en_cours().liberer().unwrap()] {
        let avant = dap
            .clone()
            .accepter_tacitement(minuit - Duration::SECOND, code_di());
        assert_eq!(avant.unwrap_err().code, "delai_tacite_en_cours");
        let acceptee = dap.accepter_tacitement(minuit, code_di()).unwrap();
        assert!(matches!(acceptee.etat, EtatDap::Validee { agent: None, .. }));
    }
    assert_eq!(
        en_cours().refuser("ana", minuit, "Non").unwrap_err().code,
        "delai_tacite_depasse"
    );
    assert_eq!(
        en_cours().invalider("ana", minuit, "Non").unwrap_err().code,
        "delai_tacite_depasse"
    );
    assert!(
        en_cours()
            .refuser("ana", minuit - Duration::SECOND, "Non")
            .is_ok()
    );
    assert!(en_cours().valider("ana", minuit, code_di()).is_ok());
}

/// The diagram of `docs/`: every arrow, and no other.
const FLECHES: &[(CodeEtatDap, CodeEtatDap)] = {
    use CodeEtatDap::*;
    &[
        (Provisoire, Provisoire),
        (Provisoire, EnAttenteInstructionUd),
        (Provisoire, Retiree),
        (EnAttenteInstructionUd, InstructionEnCours),
        (EnAttenteInstructionUd, Validee),
        (EnAttenteInstructionUd, Retiree),
        (InstructionEnCours, EnAttenteInstructionUd),
        (InstructionEnCours, Validee),
        (InstructionEnCours, Invalidee),
        (InstructionEnCours, Refusee),
        (Invalidee, Invalidee),
        (Invalidee, EnAttenteInstructionUd),
        (Invalidee, Retiree),
    ]
};

proptest! {
    #[test]
    fn no_path_leaves_the_diagram(pas in prop::collection::vec((0..9_u8, 0..30_i64), 1..40)) {
        let mut dap = Dap::brouillon(contenu());
        let mut maintenant = T;
        for (action, jours) in pas {
            maintenant += Duration::days(jours);
            let avant = dap.etat.code_etat();
            let suite = match action {
                0 => dap.clone().modifier(contenu()),
                1 => dap.clone().envoyer("jeanne", maintenant, &[]),
                2 => dap.clone().prendre("ana", maintenant),
                3 => dap.clone().liberer(),
                4 => dap.clone().valider("ana", maintenant, code_di()),
                5 => dap.clone().invalider("ana", maintenant, "motif"),
                6 => dap.clone().refuser("ana", maintenant, "motif"),
                7 => dap.clone().accepter_tacitement(maintenant, code_di()),
                _ => dap.clone().retirer(maintenant),
            };
            match suite {
                Ok(apres) => {
                    let fleche = (avant, apres.etat.code_etat());
                    prop_assert!(FLECHES.contains(&fleche), "{fleche:?}");
                    dap = apres;
                }
                Err(refus) => prop_assert!(!refus.message.is_empty()),
            }
        }
    }
}
