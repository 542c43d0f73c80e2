//! What a cell of a file says, written as a form would have it. What cannot be read stays as it is, for the form to
//! refuse. Only files are read so generously: a person who types is asked again.

use std::borrow::Cow;

use crate::calendrier::parse_date;
use crate::montant::arrondi_demi_sup;
use crate::salarie::{Nir, refuser_nir};

/// `="35,00"`, as exports keep a spreadsheet from converting a text; what is inside it.
pub(super) fn nue(cellule: &str) -> &str {
    let dedans = cellule
        .strip_prefix("=\"")
        .and_then(|reste| reste.strip_suffix('"'));
    dedans.unwrap_or(cellule).trim()
}

/// `'35`: the mark of a text in a spreadsheet. Not for names, of which some begin so.
fn sans_marque(cellule: &str) -> &str {
    nue(cellule.trim().trim_start_matches(['\'', '\u{2019}']))
}

/// A name, without the apostrophe that kept it from being a formula in a file of ours.
pub(super) fn nom(cellule: &str) -> &str {
    let texte = cellule.trim();
    match texte.strip_prefix('\'') {
        Some(garde) if garde.starts_with(['=', '+', '-', '@']) => garde,
        _ => texte,
    }
}

fn chiffres(texte: &str) -> bool {
    !texte.is_empty() && texte.bytes().all(|o| o.is_ascii_digit())
}

/// A day as ISO 8601. Between `/`, `-` or `.` the day comes first unless the first number has four digits; a year of two
/// digits is 2000 to 2079, then 1980 to 1999. Also `20200201`, and a day at midnight.
pub(super) fn date(cellule: &str) -> Cow<'_, str> {
    lire_date(sans_marque(cellule)).map_or(Cow::Borrowed(cellule), Cow::Owned)
}

fn lire_date(texte: &str) -> Option<String> {
    let (jour, heure) = texte.split_once(['T', ' ']).unwrap_or((texte, "00:00"));
    if !minuit(heure.trim()) {
        return None;
    }
    let parties: Vec<&str> = match jour.find(['/', '-', '.']).and_then(|i| jour[i..].chars().next()) {
        Some(separateur) => jour.split(separateur).collect(),
        None if jour.len() == 8 && chiffres(jour) => vec![&jour[..4], &jour[4..6], &jour[6..]],
        None => return None,
    };
    let [premier, mois, dernier] = parties[..] else {
        return None;
    };
    if ![premier, mois, dernier].into_iter().all(chiffres) || mois.len() > 2 {
        return None;
    }
    let (annee, jour) = match (premier.len(), dernier.len()) {
        (4, 1..=2) => (premier.to_owned(), dernier),
        (1..=2, 4) => (dernier.to_owned(), premier),
        (1..=2, 2) => {
            let siecle = if dernier < "80" { "20" } else { "19" };
            (format!("{siecle}{dernier}"), premier)
        }
        _ => return None,
    };
    let iso = format!("{annee}-{mois:0>2}-{jour:0>2}");
    parse_date(&iso).is_ok().then_some(iso)
}

/// Midnight, whatever its zone: another hour may be another day elsewhere.
fn minuit(heure: &str) -> bool {
    let heure = heure.strip_suffix('Z').unwrap_or(heure);
    let heure = heure.split_once('+').map_or(heure, |(heure, _)| heure);
    heure.contains(':') && heure.bytes().all(|o| matches!(o, b'0' | b':' | b'.'))
}

/// A number whose thousands are marked: `2.345,67`, `2,345.67`, `2'345,67`, `1.234.567`. A lone mark is the decimal one:
/// `1.234` and `1,234` are one and some thousandths.
pub(super) fn nombre(cellule: &str) -> Cow<'_, str> {
    lire_nombre(sans_marque(cellule)).map_or(Cow::Borrowed(cellule), Cow::Owned)
}

fn lire_nombre(texte: &str) -> Option<String> {
    let texte: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    let fin = texte
        .find(|c: char| !c.is_ascii_digit() && !"-\u{2212}.,'\u{2019}".contains(c))
        .unwrap_or(texte.len());
    let (corps, unite) = texte.split_at(fin);
    let unite = match unite.to_lowercase().as_str() {
        "eur" | "euro" | "euros" => "€",
        _ => unite,
    };
    Some(format!("{}{unite}", sans_milliers(corps)?))
}

/// Digits with one decimal point at most; none when the marks say nothing sure.
fn sans_milliers(corps: &str) -> Option<String> {
    let marques: Vec<(usize, char)> = corps
        .char_indices()
        .filter(|(_, c)| ".,'\u{2019}".contains(*c))
        .collect();
    let Some((place, derniere)) = marques.last().copied() else {
        return Some(corps.to_owned());
    };
    let seule = marques.iter().filter(|(_, c)| *c == derniere).count() == 1;
    let decimale = seule && ".,".contains(derniere);
    let (entiers, fraction) = if decimale {
        (&corps[..place], Some(&corps[place + derniere.len_utf8()..]))
    } else {
        (corps, None)
    };
    let milliers = marques
        .first()
        .map(|(_, c)| *c)
        .filter(|_| !decimale || marques.len() > 1);
    let Some(milliers) = milliers else {
        return Some(corps.to_owned());
    };
    let signe = if entiers.starts_with(['-', '\u{2212}']) {
        "-"
    } else {
        ""
    };
    let mut groupes = entiers.trim_start_matches(['-', '\u{2212}']).split(milliers);
    let tete = groupes
        .next()
        .filter(|tete| (1..=3).contains(&tete.len()) && chiffres(tete))?;
    let mut sortie = format!("{signe}{tete}");
    for groupe in groupes {
        if groupe.len() != 3 || !chiffres(groupe) {
            return None;
        }
        sortie.push_str(groupe);
    }
    if let Some(fraction) = fraction {
        sortie.push('.');
        sortie.push_str(fraction);
    }
    Some(sortie)
}

/// Hours: also `35:00`, `35h30`, `39 heures`. Minutes become hundredths, half-up.
pub(super) fn heures(cellule: &str) -> Cow<'_, str> {
    match lire_heures(sans_marque(cellule)) {
        Some(heures) => Cow::Owned(heures),
        None => nombre(cellule),
    }
}

fn lire_heures(texte: &str) -> Option<String> {
    let texte: String = texte.to_lowercase().split_whitespace().collect();
    for unite in ["heures", "heure"] {
        if let Some(nombre) = texte.strip_suffix(unite) {
            return sans_milliers(nombre);
        }
    }
    let (entieres, minutes) = texte.split_once([':', 'h'])?;
    let minutes = minutes.trim_end_matches("min").trim_end_matches("mn");
    // Seconds that say nothing: 35:00:00.
    let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
    if !chiffres(entieres) || minutes.len() != 2 || !chiffres(minutes) {
        return None;
    }
    let minutes: i128 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    let centiemes = arrondi_demi_sup(minutes * 100, 60);
    // 59 minutes are 98 hundredths: never a whole hour.
    Some(format!("{entieres}.{centiemes:02}"))
}

/// An hourly rate, rounded half-up to its four decimals: what a spreadsheet divides has more.
pub(super) fn taux(cellule: &str) -> Cow<'_, str> {
    let lu = nombre(cellule);
    match arrondir(&lu) {
        Some(arrondi) => Cow::Owned(arrondi),
        None => lu,
    }
}

/// None when there is nothing to round.
fn arrondir(texte: &str) -> Option<String> {
    let (entiers, reste) = texte.trim().split_once(['.', ','])?;
    let fin = reste.find(|c: char| !c.is_ascii_digit()).unwrap_or(reste.len());
    let (fraction, unite) = reste.split_at(fin);
    // 15 whole digits are far beyond what is refused as too great.
    if fraction.len() <= 4 || entiers.len() > 15 || !chiffres(entiers) {
        return None;
    }
    let quatre: i128 = format!("{entiers}{}", &fraction[..4]).parse().ok()?;
    let cinquieme: i128 = fraction[4..5].parse().ok()?;
    let arrondi = arrondi_demi_sup(quatre * 10 + cinquieme, 10);
    Some(format!("{}.{:04}{unite}", arrondi / 10_000, arrondi % 10_000))
}

/// A NIR without what separates its groups: `2.67.07.75.075.841-52`. Another length stays, for its fault to count.
pub(super) fn nir(cellule: &str) -> Cow<'_, str> {
    let texte = sans_marque(cellule);
    let propre: String = texte.chars().filter(|c| !separe(*c)).collect();
    if propre.len() == 15 && propre.bytes().all(|o| o.is_ascii_alphanumeric()) {
        Cow::Owned(propre)
    } else {
        Cow::Borrowed(texte)
    }
}

fn separe(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '/' | '_' | '\u{2011}' | '\u{2013}')
}

/// The cell as a preview shows it: a NIR, its key right or wrong or absent, as pages mask it; a text that holds one,
/// not at all.
pub fn masquer_nir(cellule: &str) -> Cow<'_, str> {
    let propre: String = sans_marque(cellule).chars().filter(|c| !separe(*c)).collect();
    let entier = match propre.len() {
        13 => format!("{propre}00"),
        _ => propre.clone(),
    };
    match entier.parse::<Nir>() {
        Ok(nir) if propre.len() == 15 => Cow::Owned(nir.masque()),
        Err(refus) if refus.code != "nir_cle_fausse" && refuser_nir(cellule).is_ok() => {
            Cow::Borrowed(cellule)
        }
        _ => Cow::Borrowed(MASQUE),
    }
}

const MASQUE: &str = "• •• •• •• ••• ••• ••";

#[cfg(test)]
mod tests;
