//! What a DI is explained by: rules that are frozen, public holidays, weeks that other DIs claim as well.

use domain::bareme::{Baremes, Regime, Territoire};
use domain::ferie::{JourFerie, jours_feries_du_mois};
use domain::indemnisation::*;
use domain::mois::{Mois, Semaine};
use domain::montant::{Heures, TauxHoraire};
use domain::salarie::Contrat;
use time::macros::date;

const SEMAINE_DE_L_ASCENSION: time::Date = date!(2022 - 05 - 23);

fn mai() -> Mois {
    "2022-05".parse().unwrap()
}

fn semaine(lundi: time::Date, travaillees: i64, chomees: i64) -> HeuresSemaine {
    HeuresSemaine {
        semaine: Semaine::commencant(lundi).unwrap(),
        travaillees: Heures::entieres(travaillees),
        chomees: Heures::entieres(chomees),
    }
}

fn contrat(heures: i64) -> Contrat {
    Contrat::ordinaire(Heures::entieres(heures), TauxHoraire(200_000))
}

#[test]
fn frozen_rules_are_read_back_exactly_for_every_month_regime_and_territory() {
    let baremes = Baremes::charger().unwrap();
    let (mut mois, fin): (Mois, Mois) = ("2020-03".parse().unwrap(), "2026-11".parse().unwrap());
    let mut vues = 0;
    while mois <= fin {
        for regime in Regime::TOUS {
            for territoire in Territoire::TOUS {
                let Ok(bareme) = baremes.applicable(mois, *regime, *territoire) else {
                    continue;
                };
                let regles = ReglesDi {
                    bareme,
                    periode: (mois.premier_jour(), mois.dernier_jour()),
                    duree_collective: (vues % 2 == 0).then_some(Heures(3_250)),
                };
                let contingents = Contingents::de(&baremes, mois, *territoire, "transformation");
                let figees = ReglesFigees::figer(&regles, contingents);
                let json = serde_json::to_value(&figees).unwrap();
                let relues: ReglesFigees = serde_json::from_value(json).unwrap();
                assert_eq!(relues, figees);
                assert_eq!(relues.regles(), Some(regles), "{mois} {regime} {territoire}");
                vues += 1;
            }
        }
        mois = mois.suivant();
    }
    assert!(vues > 400, "{vues}");
}

#[test]
fn a_holiday_in_a_week_unworked_from_end_to_end_is_pointed_at_and_takes_nothing_off() {
    let feries = jours_feries_du_mois(mai(), "44");
    let chomes = |duree: i64, semaines: &[HeuresSemaine]| -> Vec<time::Date> {
        let chomes = feries_chomes(&contrat(duree), semaines, &feries);
        chomes.iter().map(|jour| jour.date).collect()
    };
    let ascension = [date!(2022 - 05 - 26)];
    let lundi = SEMAINE_DE_L_ASCENSION;
    assert_eq!(chomes(35, &[semaine(lundi, 0, 35)]), ascension);
    assert_eq!(chomes(39, &[semaine(lundi, 0, 39)]), ascension);
    assert_eq!(chomes(20, &[semaine(lundi, 0, 20)]), ascension);
    for comptee in [
        semaine(lundi, 7, 28),
        semaine(lundi, 0, 28),
        semaine(lundi, 35, 0),
    ] {
        assert_eq!(chomes(35, &[comptee]), [], "{comptee:?}");
    }
    // 8 May 2022 is a Sunday.
    assert_eq!(chomes(35, &[semaine(date!(2022 - 05 - 02), 0, 35)]), []);

    let baremes = Baremes::charger().unwrap();
    let bareme = baremes
        .applicable(mai(), Regime::DroitCommun, Territoire::Metropole)
        .unwrap();
    let regles = ReglesDi {
        bareme,
        periode: (date!(2022 - 05 - 01), date!(2022 - 05 - 31)),
        duree_collective: None,
    };
    let semaines = [semaine(lundi, 0, 35)];
    let expliquer = |feries: &[JourFerie]| expliquer_di_ligne(&regles, &contrat(35), &semaines, feries);
    let mut etapes = expliquer(&feries);
    let rang = etapes.iter().position(|e| e.etape == "jour_ferie").unwrap();
    let etape = etapes.remove(rang);
    assert!(
        etape.libelle.contains("26/05/2022 (Ascension)"),
        "{}",
        etape.libelle
    );
    assert!(!etape.source.is_empty());
    assert_eq!(etapes, expliquer(&[]), "rien d'autre ne change");
}

fn declaration(demande: &str, etablissement: &str, contrat: i64, heures: (i64, i64)) -> Declaration {
    Declaration {
        demande: demande.to_owned(),
        etablissement: etablissement.to_owned(),
        contrat: Heures::entieres(contrat),
        semaines: vec![semaine(date!(2022 - 05 - 02), heures.0, heures.1)],
    }
}

#[test]
fn a_week_is_not_claimed_beyond_what_the_contracts_and_the_law_pay() {
    let en_trop = |ici: &Declaration, ailleurs: &[Declaration]| -> Vec<(i64, i64)> {
        let trouvees = semaines_en_trop("ROY Anne", ici, ailleurs);
        trouvees
            .iter()
            .map(|s| (s.demandees.0 / 100, s.plafond.0 / 100))
            .collect()
    };
    let ici = declaration("DI-1", "A", 35, (14, 21));
    assert_eq!(en_trop(&ici, &[]), []);
    // Under another authorisation of the same establishment: one contract.
    assert_eq!(en_trop(&ici, &[declaration("DI-2", "A", 35, (21, 14))]), []);
    assert_eq!(
        en_trop(&ici, &[declaration("DI-2", "A", 35, (20, 15))]),
        [(36, 35)]
    );
    let mi_temps = declaration("DI-1", "A", 20, (0, 20));
    assert_eq!(
        en_trop(&mi_temps, &[declaration("DI-2", "A", 20, (19, 1))]),
        [(21, 20)]
    );
    // In another establishment: two contracts, and never more than 35 hours.
    assert_eq!(en_trop(&mi_temps, &[declaration("DI-2", "B", 15, (0, 15))]), []);
    assert_eq!(
        en_trop(&mi_temps, &[declaration("DI-2", "B", 20, (0, 20))]),
        [(40, 35)]
    );
    // Unworked beyond 35 hours is not paid, here or there: it is not claimed twice.
    let longue = declaration("DI-1", "A", 39, (0, 39));
    assert_eq!(en_trop(&longue, &[declaration("DI-2", "A", 39, (35, 4))]), []);
    let autre_semaine = Declaration {
        semaines: vec![semaine(date!(2022 - 05 - 09), 0, 35)],
        ..declaration("DI-2", "A", 35, (0, 0))
    };
    assert_eq!(
        en_trop(&declaration("DI-1", "A", 35, (0, 35)), &[autre_semaine]),
        []
    );
}
