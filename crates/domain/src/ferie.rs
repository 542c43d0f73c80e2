//! Public holidays: those of everywhere, of Alsace-Moselle, and the days of the abolition of slavery.

use time::{Date, Duration, Month};

use crate::mois::{Mois, Semaine};

/// One public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct JourFerie {
    /// The day.
    pub date: Date,
    /// « Lundi de Pâques ».
    pub libelle: &'static str,
    /// Article of law.
    pub source: &'static str,
}

impl JourFerie {
    /// The week that holds it.
    pub fn semaine(&self) -> Semaine {
        Semaine::de(self.date)
    }
}

const PARTOUT: &str = "art. L3133-1";
const ALSACE_MOSELLE: &str = "art. L3134-13";
const OUTRE_MER: &str = "art. L3422-2";

/// The same day each year: month, day, name.
const FIXES: &[(Month, u8, &str)] = &[
    (Month::January, 1, "Jour de l'an"),
    (Month::May, 1, "Fête du travail"),
    (Month::May, 8, "Victoire de 1945"),
    (Month::July, 14, "Fête nationale"),
    (Month::August, 15, "Assomption"),
    (Month::November, 1, "Toussaint"),
    (Month::November, 11, "Armistice de 1918"),
    (Month::December, 25, "Noël"),
];

/// Days after Easter Sunday.
const MOBILES: &[(i64, &str)] = &[
    (1, "Lundi de Pâques"),
    (39, "Ascension"),
    (50, "Lundi de Pentecôte"),
];

/// The abolition of slavery, by département or collectivity.
const ABOLITION: &[(&str, Month, u8)] = &[
    ("971", Month::May, 27),
    ("972", Month::May, 22),
    ("973", Month::June, 10),
    ("974", Month::December, 20),
    ("976", Month::April, 27),
    ("977", Month::October, 9),
    ("978", Month::May, 28),
];

/// Easter Sunday of a year (Gregorian computus, the anonymous algorithm).
pub fn paques(annee: i32) -> Option<Date> {
    let a = annee.rem_euclid(19);
    let (b, c) = (annee.div_euclid(100), annee.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let mois = Month::try_from(u8::try_from(n / 31).ok()?).ok()?;
    Date::from_calendar_date(annee, mois, u8::try_from(n % 31 + 1).ok()?).ok()
}

/// The public holidays of a year in a département, oldest first.
///
/// Good Friday in Alsace-Moselle is a holiday of the communes that have a Protestant church or a mixed
/// one: it is listed for the whole département, and whoever works that day has nothing to change.
pub fn jours_feries(annee: i32, departement: &str) -> Vec<JourFerie> {
    let mut jours = Vec::with_capacity(13);
    let mut ajouter = |date: Option<Date>, libelle, source| {
        jours.extend(date.map(|date| JourFerie {
            date,
            libelle,
            source,
        }));
    };
    let fixe = |mois, jour| Date::from_calendar_date(annee, mois, jour).ok();
    let dimanche = paques(annee);
    let mobile = |apres| dimanche.and_then(|dimanche| dimanche.checked_add(Duration::days(apres)));
    for &(mois, jour, libelle) in FIXES {
        ajouter(fixe(mois, jour), libelle, PARTOUT);
    }
    for &(apres, libelle) in MOBILES {
        ajouter(mobile(apres), libelle, PARTOUT);
    }
    if matches!(departement, "57" | "67" | "68") {
        ajouter(mobile(-2), "Vendredi saint", ALSACE_MOSELLE);
        ajouter(fixe(Month::December, 26), "Saint-Étienne", ALSACE_MOSELLE);
    }
    for &(_, mois, jour) in ABOLITION.iter().filter(|(code, ..)| *code == departement) {
        ajouter(fixe(mois, jour), "Abolition de l'esclavage", OUTRE_MER);
    }
    jours.sort();
    jours
}

/// The public holidays within the weeks of a month's claim.
pub fn jours_feries_du_mois(mois: Mois, departement: &str) -> Vec<JourFerie> {
    let semaines = mois.semaines();
    // The first and the last week may reach into the year before or after.
    [mois.annee() - 1, mois.annee(), mois.annee() + 1]
        .into_iter()
        .flat_map(|annee| jours_feries(annee, departement))
        .filter(|jour| semaines.contains(&jour.semaine()))
        .collect()
}
