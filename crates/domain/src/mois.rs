//! Months and weeks. A week belongs to the month of its Wednesday (rules of the DI).

use std::str::FromStr;

use time::{Date, Duration, Month, Weekday};

use crate::codes::serde_texte;
use crate::erreur::Refus;

pub use crate::calendrier::{
    ajouter_mois, date_fr, date_iso, fin_de_jour_paris, instant_fr, jour_de_paris, paris, parse_date,
};

const NOMS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A calendar month, `2022-05`, between 1900 and 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mois {
    annee: i32,
    numero: u8,
}

impl Mois {
    /// The month of that year, `numero` from 1 to 12. Code: `mois_invalide`.
    pub fn nouveau(annee: i32, numero: u8) -> Result<Self, Refus> {
        if (1900..=2199).contains(&annee) && (1..=12).contains(&numero) {
            Ok(Self { annee, numero })
        } else {
            Err(mois_invalide())
        }
    }

    /// The month that holds this day.
    pub fn de(date: Date) -> Self {
        Self {
            annee: date.year(),
            numero: u8::from(date.month()),
        }
    }

    /// The year.
    pub const fn annee(self) -> i32 {
        self.annee
    }

    /// From 1 to 12.
    pub const fn numero(self) -> u8 {
        self.numero
    }

    fn nom_time(self) -> Month {
        Month::try_from(self.numero).unwrap_or(Month::January)
    }

    /// The first day.
    pub fn premier_jour(self) -> Date {
        Date::from_calendar_date(self.annee, self.nom_time(), 1).unwrap_or(Date::MIN)
    }

    /// The last day.
    pub fn dernier_jour(self) -> Date {
        let mois = self.nom_time();
        Date::from_calendar_date(self.annee, mois, mois.length(self.annee)).unwrap_or(Date::MAX)
    }

    /// The month after.
    pub fn suivant(self) -> Self {
        self.decale(1)
    }

    /// The month before.
    pub fn precedent(self) -> Self {
        self.decale(-1)
    }

    /// `n` months later, or earlier when negative.
    pub fn decale(self, n: i32) -> Self {
        let index = self.annee * 12 + i32::from(self.numero) - 1 + n;
        Self {
            annee: index.div_euclid(12),
            numero: u8::try_from(index.rem_euclid(12) + 1).unwrap_or(1),
        }
    }

    /// « mai 2022 ».
    pub fn libelle(self) -> String {
        let nom = NOMS.get(usize::from(self.numero) - 1).copied().unwrap_or("");
        format!("{nom} {}", self.annee)
    }

    /// The 4 or 5 whole weeks of the month's claim: those whose Wednesday it holds.
    pub fn semaines(self) -> Vec<Semaine> {
        let mut semaine = Semaine::de(self.premier_jour());
        let mut semaines = Vec::with_capacity(5);
        while semaine.lundi() <= self.dernier_jour() {
            if semaine.mois() == self {
                semaines.push(semaine);
            }
            semaine = semaine.suivante();
        }
        semaines
    }
}

fn mois_invalide() -> Refus {
    Refus::new(
        "mois_invalide",
        "Ce mois n'existe pas : écrivez-le comme 05/2022, ou 2022-05 dans l'API.",
    )
}

impl std::fmt::Display for Mois {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.annee, self.numero)
    }
}

impl FromStr for Mois {
    type Err = Refus;
    /// Reads `2022-05` exactly.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let (annee, numero) = texte.split_once('-').ok_or_else(mois_invalide)?;
        let chiffres = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        if !chiffres(annee, 4) || !chiffres(numero, 2) {
            return Err(mois_invalide());
        }
        Self::nouveau(
            annee.parse().map_err(|_| mois_invalide())?,
            numero.parse().map_err(|_| mois_invalide())?,
        )
    }
}

serde_texte!(Mois);

/// A whole week, known by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Semaine(Date);

impl Semaine {
    /// The week that holds this day.
    pub fn de(date: Date) -> Self {
        let recul = Duration::days(i64::from(date.weekday().number_days_from_monday()));
        Self(date.checked_sub(recul).unwrap_or(date))
    }

    /// The week that begins on this Monday. Code: `pas_un_lundi`.
    pub fn commencant(date: Date) -> Result<Self, Refus> {
        if date.weekday() == Weekday::Monday {
            Ok(Self(date))
        } else {
            Err(Refus::new(
                "pas_un_lundi",
                format!(
                    "Une semaine se désigne par son lundi : le {} n'en est pas un, indiquez le {}.",
                    date_fr(date),
                    date_fr(Self::de(date).0)
                ),
            ))
        }
    }

    /// Its Monday.
    pub const fn lundi(self) -> Date {
        self.0
    }

    fn jour(self, n: i64) -> Date {
        self.0.checked_add(Duration::days(n)).unwrap_or(self.0)
    }

    /// Its Sunday.
    pub fn dimanche(self) -> Date {
        self.jour(6)
    }

    /// The month it belongs to: that of its Wednesday.
    pub fn mois(self) -> Mois {
        Mois::de(self.jour(2))
    }

    /// The week after.
    pub fn suivante(self) -> Self {
        Self(self.jour(7))
    }

    /// True when at least one of its days lies within the two dates, both included.
    pub fn chevauche(self, debut: Date, fin: Date) -> bool {
        self.0 <= fin && self.dimanche() >= debut
    }

    /// « semaine du 02/05/2022 ».
    pub fn libelle(self) -> String {
        format!("semaine du {}", date_fr(self.0))
    }
}

impl std::fmt::Display for Semaine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let d = self.0;
        write!(f, "{:04}-{:02}-{:02}", d.year(), u8::from(d.month()), d.day())
    }
}

impl FromStr for Semaine {
    type Err = Refus;
    /// Reads a Monday, `2022-05-02` or `02/05/2022`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        Self::commencant(parse_date(texte)?)
    }
}

serde_texte!(Semaine);
