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
        (InstructionEnCours, InstructionEnCours),
        (InstructionEnCours, Validee),
        (InstructionEnCours, Invalidee),
        (InstructionEnCours, Refusee),
        (Validee, Validee),
        (Invalidee, Invalidee),
        (Invalidee, EnAttenteInstructionUd),
        (Invalidee, Retiree),
    ]
};

fn avenant_valide() -> Dap {
    let contenu = ContenuDap {
        heures_prevues: Heures::entieres(500),
        ..contenu()
    };
    Dap::brouillon(contenu)
        .envoyer("jeanne", T, &[])
        .unwrap()
        .prendre("ana", T)
        .unwrap()
        .valider("ana", T, CodeDi::depuis_hasard([9; 10]))
        .unwrap()
}

fn code_de(dap: &Dap) -> Option<CodeDi> {
    match &dap.etat {
        EtatDap::Validee { code_di, .. } => Some(code_di.clone()),
        _ => None,
    }
}

#[test]
fn an_agent_hands_over_what_is_his_and_the_delay_goes_on() {
    let confiee = en_cours().confier("ana", "bob", T + Duration::DAY).unwrap();
    assert_eq!(confiee.etat.limite_tacite(), en_cours().etat.limite_tacite());
    assert_eq!(
        confiee.clone().valider("ana", T, code_di()).unwrap_err().code,
        "dossier_d_un_autre_agent"
    );
    assert!(confiee.valider("bob", T, code_di()).is_ok());
    let pas_prise = Dap::brouillon(contenu()).confier("ana", "bob", T);
    assert_eq!(pas_prise.unwrap_err().code, "transition_interdite");
}

#[test]
fn an_avenant_takes_the_place_of_what_was_authorised_and_keeps_the_code() {
    let validee = en_cours().valider("ana", T, code_di()).unwrap();
    let amendee = validee.clone().amender(&avenant_valide()).unwrap();
    assert_eq!(code_de(&amendee), code_de(&validee));
    assert!(
        matches!(amendee.etat, EtatDap::Validee { heures_autorisees, .. } if heures_autorisees == Heures::entieres(500))
    );
    assert_eq!(amendee.contenu, avenant_valide().contenu);
    let pas_decide = Dap::brouillon(contenu());
    assert_eq!(
        validee.amender(&pas_decide).unwrap_err().code,
        "transition_interdite"
    );
    assert_eq!(
        en_cours().amender(&avenant_valide()).unwrap_err().code,
        "transition_interdite"
    );
}

#[test]
fn reasons_come_from_the_table_with_their_way_out_and_the_agents_own_words() {
    let jour = date!(2022 - 05 - 11);
    let codes = ["avis_cse_manquant".to_owned()];
    let motifs = rediger_motifs("invalider", &codes, " Joignez le procès-verbal. ", jour).unwrap();
    assert_eq!(
        motifs,
        "L'avis du CSE manque. Indiquez l'avis et sa date, joignez-le, puis renvoyez la demande.\nJoignez le procès-verbal."
    );
    assert_eq!(
        rediger_motifs("refuser", &codes, "", jour).unwrap_err().code,
        "motif_decision_inconnu"
    );
    assert_eq!(rediger_motifs("refuser", &[], " ", jour).unwrap(), "");
    let refusee = en_cours().refuser("ana", T, "Non").unwrap();
    assert!(refusee.etat.voie().is_some_and(|voie| voie.contains("deux mois")));
}

#[test]
fn differences_are_told_as_people_read_them_and_only_where_something_changes() {
    let avant = SaisieDap::from(&contenu());
    let (changes, inchanges) = comparer(&avant, &avant);
    assert_eq!((changes.len(), inchanges.len()), (0, 12));
    let apres = SaisieDap {
        fin: "15/07/2022".into(),
        debut: "2/5/2022".into(),
        heures_prevues: "20 000".into(),
        ..avant.clone()
    };
    let (changes, inchanges) = comparer(&avant, &apres);
    assert_eq!(inchanges.len(), 10);
    let vues: Vec<_> = changes
        .into_iter()
        .map(|d| (d.champ, d.avant, d.apres.replace('\u{202F}', " ")))
        .collect();
    assert_eq!(vues[0], ("/fin".into(), "31/07/2022".into(), "15/07/2022".into()));
    assert_eq!((vues.len(), vues[1].2.as_str()), (2, "20 000,00 h"));
    assert_eq!(avant.verifier(date!(2022 - 04 - 26)).unwrap(), contenu());
}

/// Kinds of [`agir`].
const ACTIONS: u8 = 11;

/// Any transition, at any instant.
fn agir(dap: Dap, action: u8, maintenant: OffsetDateTime) -> Result<Dap, domain::Refus> {
    match action {
        0 => dap.modifier(contenu()),
        1 => dap.envoyer("jeanne", maintenant, &[]),
        2 => dap.prendre("ana", maintenant),
        3 => dap.liberer(),
        4 => dap.valider("ana", maintenant, code_di()),
        5 => dap.invalider("ana", maintenant, "motif"),
        6 => dap.refuser("ana", maintenant, "motif"),
        7 => dap.accepter_tacitement(maintenant, code_di()),
        8 => dap.confier("ana", "bob", maintenant),
        9 => dap.amender(&avenant_valide()),
        _ => dap.retirer(maintenant),
    }
}

#[test]
fn the_documented_diagram_is_the_one_that_is_walked() {
    let dessinees = crate::diagramme::fleches("## DAP ");
    assert_eq!(dessinees, crate::diagramme::codes(FLECHES, CodeEtatDap::code));
    // Every arrow is taken: breadth first, from the draft, before and after the deadline.
    let (mut prises, mut vus) = (std::collections::BTreeSet::new(), Vec::new());
    let mut a_voir = vec![Dap::brouillon(contenu())];
    while let Some(dap) = a_voir.pop() {
        for (action, jours) in (0..ACTIONS).flat_map(|action| [(action, 0), (action, 16)]) {
            let Ok(apres) = agir(dap.clone(), action, T + Duration::days(jours)) else {
                continue;
            };
            let (de, vers) = (dap.etat.code_etat(), apres.etat.code_etat());
            prises.insert((de.code().to_owned(), vers.code().to_owned()));
            if !vus.contains(&vers) {
                vus.push(vers);
                a_voir.push(apres);
            }
        }
    }
    assert_eq!(prises, dessinees);
}

#[test]
fn codes_are_ten_clear_characters_and_differ_over_many_draws() {
    let mut etat = 0x9E37_79B9_7F4A_7C15_u64;
    let mut suivant = || {
        etat ^= etat << 13;
        etat ^= etat >> 7;
        etat ^= etat << 17;
        etat.to_be_bytes()
    };
    let mut tires = std::collections::HashSet::new();
    for _ in 0..100_000 {
        let mut octets = [0_u8; 10];
        octets[..8].copy_from_slice(&suivant());
        octets[8..].copy_from_slice(&suivant()[..2]);
        let code = CodeDi::depuis_hasard(octets);
        assert_eq!(code.as_str().len(), 10);
        assert!(
            code.as_str()
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()),
            "{code}"
        );
        // What a person could misread for another character is never in one.
        assert!(!code.as_str().contains(['0', 'O', '1', 'I', 'L']), "{code}");
        assert_eq!(code.groupe().to_lowercase().parse::<CodeDi>().unwrap(), code);
        assert!(
            tires.insert(code.as_str().to_owned()),
            "{code} est sorti deux fois"
        );
    }
}

proptest! {
    #[test]
    fn no_path_leaves_the_diagram(pas in prop::collection::vec((0..ACTIONS, 0..30_i64), 1..40)) {
        let mut dap = Dap::brouillon(contenu());
        let mut maintenant = T;
        for (action, jours) in pas {
            maintenant += Duration::days(jours);
            let avant = dap.etat.code_etat();
            let suite = agir(dap.clone(), action, maintenant);
            match suite {
                Ok(apres) => {
                    let fleche = (avant, apres.etat.code_etat());
                    prop_assert!(FLECHES.contains(&fleche), "{fleche:?}");
                    // Decided: nothing but an avenant changes it, and its code never does.
                    if avant == CodeEtatDap::Validee {
                        prop_assert_eq!(action, 9);
                    }
                    if let (Some(un), Some(deux)) = (code_de(&dap), code_de(&apres)) {
                        prop_assert_eq!(un, deux);
                    }
                    dap = apres;
                }
                Err(refus) => prop_assert!(!refus.message.is_empty()),
            }
        }
    }
}
