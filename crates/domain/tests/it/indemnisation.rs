//! The DI: hours, the 250 employees of May 2022 to the cent, deadline, blockers, states.

use std::collections::HashMap;

use domain::bareme::{Baremes, Regime, Territoire};
use domain::import::{Fichier, lire_heures, lire_salaries};
use domain::indemnisation::*;
use domain::mois::{Mois, Semaine};
use domain::montant::{Centimes, Heures, TauxHoraire};
use domain::salarie::Contrat;
use domain::simulation::Totaux;
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};

const PERIODE: (time::Date, time::Date) = (date!(2022 - 05 - 01), date!(2022 - 07 - 31));

fn mai() -> Mois {
    "2022-05".parse().unwrap()
}

#[test]
fn the_250_employees_of_may_2022_come_out_to_the_cent_from_both_forms() {
    let attendu: HashMap<String, String> =
        serde_json::from_str(include_str!("../donnees/totaux-2022-05-250.json")).unwrap();
    let paires: [(&[u8], &[u8]); 2] = [
        (
            include_bytes!("../donnees/salaries-250.csv"),
            include_bytes!("../donnees/heures-2022-05-250.csv"),
        ),
        (
            include_bytes!("../donnees/salaries-250-excel.csv"),
            include_bytes!("../donnees/heures-2022-05-250-excel.csv"),
        ),
    ];
    let baremes = Baremes::charger().unwrap();
    let bareme = baremes
        .applicable(mai(), Regime::DroitCommun, Territoire::Metropole)
        .unwrap();
    let regles = ReglesDi {
        bareme,
        periode: PERIODE,
        duree_collective: None,
    };
    for (salaries, heures) in paires {
        let mut semaines: HashMap<_, Vec<HeuresSemaine>> = HashMap::new();
        for h in lire_heures(&Fichier::csv(heures).unwrap()).unwrap().valides {
            // Every employee of these files counts hours, and both columns are there.
            let contrat = Contrat::ordinaire(Heures::entieres(35), TauxHoraire::ZERO);
            let lues = h.heures(&contrat).unwrap();
            semaines.entry(h.nir).or_default().push(lues);
        }
        let (mut chomees, mut totaux) = (Heures::ZERO, Totaux::default());
        for (_, salarie) in lire_salaries(&Fichier::csv(salaries).unwrap()).unwrap().valides {
            let du_salarie = &semaines[&salarie.nir];
            for s in du_salarie {
                let refus = verifier_heures(
                    mai(),
                    s.semaine.lundi(),
                    &salarie.fiche.contrat,
                    s.travaillees,
                    s.chomees,
                );
                assert_eq!(refus, []);
            }
            let ligne = calculer_di_ligne(&regles, &salarie.fiche.contrat, du_salarie);
            chomees += ligne.heures_chomees;
            totaux.ajouter(ligne.heures_indemnisables, &ligne.montants);
        }
        assert_eq!(chomees.to_string(), attendu["chomees"]);
        assert_eq!(totaux.heures_chomees.to_string(), attendu["indemnisables"]);
        assert_eq!(totaux.allocation.to_string(), attendu["allocation"]);
        assert_eq!(totaux.indemnite.to_string(), attendu["indemnite"]);
        assert_eq!(totaux.allocation, Centimes(20_490_043));
    }
}

fn semaine(lundi: time::Date, travaillees: i64, chomees: i64) -> HeuresSemaine {
    HeuresSemaine {
        semaine: Semaine::commencant(lundi).unwrap(),
        travaillees: Heures::entieres(travaillees),
        chomees: Heures::entieres(chomees),
    }
}

#[test]
fn hours_above_35_or_outside_the_period_are_not_indemnified() {
    let lundi = date!(2022 - 05 - 02);
    let heures =
        |contrat, s: &HeuresSemaine| heures_indemnisables(Heures::entieres(contrat), &[*s], PERIODE).0 / 100;
    assert_eq!(heures(42, &semaine(lundi, 0, 42)), 35);
    assert_eq!(heures(42, &semaine(lundi, 20, 22)), 15);
    assert_eq!(heures(42, &semaine(lundi, 40, 2)), 0);
    assert_eq!(heures(20, &semaine(lundi, 5, 15)), 15);
    assert_eq!(heures(35, &semaine(lundi, 0, 7)), 7);
    // A week counts as soon as one of its days is authorised.
    let s = semaine(lundi, 0, 35);
    let compte = |debut, fin| heures_indemnisables(Heures::entieres(35), &[s], (debut, fin)).0 / 100;
    assert_eq!(compte(date!(2022 - 05 - 08), date!(2022 - 05 - 31)), 35);
    assert_eq!(compte(date!(2022 - 05 - 09), date!(2022 - 05 - 31)), 0);
}

#[test]
fn the_hours_of_a_week_are_judged() {
    let codes = |lundi, contrat, travaillees, chomees| -> Vec<&'static str> {
        let h = Heures::entieres;
        let contrat = Contrat::ordinaire(h(contrat), TauxHoraire(120_000));
        verifier_heures(mai(), lundi, &contrat, h(travaillees), h(chomees))
            .iter()
            .map(|r| r.code)
            .collect()
    };
    let lundi = date!(2022 - 05 - 02);
    assert!(codes(lundi, 42, 0, 42).is_empty());
    assert!(codes(lundi, 35, 40, 0).is_empty());
    assert_eq!(codes(lundi, 35, 10, 26), ["heures_au_dela_du_contrat"]);
    assert_eq!(codes(lundi, 35, 40, 1), ["heures_au_dela_du_contrat"]);
    assert_eq!(codes(lundi, 35, 160, 9), ["heures_hebdo_impossibles"]);
    assert_eq!(
        codes(date!(2022 - 05 - 03), 35, 0, 36),
        ["pas_un_lundi", "heures_au_dela_du_contrat"]
    );
    assert_eq!(codes(date!(2022 - 05 - 30), 35, 0, 35), ["semaine_hors_mois"]);
}

#[test]
fn a_month_outside_the_authorisation_is_refused() {
    assert!(verifier_mois(mai(), PERIODE.0, PERIODE.1).is_ok());
    assert_eq!(
        verifier_mois("2022-08".parse().unwrap(), PERIODE.0, PERIODE.1)
            .unwrap_err()
            .code,
        "mois_hors_periode"
    );
    // 1 May 2022 is a Sunday: its week belongs to April.
    assert!(mois_dans_periode(
        "2022-04".parse().unwrap(),
        PERIODE.0,
        PERIODE.1
    ));
}

#[test]
fn the_deadline_to_claim_follows_the_end_of_the_authorisation() {
    for (fin, limite) in [
        (date!(2020 - 06 - 30), date!(2021 - 06 - 30)),
        (date!(2020 - 07 - 01), date!(2021 - 06 - 30)),
        (date!(2020 - 12 - 31), date!(2021 - 06 - 30)),
        (date!(2021 - 01 - 01), date!(2021 - 07 - 01)),
        (date!(2022 - 08 - 31), date!(2023 - 02 - 28)),
    ] {
        assert_eq!(limite_de_demande(fin, false), limite, "{fin}");
    }
    assert_eq!(
        limite_de_demande(date!(2022 - 07 - 31), true),
        date!(2023 - 07 - 31)
    );
}

const T: OffsetDateTime = datetime!(2022-06-10 10:00 UTC);
const DU: Centimes = Centimes(100);

fn faits() -> FaitsDi {
    FaitsDi {
        mois: mai(),
        coordonnees_bancaires_actives: true,
        lignes: 250,
        lignes_sans_heures: 0,
        heures_chomees: Heures::entieres(20_835),
        heures_indemnisables: Heures::entieres(19_951),
        heures_deja_demandees: Heures::ZERO,
        heures_autorisees: Heures::entieres(22_000),
        avenant: None,
        hors_contingent: Vec::new(),
        cadres_dirigeants: Vec::new(),
        semaines_en_trop: Vec::new(),
        fin_autorisation: PERIODE.1,
        amenagement_plus_de_6_mois: false,
    }
}

#[test]
fn blockers_are_all_told_each_with_its_way_out() {
    assert_eq!(blocages(&faits(), T), []);
    let codes = |f: &FaitsDi, t| -> Vec<String> { blocages(f, t).into_iter().map(|b| b.code).collect() };
    assert_eq!(
        codes(
            &FaitsDi {
                coordonnees_bancaires_actives: false,
                heures_chomees: Heures::ZERO,
                lignes_sans_heures: 3,
                heures_deja_demandees: Heures::entieres(3_000),
                hors_contingent: vec![Depassement {
                    salarie: "DUPONT Jean".to_owned(),
                    contingent: Contingents::de(
                        &Baremes::charger().unwrap(),
                        mai(),
                        Territoire::Metropole,
                        ""
                    )
                    .du_salarie(HeuresAilleurs::default(), Heures::entieres(1_020))[0],
                }],
                ..faits()
            },
            // The last evening of May, in Paris.
            datetime!(2022-05-31 21:59 UTC),
        ),
        [
            "coordonnees_bancaires_inactives",
            "mois_non_termine",
            "lignes_sans_heures",
            "aucune_heure",
            "heures_au_dela_de_l_autorisation",
            "contingent_depasse"
        ]
    );
    assert_eq!(codes(&faits(), datetime!(2022-05-31 22:00 UTC)), [""; 0]);
    let cadres = FaitsDi {
        cadres_dirigeants: (1..=11).map(|rang| format!("NOM{rang} Anne")).collect(),
        ..faits()
    };
    let dits = blocages(&cadres, T);
    assert_eq!(
        (dits.len(), dits[0].code.as_str()),
        (1, "cadre_dirigeant_hors_fermeture")
    );
    assert!(
        dits[0].message.contains("NOM10 Anne et un autre."),
        "{}",
        dits[0].message
    );
    assert_eq!(codes(&FaitsDi { lignes: 0, ..faits() }, T), ["aucune_ligne"]);
    let avec_avenant = |heures| FaitsDi {
        avenant: Some(AvenantAttendu {
            numero: "DAP-1-A1".to_owned(),
            heures: Heures::entieres(heures),
            semaine_retiree: None,
        }),
        ..faits()
    };
    assert_eq!(codes(&avec_avenant(19_951), T), [""; 0]);
    assert_eq!(codes(&avec_avenant(19_950), T), ["heures_au_dela_de_l_avenant"]);
    let mut sans_semaine = avec_avenant(19_951);
    if let Some(avenant) = &mut sans_semaine.avenant {
        avenant.semaine_retiree = Some(Semaine::commencant(date!(2022 - 05 - 02)).unwrap());
    }
    let retiree = blocages(&sans_semaine, T);
    assert_eq!(retiree[0].code, "semaine_hors_avenant");
    assert!(
        retiree[0].message.contains("semaine du 02/05/2022"),
        "{}",
        retiree[0].message
    );
    assert_eq!(codes(&faits(), datetime!(2023-01-31 12:00 UTC)), [""; 0]);
    assert_eq!(codes(&faits(), datetime!(2023-02-01 12:00 UTC)), ["hors_delai"]);
}

#[test]
fn the_way_from_draft_to_payment_and_back() {
    let prise = DemandeIndemnisation::brouillon(mai())
        .envoyer("jeanne", T)
        .unwrap()
        .prendre("ana", T)
        .unwrap();
    assert_eq!(
        prise.clone().valider("bob", T).unwrap_err().code,
        "dossier_d_un_autre_agent"
    );
    assert_eq!(
        prise.clone().rejeter("ana", T, "").unwrap_err().code,
        "motifs_requis"
    );
    let rejetee = prise.clone().rejeter("ana", T, "Heures erronées").unwrap();
    assert_eq!(rejetee.clone().corriger().unwrap().etat, EtatDi::Provisoire);
    assert_eq!(
        rejetee.retablir().unwrap().etat.code_etat(),
        CodeEtatDi::EnAttenteValidation
    );
    let payee = prise
        .valider("ana", T)
        .and_then(|d| d.demander_paiement(T, DU))
        .and_then(|d| d.invalider_paiement(T, "RIB clos"))
        .and_then(|d| d.demander_paiement(T, DU))
        .and_then(|d| d.constater_paiement(T))
        .unwrap();
    assert_eq!(payee.etat.code_etat().numero(), 11);
    let json = serde_json::to_value(&payee).unwrap();
    assert_eq!(json["etat"]["etat"], "paiement_effectue");
    assert_eq!(
        serde_json::from_value::<DemandeIndemnisation>(json).unwrap(),
        payee
    );
    let or = payee
        .preparer_reversement(T, "Trop versé", DU)
        .and_then(|d| d.emettre_reversement(T))
        .unwrap();
    assert_eq!(
        or.invalider_reversement(T, "Erreur").unwrap().etat.code(),
        "or_invalide"
    );
}

const FLECHES: &[(CodeEtatDi, CodeEtatDi)] = {
    use CodeEtatDi::*;
    &[
        (Provisoire, EnAttenteValidation),
        (Provisoire, Retiree),
        (EnAttenteValidation, EnCoursInstruction),
        (EnAttenteValidation, Validee),
        (EnAttenteValidation, Retiree),
        (EnCoursInstruction, EnAttenteValidation),
        (EnCoursInstruction, Validee),
        (EnCoursInstruction, Rejetee),
        (Rejetee, Provisoire),
        (Rejetee, EnAttenteValidation),
        (Rejetee, Retiree),
        (Validee, PaiementDemande),
        (Validee, OrAEmettre),
        (PaiementDemande, PaiementEffectue),
        (PaiementDemande, PaiementInvalide),
        (PaiementInvalide, PaiementDemande),
        (PaiementEffectue, OrAEmettre),
        (OrAEmettre, OrEmis),
        (OrAEmettre, OrInvalide),
        (OrEmis, OrInvalide),
    ]
};

#[test]
fn the_documented_diagram_is_the_one_that_is_walked() {
    assert_eq!(
        crate::diagramme::fleches("## DI "),
        crate::diagramme::codes(FLECHES, CodeEtatDi::code)
    );
}

proptest! {
    #[test]
    fn no_path_leaves_the_diagram(pas in prop::collection::vec(0..15_u8, 1..60), a_payer in -100..100_i64) {
        let mut di = DemandeIndemnisation::brouillon(mai());
        for action in pas {
            let avant = di.etat.code_etat();
            let d = di.clone();
            let suite = match action {
                0 => d.envoyer("jeanne", T),
                1 => d.prendre("ana", T),
                2 => d.liberer(),
                3 => d.valider("ana", T),
                4 => d.rejeter("ana", T, "motif"),
                5 => d.corriger(),
                6 => d.retablir(),
                7 => d.retirer(T),
                8 => d.demander_paiement(T, Centimes(a_payer)),
                9 => d.constater_paiement(T),
                10 => d.invalider_paiement(T, "motif"),
                11 => d.preparer_reversement(T, "motif", Centimes(a_payer)),
                12 => d.emettre_reversement(T),
                13 => d.valider_tacitement(T + Duration::hours(72)),
                _ => d.invalider_reversement(T, "motif"),
            };
            if let Ok(apres) = suite {
                let fleche = (avant, apres.etat.code_etat());
                prop_assert!(FLECHES.contains(&fleche), "{fleche:?}");
                let diminue = fleche == (CodeEtatDi::Validee, CodeEtatDi::OrAEmettre);
                prop_assert!(!diminue || a_payer < 0, "seule une correction qui diminue");
                di = apres;
            }
        }
    }

    #[test]
    fn indemnifiable_hours_never_pass_35_the_contract_nor_the_declaration(contrat in 1..7_000_i64, travaillees in 0..17_000_i64, chomees in 0..17_000_i64) {
        let s = HeuresSemaine {
            semaine: Semaine::commencant(date!(2022 - 05 - 02)).unwrap(),
            travaillees: Heures(travaillees),
            chomees: Heures(chomees),
        };
        let h = heures_indemnisables_semaine(Heures(contrat), &s).0;
        prop_assert!(h >= 0 && h <= contrat.min(chomees).min(3_500));
        prop_assert!(h == 0 || h + travaillees <= contrat.min(3_500));
    }
}
