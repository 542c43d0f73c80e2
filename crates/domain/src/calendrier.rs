//! Dates as the French write and count them: Paris time, `02/05/2022`.

use time::macros::{format_description, offset};
use time::{Date, Month, OffsetDateTime, UtcOffset, Weekday};

use crate::erreur::Refus;

// Serde of a date as `2022-05-02`: `time` writes a tuple by default.
time::serde::format_description!(pub mod date_iso [Date] = "[year]-[month]-[day]");

/// The instant as the clocks of Paris show it.
///
/// Rule of the European Union (directive 2000/84/CE): summer time from the last
/// Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC.
pub fn paris(instant: OffsetDateTime) -> OffsetDateTime {
    let utc = instant.to_offset(UtcOffset::UTC);
    let bascule =
        |mois| dernier_dimanche(utc.year(), mois).map(|d| d.midnight().assume_utc() + time::Duration::HOUR);
    let ete = match (bascule(Month::March), bascule(Month::October)) {
        (Some(debut), Some(fin)) => utc >= debut && utc < fin,
        _ => false,
    };
    utc.to_offset(if ete { offset!(+2) } else { offset!(+1) })
}

/// The day in Paris at this instant.
pub fn jour_de_paris(instant: OffsetDateTime) -> Date {
    paris(instant).date()
}

/// The end of a day in Paris: the first instant of the day after (exclusive bound).
pub fn fin_de_jour_paris(jour: Date) -> OffsetDateTime {
    let minuit = jour.next_day().unwrap_or(jour).midnight();
    let ete = minuit.assume_offset(offset!(+2));
    // The clocks never change at midnight: exactly one of the two offsets is right.
    if paris(ete).offset() == offset!(+2) {
        ete
    } else {
        minuit.assume_offset(offset!(+1))
    }
}

fn dernier_dimanche(annee: i32, mois: Month) -> Option<Date> {
    let fin = Date::from_calendar_date(annee, mois, mois.length(annee)).ok()?;
    if fin.weekday() == Weekday::Sunday {
        Some(fin)
    } else {
        fin.checked_sub(time::Duration::days(i64::from(
            fin.weekday().number_days_from_sunday(),
        )))
    }
}

/// `02/05/2022`.
pub fn date_fr(date: Date) -> String {
    format!(
        "{:02}/{:02}/{:04}",
        date.day(),
        u8::from(date.month()),
        date.year()
    )
}

/// `02/05/2022 à 14 h 05`, Paris time.
pub fn instant_fr(instant: OffsetDateTime) -> String {
    let local = paris(instant);
    format!(
        "{} à {:02} h {:02}",
        date_fr(local.date()),
        local.hour(),
        local.minute()
    )
}

/// Reads `2022-05-02` or `02/05/2022` (spaces around are dropped). Code: `date_invalide`.
pub fn parse_date(texte: &str) -> Result<Date, Refus> {
    let texte = texte.trim();
    let format_fr = format_description!("[day padding:none]/[month padding:none]/[year]");
    let format_iso = format_description!("[year]-[month]-[day]");
    let lue = if texte.contains('/') {
        Date::parse(texte, &format_fr)
    } else {
        Date::parse(texte, &format_iso)
    };
    match lue {
        Ok(date) if (1900..=2199).contains(&date.year()) => Ok(date),
        _ => Err(Refus::new(
            "date_invalide",
            "Cette date n'existe pas : écrivez-la comme 02/05/2022 ou 2022-05-02.",
        )),
    }
}

/// The same day `mois` months later (or earlier), brought back to the month's last day.
///
/// The way the law counts « de date à date ».
pub fn ajouter_mois(date: Date, mois: i32) -> Date {
    let index = date.year() * 12 + i32::from(u8::from(date.month())) - 1 + mois;
    let annee = index.div_euclid(12);
    let numero = u8::try_from(index.rem_euclid(12) + 1).unwrap_or(1);
    let cible = Month::try_from(numero).unwrap_or(Month::January);
    let jour = date.day().min(cible.length(annee));
    Date::from_calendar_date(annee, cible, jour).unwrap_or(date)
}
