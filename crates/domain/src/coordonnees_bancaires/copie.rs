//! IBANs and BICs as they are copied from a RIB, a mail or a page: with their labels, their spaces, and what
//! cannot be seen.

/// Words of the label before an IBAN.
const ETIQUETTES_IBAN: [&str; 4] = ["CODE", "NUMÉRO", "N°", "IBAN"];
/// Words of the label before a BIC. "BIC" itself may begin one (BICICIAB): only what separates it tells.
const ETIQUETTES_BIC: [&str; 3] = ["CODE", "BIC", "SWIFT"];

/// What cannot be seen: zero-width signs, marks of direction, soft hyphens.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// What stands between groups, or between a label and what it names.
fn separe(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | ':' | '/' | '=' | '(' | ')')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Without the words of its label, each of which something separates from what follows.
fn sans_etiquette<'a>(texte: &'a str, mots: &[&str]) -> &'a str {
    let texte = texte.trim_start_matches(separe);
    let reste = mots.iter().find_map(|mot| {
        texte
            .strip_prefix(mot)
            .filter(|reste| reste.is_empty() || reste.starts_with(separe))
    });
    reste.map_or(texte, |reste| sans_etiquette(reste, mots))
}

fn majuscules(texte: &str) -> String {
    texte
        .chars()
        .filter(|c| !invisible(*c))
        .collect::<String>()
        .to_uppercase()
}

fn serrer(texte: &str) -> String {
    texte.chars().filter(|c| !separe(*c)).collect()
}

/// An IBAN without its label and what separates its groups, in capitals.
pub(super) fn iban(texte: &str) -> String {
    let texte = majuscules(texte);
    let serre = serrer(sans_etiquette(&texte, &ETIQUETTES_IBAN));
    // No country is written IB: stuck to it, the label is one still.
    match serre.strip_prefix("IBAN") {
        Some(reste) => reste.to_owned(),
        None => serre,
    }
}

/// A BIC without its label and what separates its groups, in capitals.
pub(super) fn bic(texte: &str) -> String {
    let texte = majuscules(texte);
    serrer(sans_etiquette(&texte, &ETIQUETTES_BIC))
}
