//! The DAP: its check, its delays at the edges, its states.

use domain::bareme::Territoire;
use domain::dap::*;
use domain::montant::Heures;
use time::macros::{date, datetime};

pub fn saisie() -> SaisieDap {
    SaisieDap {
        siret: "73282932000074".into(),
        motif: "conjoncture_economique".into(),
        debut: "02/05/2022".into(),
        fin: "2022-07-31".into(),
        effectif_concerne: "250".into(),
        heures_prevues: "22 000".into(),
        mode: "reduction".into(),
        circonstances: "Commandes en baisse.".into(),
        avis_cse: "favorable".into(),
        date_avis_cse: Some("20/04/2022".into()),
        placement_36_mois: Some(false),
        ..SaisieDap::default()
    }
}

const LE_26_AVRIL: time::Date = date!(2022 - 04 - 26);

pub fn contenu() -> ContenuDap {
    saisie().verifier(LE_26_AVRIL).unwrap()
}

pub fn situation(aujourd_hui: time::Date, effectif: u32, voisines: &[Voisine]) -> Situation<'_> {
    Situation {
        aujourd_hui,
        effectif: Some(effectif),
        effectif_entreprise: Some(effectif),
        voisines,
        en_vigueur: None,
        baremes: domain::bareme::du_programme(),
        territoire: Territoire::Metropole,
    }
}

pub fn codes(saisie: &SaisieDap) -> Vec<(String, &'static str)> {
    let fautes = saisie.verifier(LE_26_AVRIL).unwrap_err();
    fautes.0.into_iter().map(|f| (f.pointeur, f.code)).collect()
}

#[test]
fn a_dap_is_read_as_people_type_it_and_its_json_is_stable() {
    let json = serde_json::to_value(contenu()).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "siret": "73282932000074", "motif": "conjoncture_economique", "sous_motif": null,
            "debut": "2022-05-02", "fin": "2022-07-31", "effectif_concerne": 250,
            "heures_prevues": "22000.00", "mode": "reduction", "circonstances": "Commandes en baisse.",
            "avis_cse": "favorable", "date_avis_cse": "2022-04-20",
            "placement_36_mois": false, "engagements": []
        })
    );
    assert_eq!(serde_json::from_value::<ContenuDap>(json).unwrap(), contenu());
}

#[test]
fn a_dap_tells_every_fault_at_once() {
    let champs: Vec<_> = codes(&SaisieDap::default()).into_iter().map(|(p, _)| p).collect();
    assert_eq!(
        champs,
        [
            "/siret",
            "/motif",
            "/debut",
            "/fin",
            "/effectif_concerne",
            "/heures_prevues",
            "/mode",
            "/circonstances",
            "/avis_cse",
            "/placement_36_mois"
        ]
    );
    let un = |saisie: SaisieDap, champ: &str, code: &'static str| {
        assert_eq!(codes(&saisie), [(champ.to_owned(), code)]);
    };
    un(
        SaisieDap {
            fin: "01/05/2022".into(),
            ..saisie()
        },
        "/fin",
        "periode_inversee",
    );
    un(
        SaisieDap {
            fin: "02/08/2022".into(),
            ..saisie()
        },
        "/fin",
        "duree_trop_longue",
    );
    un(
        SaisieDap {
            effectif_concerne: "0".into(),
            ..saisie()
        },
        "/effectif_concerne",
        "effectif_nul",
    );
    un(
        SaisieDap {
            heures_prevues: "0".into(),
            ..saisie()
        },
        "/heures_prevues",
        "nombre_nul",
    );
    un(
        SaisieDap {
            motif: "autre_circonstance".into(),
            ..saisie()
        },
        "/sous_motif",
        "champ_requis",
    );
    un(
        SaisieDap {
            sous_motif: Some("coronavirus".into()),
            ..saisie()
        },
        "/sous_motif",
        "sous_motif_hors_motif",
    );
    un(
        SaisieDap {
            date_avis_cse: None,
            ..saisie()
        },
        "/date_avis_cse",
        "champ_requis",
    );
    un(
        SaisieDap {
            date_avis_cse: Some("27/04/2022".into()),
            ..saisie()
        },
        "/date_avis_cse",
        "date_future",
    );
    un(
        SaisieDap {
            engagements: vec!["dons".into()],
            ..saisie()
        },
        "/engagements/0",
        "engagement_inconnu",
    );
    un(
        SaisieDap {
            motif: "autre_circonstance".into(),
            sous_motif: Some("conflit_ukraine".into()),
            debut: "01/02/2022".into(),
            fin: "28/02/2022".into(),
            ..saisie()
        },
        "/sous_motif",
        "sous_motif_hors_dates",
    );
}

#[test]
fn the_longest_period_follows_the_date_and_the_motif() {
    for (debut, mois) in [
        (date!(2020 - 03 - 25), 6),
        (date!(2020 - 03 - 26), 12),
        (date!(2021 - 06 - 30), 12),
        (date!(2021 - 07 - 01), 3),
        (date!(2026 - 11 - 01), 3),
    ] {
        assert_eq!(duree_max(debut), mois, "{debut}");
    }
    assert_eq!(
        duree_max_pour(MotifDap::SinistreIntemperies, date!(2022 - 05 - 02)),
        6
    );
    assert_eq!(
        fin_max(MotifDap::ConjonctureEconomique, date!(2022 - 05 - 02)),
        date!(2022 - 08 - 01)
    );
    assert_eq!(
        fin_max(MotifDap::ConjonctureEconomique, date!(2023 - 12 - 01)),
        date!(2024 - 02 - 29)
    );
}

#[test]
fn tacit_acceptance_takes_15_days_or_2_by_date_of_receipt_in_paris() {
    for (recu, limite) in [
        (datetime!(2020-03-25 22:59 UTC), date!(2020 - 04 - 09)),
        // Already 26 March in Paris.
        (datetime!(2020-03-25 23:00 UTC), date!(2020 - 03 - 28)),
        (datetime!(2020-09-30 21:59 UTC), date!(2020 - 10 - 02)),
        (datetime!(2020-09-30 22:00 UTC), date!(2020 - 10 - 16)),
        (datetime!(2020-12-01 10:00 UTC), date!(2020 - 12 - 16)),
        (datetime!(2024-02-20 10:00 UTC), date!(2024 - 03 - 06)),
    ] {
        assert_eq!(limite_tacite(recu), limite, "{recu}");
    }
}

#[test]
fn late_filing_warns_and_never_refuses() {
    let codes = |c: &ContenuDap, jour| -> Vec<String> {
        avertissements(&c.into(), &situation(jour, 10, &[]))
            .into_iter()
            .filter(|a| a.code == "depot_tardif")
            .map(|a| a.code)
            .collect()
    };
    let c = contenu();
    assert!(codes(&c, date!(2022 - 05 - 02)).is_empty());
    assert_eq!(codes(&c, date!(2022 - 05 - 03)), ["depot_tardif"]);
    let sinistre = ContenuDap {
        motif: MotifDap::SinistreIntemperies,
        ..contenu()
    };
    assert!(codes(&sinistre, date!(2022 - 06 - 01)).is_empty());
    assert_eq!(codes(&sinistre, date!(2022 - 06 - 02)), ["depot_tardif"]);
    // The 30 days were not opposed to what was filed by 30 April 2020.
    let mars = ContenuDap {
        motif: MotifDap::AutreCirconstance,
        debut: date!(2020 - 03 - 01),
        fin: date!(2020 - 06 - 30),
        ..contenu()
    };
    assert!(codes(&mars, date!(2020 - 04 - 30)).is_empty());
    assert_eq!(codes(&mars, date!(2020 - 05 - 01)), ["depot_tardif"]);
}

#[test]
fn other_warnings_follow_headcount_hours_and_history() {
    let avis = |c: &ContenuDap, effectif| -> Vec<String> {
        avertissements(&c.into(), &situation(LE_26_AVRIL, effectif, &[]))
            .into_iter()
            .map(|a| a.code)
            .collect()
    };
    assert!(avis(&contenu(), 300).is_empty());
    let sans_cse = ContenuDap {
        avis_cse: AvisCse::EnAttente,
        ..contenu()
    };
    assert_eq!(avis(&sans_cse, 250), ["avis_cse_requis"]);
    let plus_tard = ContenuDap {
        motif: MotifDap::AutreCirconstance,
        ..sans_cse.clone()
    };
    assert_eq!(avis(&plus_tard, 250), ["avis_cse_a_transmettre"]);
    let petite = ContenuDap {
        effectif_concerne: 40,
        heures_prevues: Heures::entieres(100),
        ..sans_cse
    };
    assert!(avis(&petite, 49).is_empty());
    // Forty here, fifty in the whole company: its CSE is consulted (art. L2312-8).
    let grande = Situation {
        effectif_entreprise: Some(50),
        ..situation(LE_26_AVRIL, 40, &[])
    };
    let codes: Vec<_> = avertissements(&(&petite).into(), &grande)
        .into_iter()
        .map(|a| a.code)
        .collect();
    assert_eq!(codes, ["avis_cse_requis"]);
    let deja = ContenuDap {
        placement_36_mois: true,
        ..contenu()
    };
    // Its commitments are no advice: without one the request does not leave (art. R5122-9 II).
    assert!(avis(&deja, 300).is_empty());
    let lues = limites(&(&deja).into(), &situation(LE_26_AVRIL, 300, &[]));
    let bloquantes: Vec<_> = lues
        .iter()
        .filter(|l| l.depassee && l.bloquante)
        .map(|l| l.code.as_str())
        .collect();
    assert_eq!(bloquantes, ["engagements_requis"]);
    // 14 weeks begun × 35 h × 250.
    let trop = ContenuDap {
        heures_prevues: Heures::entieres(122_501),
        ..contenu()
    };
    assert_eq!(avis(&trop, 249), ["heures_elevees", "effectif_depasse"]);
}

#[test]
fn the_code_of_a_di_is_unambiguous_and_pasted_as_it_comes() {
    let code = CodeDi::depuis_hasard([7, 42, 0, 255, 19, 3, 88, 120, 201, 9]);
    assert_eq!(code.as_str().len(), 10);
    assert!(!code.as_str().contains(['0', 'O', '1', 'I', 'L']));
    let colle = format!(" {} ", code.groupe().to_lowercase());
    assert_eq!(colle.parse::<CodeDi>().unwrap(), code);
    assert_eq!(
        "ABCDE0FGHJ".parse::<CodeDi>().unwrap_err().code,
        "code_di_invalide"
    );
    assert_ne!(CodeDi::depuis_hasard([0; 10]), CodeDi::depuis_hasard([255; 10]));
}

#[test]
fn two_daps_of_one_motif_may_not_share_a_day() {
    let c = contenu();
    let suite = ContenuDap {
        debut: date!(2022 - 08 - 01),
        fin: date!(2022 - 08 - 31),
        ..contenu()
    };
    assert!(c.chevauche(&c) && !c.chevauche(&suite));
    assert!(c.chevauche(&ContenuDap {
        debut: date!(2022 - 07 - 31),
        ..suite.clone()
    }));
    assert!(!c.chevauche(&ContenuDap {
        motif: MotifDap::Transformation,
        ..contenu()
    }));
}
