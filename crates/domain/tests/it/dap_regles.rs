//! Every row of `regles_dap.csv` at its edges: the eve, the first day, the last one and the day after, as
//! whoever fills in a request is told the rule.

use domain::dap::*;
use domain::indemnisation::{delai_de_reversement, limite_validation_tacite};
use domain::mois::{jour_de_paris, parse_date};
use domain::montant::Heures;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

use crate::dap::{contenu, situation};

struct Ligne {
    nom: String,
    du: Date,
    au: Option<Date>,
    valeur: i32,
}

fn lignes() -> Vec<Ligne> {
    let mut lecteur = csv::Reader::from_reader(include_str!("../../data/regles_dap.csv").as_bytes());
    lecteur
        .records()
        .map(|ligne| {
            let ligne = ligne.unwrap();
            Ligne {
                nom: ligne[0].to_owned(),
                du: parse_date(&ligne[1]).unwrap(),
                au: (!ligne[2].is_empty()).then(|| parse_date(&ligne[2]).unwrap()),
                valeur: ligne[3].parse().unwrap(),
            }
        })
        .collect()
}

/// What the table says of that day.
fn attendue(lignes: &[Ligne], nom: &str, jour: Date) -> Option<i32> {
    lignes
        .iter()
        .find(|l| l.nom == nom && l.du <= jour && l.au.is_none_or(|au| jour <= au))
        .map(|l| l.valeur)
}

fn a_midi(jour: Date) -> OffsetDateTime {
    jour.with_hms(12, 0, 0).unwrap().assume_utc()
}

/// A request of one day.
fn du(jour: Date, motif: MotifDap) -> ContenuDap {
    ContenuDap {
        motif,
        debut: jour,
        fin: jour,
        effectif_concerne: 1,
        heures_prevues: Heures::entieres(1),
        ..contenu()
    }
}

fn limite(c: &ContenuDap, depot: Date, effectif: u32, code: &str) -> Option<Limite> {
    limites(&c.into(), &situation(depot, effectif, &[]))
        .into_iter()
        .find(|limite| limite.code == code)
}

fn depassee(c: &ContenuDap, depot: Date, effectif: u32, code: &str) -> bool {
    limite(c, depot, effectif, code).is_some_and(|limite| limite.depassee)
}

/// The longest placement, in days, that a filing of that day may follow; 60 when there is no end to it.
fn jours_apres_placement(motif: MotifDap, depot: Date) -> i32 {
    (0..=60)
        .take_while(|jours| {
            let debut = depot - Duration::days(i64::from(*jours));
            !depassee(&du(debut, motif), depot, 10, "depot_tardif")
        })
        .last()
        .unwrap()
}

/// The numbers of a message, in order; a no-break space groups thousands.
fn nombres(message: &str) -> Vec<i32> {
    message
        .replace('\u{202F}', "")
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|nombre| nombre.parse().ok())
        .collect()
}

/// The rule as it shows on that day; none where it does not apply.
fn observee(nom: &str, jour: Date) -> Option<i32> {
    let conjoncture = MotifDap::ConjonctureEconomique;
    let attend = |motif| ContenuDap {
        avis_cse: AvisCse::EnAttente,
        date_avis_cse: None,
        ..du(jour, motif)
    };
    let glissante = || limite(&du(jour, conjoncture), jour, 10, "duree_glissante_depassee");
    let contingent = |motif| {
        let limite = limite(&du(jour, motif), jour, 10, "contingent_depasse")?;
        nombres(&limite.message).first().copied()
    };
    match nom {
        "acceptation_tacite_jours" => Some(delai_tacite_jours(a_midi(jour))),
        "duree_max_mois" => Some(duree_max(jour)),
        "duree_max_sinistre_mois" => Some(duree_max_pour(MotifDap::SinistreIntemperies, jour)),
        "depot_apres_placement_jours_sinistre" => {
            Some(jours_apres_placement(MotifDap::SinistreIntemperies, jour)).filter(|jours| *jours > 0)
        }
        "depot_apres_placement_jours_circonstance" => {
            Some(jours_apres_placement(MotifDap::AutreCirconstance, jour)).filter(|jours| *jours > 0)
        }
        "depot_derogation" => (jours_apres_placement(MotifDap::SinistreIntemperies, jour) == 60).then_some(1),
        "cse_effectif_min" => (1..=200_u32)
            .find(|effectif| depassee(&attend(conjoncture), jour, *effectif, "avis_cse_requis"))
            .and_then(|effectif| i32::try_from(effectif).ok()),
        "cse_delai_mois" => {
            let limite = limite(
                &attend(MotifDap::AutreCirconstance),
                jour,
                1000,
                "avis_cse_a_transmettre",
            )?;
            nombres(&limite.message).get(1).copied()
        }
        "engagements_dispense" => {
            let sans = ContenuDap {
                placement_36_mois: true,
                engagements: vec![],
                ..du(jour, conjoncture)
            };
            (!depassee(&sans, jour, 10, "engagements_requis")).then_some(1)
        }
        "duree_glissante_mois" => nombres(&glissante()?.message).first().copied(),
        "duree_glissante_fenetre_mois" => nombres(&glissante()?.message).get(1).copied(),
        "duree_glissante_depuis" => {
            let lus = nombres(&glissante()?.message);
            Some(lus[4] * 10_000 + lus[3] * 100 + lus[2])
        }
        "contingent_heures" => contingent(conjoncture),
        "contingent_transformation_heures" => contingent(MotifDap::Transformation),
        "conservation_annees" => (1..10).find(|annees| {
            let ans_avant = Date::from_calendar_date(jour.year() - annees, jour.month(), jour.day()).unwrap();
            !conservation_finie(ans_avant, None, jour)
                && conservation_finie(ans_avant - Duration::DAY, None, jour)
        }),
        "validation_tacite_di_heures" => {
            let limite = limite_validation_tacite(a_midi(jour))?;
            i32::try_from((limite - a_midi(jour)).whole_hours()).ok()
        }
        "reversement_jours" => i32::try_from((delai_de_reversement(a_midi(jour)) - jour).whole_days()).ok(),
        autre => panic!("{autre} : dites ici comment cette règle se voit"),
    }
}

/// Rules that fall back on a figure of their own outside the table, or whose days another rule covers.
fn se_voit(lignes: &[Ligne], nom: &str, jour: Date) -> bool {
    let derogation = attendue(lignes, "depot_derogation", jour).is_some();
    match nom {
        "acceptation_tacite_jours"
        | "duree_max_mois"
        | "duree_max_sinistre_mois"
        | "conservation_annees"
        | "reversement_jours" => attendue(lignes, nom, jour).is_some(),
        "depot_apres_placement_jours_sinistre" | "depot_apres_placement_jours_circonstance" => !derogation,
        _ => true,
    }
}

#[test]
fn every_rule_begins_and_ends_on_its_days() {
    let lignes = lignes();
    let mut jugees = 0;
    // The two thresholds of the signals are a choice of this service, on no dates.
    for ligne in lignes.iter().filter(|l| !l.nom.starts_with("signal_")) {
        let bords = [
            Some(ligne.du - Duration::DAY),
            Some(ligne.du),
            ligne.au,
            ligne.au.map(|au| au + Duration::DAY),
        ];
        for jour in bords.into_iter().flatten() {
            if !se_voit(&lignes, &ligne.nom, jour) {
                continue;
            }
            assert_eq!(
                observee(&ligne.nom, jour),
                attendue(&lignes, &ligne.nom, jour),
                "{} le {jour}",
                ligne.nom
            );
            jugees += 1;
        }
    }
    assert!(jugees > 50, "{jugees}");
}

#[test]
fn the_filing_delay_of_circumstances_begins_on_26_march_2020_and_its_derogation_ends_in_paris() {
    let tard = |debut, depot| depassee(&du(debut, MotifDap::AutreCirconstance), depot, 10, "depot_tardif");
    // On 25 March this motif had no delay yet to be dispensed of.
    assert!(tard(date!(2020 - 03 - 24), date!(2020 - 03 - 25)));
    assert!(!tard(date!(2020 - 03 - 25), date!(2020 - 03 - 25)));
    assert!(!tard(date!(2020 - 03 - 01), date!(2020 - 03 - 26)));
    for (instant, en_retard) in [
        (datetime!(2020-04-30 21:59:59 UTC), false),
        // Half past midnight of 1 May in Paris.
        (datetime!(2020-04-30 22:30 UTC), true),
    ] {
        assert_eq!(
            tard(date!(2020 - 03 - 16), jour_de_paris(instant)),
            en_retard,
            "{instant}"
        );
    }
    // Thirty days later the ordinary delay is not over for whoever began in April.
    assert!(!tard(
        date!(2020 - 04 - 01),
        jour_de_paris(datetime!(2020-04-30 22:30 UTC))
    ));
}
