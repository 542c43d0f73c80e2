//! The dated rules of the DAP and of the DI (`data/regles_dap.csv`): delays, durations, thresholds.

use std::sync::LazyLock;

use time::Date;

use crate::calendrier::parse_date;

/// A figure in force on a day, with its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Regle {
    pub valeur: i32,
    /// Its last day, when it has one.
    pub au: Option<Date>,
    pub source: &'static str,
    /// False for an inference that no official text was found for.
    pub confirmee: bool,
}

struct Ligne {
    nom: String,
    du: Date,
    au: Option<Date>,
    valeur: i32,
    source: String,
    confirmee: bool,
}

static TABLE: LazyLock<Vec<Ligne>> = LazyLock::new(|| {
    let mut lecteur = csv::Reader::from_reader(include_str!("../data/regles_dap.csv").as_bytes());
    // A row that does not read is left out here, and a test fails on it.
    lecteur.records().flatten().filter_map(|r| lire(&r)).collect()
});

fn lire(r: &csv::StringRecord) -> Option<Ligne> {
    Some(Ligne {
        nom: r.get(0)?.to_owned(),
        du: parse_date(r.get(1)?).ok()?,
        au: match r.get(2)? {
            "" => None,
            au => Some(parse_date(au).ok()?),
        },
        valeur: r.get(3)?.parse().ok()?,
        source: r.get(4)?.to_owned(),
        confirmee: match r.get(5)? {
            "oui" => true,
            "non" => false,
            _ => return None,
        },
    })
}

/// The rule in force on that day.
pub(crate) fn regle(nom: &str, date: Date) -> Option<Regle> {
    regles(nom, date, date).next()
}

/// The rule at each of its values in force on a day of that period.
pub(crate) fn regles(nom: &str, debut: Date, fin: Date) -> impl Iterator<Item = Regle> {
    TABLE
        .iter()
        .filter(move |l| l.nom == nom && l.du <= fin && l.au.is_none_or(|au| debut <= au))
        .map(|l| Regle {
            valeur: l.valeur,
            au: l.au,
            source: &l.source,
            confirmee: l.confirmee,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let lignes = include_str!("../data/regles_dap.csv").lines().count() - 1;
        assert_eq!(TABLE.len(), lignes);
    }

    #[test]
    fn a_rule_never_has_two_values_on_one_day() {
        for (i, a) in TABLE.iter().enumerate() {
            for b in TABLE.iter().skip(i + 1).filter(|b| b.nom == a.nom) {
                let disjointes = a.au.is_some_and(|au| au < b.du) || b.au.is_some_and(|au| au < a.du);
                assert!(disjointes, "{} : {} et {}", a.nom, a.du, b.du);
            }
        }
    }
}
