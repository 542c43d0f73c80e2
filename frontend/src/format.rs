//! How data of the API reads in French. A value that is not what the contract says is shown as
//! it came: hiding it would help nobody.

use domain::texte::texte_de_mots;
use domain::{
    etablissement::{Departement, Siret},
    mois::{Mois, date_fr, instant_fr, paris, parse_date},
    montant::{Centimes, Heures, TauxHoraire},
};
use time::{Date, OffsetDateTime, Time, UtcOffset, format_description::well_known::Rfc3339, macros::offset};

/// `Loire-Atlantique (44)`, of a code.
pub fn departement(code: &str) -> String {
    code.parse::<Departement>().map_or_else(
        |_| code.to_owned(),
        |departement| format!("{} ({})", departement.nom(), departement.code()),
    )
}

/// `732 829 320 00074`.
pub fn siret(texte: &str) -> String {
    texte
        .parse::<Siret>()
        .map_or_else(|_| texte.to_owned(), |siret| siret.groupe())
}

/// `1 234,50 €`.
pub fn euros(decimal: &str) -> String {
    decimal.parse::<Centimes>().map_or_else(
        |_| decimal.to_owned(),
        |montant| format!("{}\u{a0}€", montant.en_francais()),
    )
}

/// `+38,65 €`, `−38,65 €`; without sign where `signe` is false and the amount is positive.
pub fn ecart_euros(decimal: &str, signe: bool) -> String {
    ecart(decimal, signe, euros)
}

/// `+5`, `−5`, `0`: hours in a column that says so.
pub fn ecart_heures(decimal: &str) -> String {
    ecart(decimal, true, nombre_heures)
}

fn ecart(decimal: &str, signe: bool, ecrire: fn(&str) -> String) -> String {
    let nul = decimal.chars().all(|c| matches!(c, '0' | '.'));
    match decimal.strip_prefix('-') {
        Some(positif) => format!("\u{2212}{}", ecrire(positif)),
        None if signe && !nul => format!("+{}", ecrire(decimal)),
        None => ecrire(decimal),
    }
}

/// `10,85 €`, or `10,8512 €`: the last decimals of an hourly rate only where they say something.
pub fn taux(decimal: &str) -> String {
    decimal.parse::<TauxHoraire>().map_or_else(
        |_| decimal.to_owned(),
        |taux| {
            let texte = taux.en_francais();
            format!("{}\u{a0}€", texte.strip_suffix("00").unwrap_or(&texte))
        },
    )
}

/// Hours in hundredths, to draw with; zero for what cannot be read.
pub fn centiemes(texte: &str) -> f64 {
    let heures = texte.parse::<Heures>().unwrap_or_default();
    // Far below 2^52: exact.
    i32::try_from(heures.0).map_or(f64::MAX, f64::from)
}

/// `35 h`, `17,50 h`.
pub fn heures(decimal: &str) -> String {
    format!("{}\u{a0}h", nombre_heures(decimal))
}

/// `35`, `17,50`: hours in a column that says so, or in a field.
pub fn nombre_heures(decimal: &str) -> String {
    let texte =
        Heures::depuis_saisie(decimal).map_or_else(|_| decimal.to_owned(), |heures| heures.en_francais());
    texte
        .strip_suffix(",00")
        .map_or_else(|| texte.clone(), str::to_owned)
}

/// `02/05/2022`, from an ISO date.
pub fn date(iso: &str) -> String {
    parse_date(iso).map_or_else(|_| iso.to_owned(), date_fr)
}

/// `02/05`, from an ISO date, where the year is known.
pub fn jour_mois(iso: &str) -> String {
    let entiere = date(iso);
    entiere.get(..5).map_or_else(|| entiere.clone(), str::to_owned)
}

/// `mai 2022`, from `2022-05`.
pub fn mois(iso: &str) -> String {
    iso.parse::<Mois>().map_or_else(|_| iso.to_owned(), Mois::libelle)
}

/// `2022-05`, from `05/2022` or `mai 2022`; anything else as it was typed.
pub fn mois_iso(saisi: &str) -> String {
    let saisi = saisi.trim();
    match saisi.split_once(['/', ' ']) {
        Some((mois, annee)) if mois.len() <= 2 && annee.len() == 4 => format!("{annee}-{mois:0>2}"),
        Some((_, annee)) => mois_nomme(saisi, annee).unwrap_or_else(|| saisi.to_owned()),
        None => saisi.to_owned(),
    }
}

/// The month of this year that pages write so.
fn mois_nomme(saisi: &str, annee: &str) -> Option<String> {
    let voulu = texte_de_mots(saisi);
    (1..=12)
        .map(|numero| format!("{}-{numero:02}", annee.trim()))
        .find(|iso| {
            iso.parse::<Mois>()
                .is_ok_and(|mois| texte_de_mots(&mois.libelle()) == voulu)
        })
}

/// The first letter in upper case: "mai 2022" at the beginning of a line.
pub fn majuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    lettres.next().map_or_else(String::new, |premiere| {
        premiere.to_uppercase().chain(lettres).collect()
    })
}

/// `02/05/2022 à 14 h 05`, Paris time, from an instant UTC.
pub fn instant(utc: &str) -> String {
    // An hour is not cut at the end of a line.
    lire_instant(utc).map_or_else(
        || utc.to_owned(),
        |instant| instant_fr(instant).replace(" h ", "\u{a0}h\u{a0}"),
    )
}

/// `14:05`, Paris time, from an instant UTC.
pub fn heure(utc: &str) -> String {
    lire_instant(utc).map_or_else(
        || utc.to_owned(),
        |instant| {
            let ici = paris(instant);
            format!("{:02}:{:02}", ici.hour(), ici.minute())
        },
    )
}

/// `14 h 05`, Paris time, from an instant UTC: in a sentence.
pub fn heure_dite(utc: &str) -> String {
    let entier = instant(utc);
    entier
        .split_once(" à ")
        .map_or_else(|| entier.clone(), |(_, heure)| heure.to_owned())
}

/// The instant of a day and an hour as the clocks of Paris show them. In the hour that comes
/// twice in October, the first; in the one that March leaves out, an hour later.
pub fn instant_de_paris(jour: Date, heure: Time) -> OffsetDateTime {
    let ete = jour.with_time(heure).assume_offset(offset!(+2));
    let instant = if paris(ete).offset() == offset!(+2) {
        ete
    } else {
        jour.with_time(heure).assume_offset(offset!(+1))
    };
    instant.to_offset(UtcOffset::UTC)
}

/// The instant that the API wrote.
pub fn lire_instant(utc: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(utc, &Rfc3339).ok()
}

/// "1 salarié", "3 salariés", "2 lignes écartées": each word takes an s from two on.
pub fn pluriel(nombre: usize, mot: &str) -> String {
    if nombre > 1 {
        format!("{nombre} {}s", mot.replace(' ', "s "))
    } else {
        format!("{nombre} {mot}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_the_api_reads_in_french() {
        assert_eq!(siret("73282932000074"), "732 829 320 00074");
        assert_eq!(euros("204900.43"), "204\u{202f}900,43\u{a0}€");
        assert_eq!(heures("35.00"), "35\u{a0}h");
        assert_eq!(nombre_heures("17.50"), "17,50");
        assert_eq!(taux("10.8500"), "10,85\u{a0}€");
        assert_eq!(taux("10.8512"), "10,8512\u{a0}€");
        assert_eq!(ecart_euros("-38.65", true), "\u{2212}38,65\u{a0}€");
        assert_eq!(ecart_euros("38.65", false), "38,65\u{a0}€");
        assert_eq!(
            (ecart_heures("5.00"), ecart_heures("0.00")),
            ("+5".into(), "0".into())
        );
        assert_eq!(date("2022-05-02"), "02/05/2022");
        assert_eq!(jour_mois("2022-05-02"), "02/05");
        assert_eq!(mois("2022-05"), "mai 2022");
        assert_eq!(mois_iso("5/2022"), "2022-05");
        assert_eq!(mois_iso("2022-05"), "2022-05");
        assert_eq!(majuscule("août"), "Août");
        assert_eq!(instant("2022-05-02T12:05:00Z"), "02/05/2022 à 14\u{a0}h\u{a0}05");
        assert_eq!(heure("2022-01-02T12:05:00Z"), "13:05");
        assert_eq!(heure_dite("2022-01-02T12:05:00Z"), "13\u{a0}h\u{a0}05");
        assert_eq!(pluriel(1, "salarié"), "1 salarié");
        assert_eq!(pluriel(250, "salarié"), "250 salariés");
        assert_eq!(pluriel(2, "ligne écartée"), "2 lignes écartées");
    }

    #[test]
    fn what_cannot_be_read_is_shown_as_it_came() {
        assert_eq!(date("bientôt"), "bientôt");
        assert_eq!(euros(""), "");
        assert_eq!(instant("?"), "?");
    }
}
