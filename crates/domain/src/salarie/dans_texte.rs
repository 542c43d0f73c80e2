//! A NIR where no NIR belongs: in the texts that UD agents read (art. R5122-22).

use super::{Nir, verifier_format};
use crate::erreur::Refus;

/// Refuses a text that holds a NIR, spaced or not, with its key or without: what is written freely is read by
/// UD agents, who must not receive it (art. R5122-22). The message does not repeat the number.
///
/// Code: `nir_dans_texte`.
pub fn refuser_nir(texte: &str) -> Result<(), Refus> {
    let signes: Vec<char> = texte.chars().collect();
    let chiffre = |i: usize| signes.get(i).is_some_and(char::is_ascii_digit);
    for debut in 0..signes.len() {
        let commence = chiffre(debut) && (debut == 0 || !chiffre(debut - 1));
        if commence && (avec_cle(&signes, debut) || sans_cle(&signes, debut)) {
            return Err(Refus::new(
                "nir_dans_texte",
                "Ce texte contient un numéro de sécurité sociale : il n'y a pas sa place, et l'unité départementale ne doit pas le recevoir. Retirez-le, un nom suffit.",
            ));
        }
    }
    Ok(())
}

/// What stands between the groups of a number; some of it cannot be seen and comes from a copy.
fn separe(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | '-' | '/' | '_' | '·' | '•')
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{2212}' | '\u{FEFF}')
}

/// The characters of a number that begins there, whatever separates them, each with its place.
fn suite(signes: &[char], debut: usize) -> Vec<(usize, char)> {
    let mut lus: Vec<(usize, char)> = Vec::with_capacity(16);
    for (i, c) in signes.iter().enumerate().skip(debut) {
        let corse = lus.len() == 6 && lus.last().is_some_and(|(_, avant)| *avant == '2');
        match c.to_ascii_uppercase() {
            c @ '0'..='9' => lus.push((i, c)),
            c @ ('A' | 'B') if corse => lus.push((i, c)),
            c if separe(c) => {}
            _ => break,
        }
        if lus.len() == 16 {
            break;
        }
    }
    lus
}

/// Fifteen characters with the right key, when no digit follows at once.
fn avec_cle(signes: &[char], debut: usize) -> bool {
    let lus = suite(signes, debut);
    let Some((dernier, _)) = lus.get(14) else {
        return false;
    };
    let nir: String = lus[..15].iter().map(|(_, c)| c).collect();
    !signes.get(dernier + 1).is_some_and(char::is_ascii_digit) && nir.parse::<Nir>().is_ok()
}

/// Thirteen characters that can be a NIR: its key was left out, or stands apart ("clé 52"). When another
/// number follows ("2670775075841 12 heures"), only where the thirteen are grouped as a NIR is: telephone
/// numbers, SIRETs and IBANs are not.
fn sans_cle(signes: &[char], debut: usize) -> bool {
    let lus = suite(signes, debut);
    let Some(treize) = lus.get(..13) else {
        return false;
    };
    let corps: String = treize.iter().map(|(_, c)| c).collect();
    let suivant = lus.get(13).is_none_or(|apres| {
        let coupe = |i: usize| {
            lus.get(i)
                .zip(lus.get(i + 1))
                .is_some_and(|(un, deux)| deux.0 > un.0 + 1)
        };
        apres.0 > treize[12].0 + 1 && (0..12).all(|i| !coupe(i) || matches!(i, 0 | 2 | 4 | 6 | 9))
    });
    suivant && verifier_format(&corps).is_ok()
}
