//! What comes next for a DAP and by when, state by state.

use domain::dap::*;
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};

use crate::dap::{contenu, situation};

const T: OffsetDateTime = datetime!(2022-04-26 10:00 UTC);
const LE_26_AVRIL: Date = date!(2022 - 04 - 26);

fn envoyee() -> Dap {
    Dap::brouillon(contenu()).envoyer("jeanne", T, &[]).unwrap()
}

fn en_cours() -> Dap {
    envoyee().prendre("ana", T).unwrap()
}

fn suite(dap: &Dap, effectif: u32, piece_demandee: bool) -> Vec<(String, Option<Date>)> {
    let avancement = Avancement {
        etat: &dap.etat,
        avenant: false,
        piece_demandee,
    };
    a_venir(
        avancement,
        &(&dap.contenu).into(),
        &situation(LE_26_AVRIL, effectif, &[]),
    )
    .into_iter()
    .map(|echeance| (echeance.code, echeance.avant_le))
    .collect()
}

fn etape(code: &str, avant_le: Option<Date>) -> (String, Option<Date>) {
    (code.to_owned(), avant_le)
}

#[test]
fn every_state_says_what_comes_next_and_by_when() {
    let validee = en_cours()
        .valider("ana", T, CodeDi::depuis_hasard([1; 10]))
        .unwrap();
    let tacite = etape("acceptation_tacite", Some(date!(2022 - 05 - 11)));
    for (dap, attendues) in [
        (
            Dap::brouillon(contenu()),
            vec![etape("depot", Some(date!(2022 - 05 - 02)))],
        ),
        (envoyee(), vec![tacite.clone()]),
        (en_cours(), vec![tacite]),
        // Six months after the last day authorised, 31 July 2022.
        (
            validee,
            vec![etape("demande_indemnisation", Some(date!(2023 - 01 - 31)))],
        ),
        (
            en_cours().invalider("ana", T, "À préciser.").unwrap(),
            vec![etape("correction", None)],
        ),
        (
            en_cours().refuser("ana", T, "Non.").unwrap(),
            vec![
                etape("autre_demande", None),
                etape("recours", Some(date!(2022 - 06 - 27))),
            ],
        ),
        (envoyee().retirer(T).unwrap(), vec![]),
    ] {
        assert_eq!(suite(&dap, 300, false), attendues, "{:?}", dap.etat);
    }
}

#[test]
fn the_works_councils_opinion_stays_due_after_the_decision() {
    let sans_avis = |motif| Dap {
        contenu: ContenuDap {
            motif,
            avis_cse: AvisCse::EnAttente,
            date_avis_cse: None,
            ..contenu()
        },
        ..en_cours()
    };
    let dans_deux_mois = etape("avis_cse", Some(date!(2022 - 06 - 26)));
    let sinistre = sans_avis(MotifDap::SinistreIntemperies);
    assert!(suite(&sinistre, 50, false).contains(&dans_deux_mois));
    let validee = sinistre
        .clone()
        .valider("ana", T, CodeDi::depuis_hasard([1; 10]))
        .unwrap();
    assert!(suite(&validee, 50, false).contains(&dans_deux_mois));
    // Below the threshold nobody waits for it; where it was to come with the request, it has no delay left.
    assert_eq!(suite(&sinistre, 49, false).len(), 1);
    assert!(suite(&sans_avis(MotifDap::Transformation), 50, false).contains(&etape("avis_cse", None)));
    // Refused: nothing is waited for. To be corrected: the form says it.
    let refusee = sinistre.clone().refuser("ana", T, "Non.").unwrap();
    assert!(!suite(&refusee, 50, false).contains(&dans_deux_mois));
    let a_corriger = sinistre.invalider("ana", T, "À préciser.").unwrap();
    assert_eq!(suite(&a_corriger, 50, false), [etape("correction", None)]);
}

#[test]
fn a_document_that_was_asked_for_is_a_step_until_the_end() {
    assert!(suite(&en_cours(), 300, true).contains(&etape("piece_demandee", None)));
    let refusee = en_cours().refuser("ana", T, "Non.").unwrap();
    assert!(!suite(&refusee, 300, true).contains(&etape("piece_demandee", None)));
}

#[test]
fn a_draft_is_told_the_last_day_of_its_motif_and_an_avenant_that_of_its_new_days() {
    let avancement = Avancement {
        etat: &EtatDap::Provisoire,
        avenant: false,
        piece_demandee: false,
    };
    let depot = |contenu: &ContenuDap, situation: &Situation<'_>| {
        a_venir(avancement, &contenu.into(), situation)
            .first()
            .and_then(|echeance| echeance.avant_le)
    };
    let sinistre = ContenuDap {
        motif: MotifDap::SinistreIntemperies,
        ..contenu()
    };
    let le_26 = situation(LE_26_AVRIL, 300, &[]);
    assert_eq!(depot(&sinistre, &le_26), Some(date!(2022 - 06 - 01)));
    // What was filed by 30 April 2020 was never late; after a placement of 10 April, 30 days go further.
    let covid = |debut| ContenuDap {
        motif: MotifDap::AutreCirconstance,
        debut,
        fin: date!(2020 - 06 - 30),
        ..contenu()
    };
    let en_avril = situation(date!(2020 - 04 - 15), 300, &[]);
    assert_eq!(
        depot(&covid(date!(2020 - 03 - 16)), &en_avril),
        Some(date!(2020 - 04 - 30))
    );
    assert_eq!(
        depot(&covid(date!(2020 - 04 - 10)), &en_avril),
        Some(date!(2020 - 05 - 10))
    );
    let c = contenu();
    let avenant = |en_vigueur| Situation {
        en_vigueur: Some(en_vigueur),
        ..le_26
    };
    assert_eq!(depot(&c, &avenant((c.debut, c.fin))), None);
    assert_eq!(
        depot(&c, &avenant((c.debut, date!(2022 - 06 - 30)))),
        Some(date!(2022 - 07 - 01))
    );
}

#[test]
fn two_clear_months_to_contest() {
    for (notifiee, limite) in [
        (date!(2022 - 05 - 12), date!(2022 - 07 - 13)),
        (date!(2022 - 12 - 31), date!(2023 - 03 - 01)),
        (date!(2023 - 12 - 31), date!(2024 - 03 - 01)),
    ] {
        assert_eq!(limite_de_recours(notifiee), limite, "{notifiee}");
    }
}
