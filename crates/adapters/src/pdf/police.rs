//! The embedded fonts: measuring, cleaning and shaping a line of text.
//!
//! French on one line needs no complex shaping: one character, one glyph, no ligature. What is
//! measured is therefore exactly what is drawn, and what a reader copies is what was written.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use ttf_parser::Face;

use super::ErreurPdf;

/// The faces that a document may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Graisse {
    Normale,
    DemiGrasse,
    Grasse,
    /// Fixed width, with a slashed zero: codes that a person copies by hand.
    Code,
}

/// One face: the measures (ttf-parser) and what krilla embeds.
struct Police {
    face: Face<'static>,
    krilla: Font,
}

struct Polices {
    normale: Police,
    demi_grasse: Police,
    grasse: Police,
    code: Police,
}

static POLICES: LazyLock<Option<Polices>> = LazyLock::new(|| {
    Some(Polices {
        normale: Police::lire(include_bytes!("../../assets/polices/OpenSans-Regular.ttf"))?,
        demi_grasse: Police::lire(include_bytes!("../../assets/polices/OpenSans-Semibold.ttf"))?,
        grasse: Police::lire(include_bytes!("../../assets/polices/OpenSans-Bold.ttf"))?,
        code: Police::lire(include_bytes!("../../assets/polices/JetBrainsMono-Bold.ttf"))?,
    })
});

/// Open Sans has no glyph for U+202F, the narrow no-break space of French numbers; its thin
/// space has the right width. Thin spaces are folded into U+202F before this, so that the glyph
/// stands for one character only and a copied amount keeps its no-break space.
const ESPACE_FINE: char = '\u{2009}';
const ESPACE_FINE_INSECABLE: char = '\u{202F}';

impl Police {
    fn lire(octets: &'static [u8]) -> Option<Self> {
        Some(Self {
            face: Face::parse(octets, 0).ok()?,
            krilla: Font::new(octets.into(), 0)?,
        })
    }

    fn glyphe(&self, c: char) -> Option<ttf_parser::GlyphId> {
        self.face
            .glyph_index(c)
            .or_else(|| (c == ESPACE_FINE_INSECABLE).then(|| self.face.glyph_index(ESPACE_FINE))?)
    }

    /// Advance of a character, in em.
    fn chasse(&self, c: char) -> f32 {
        let avance = self
            .glyphe(c)
            .and_then(|g| self.face.glyph_hor_advance(g))
            .unwrap_or(0);
        f32::from(avance) / f32::from(self.face.units_per_em())
    }
}

fn police(graisse: Graisse) -> Option<&'static Police> {
    let polices = POLICES.as_ref()?;
    Some(match graisse {
        Graisse::Normale => &polices.normale,
        Graisse::DemiGrasse => &polices.demi_grasse,
        Graisse::Grasse => &polices.grasse,
        Graisse::Code => &polices.code,
    })
}

/// Checks once, before a document is laid out, that the fonts can be read.
///
/// # Errors
/// [`ErreurPdf::Police`] when an embedded font is damaged (a fault of the build).
pub(super) fn verifier() -> Result<(), ErreurPdf> {
    POLICES.as_ref().map(|_| ()).ok_or(ErreurPdf::Police)
}

/// Text that every face can draw: line breaks and tabs become spaces, invisible controls go,
/// a character without a glyph becomes "?" rather than an empty box (PDF/UA forbids it).
pub(super) fn nettoyer(texte: &str) -> String {
    let mut propre = String::with_capacity(texte.len());
    for c in texte.chars() {
        match c {
            '\n' | '\r' | '\t' => propre.push(' '),
            // A no-break hyphen has no glyph: the plain one reads the same.
            '\u{2011}' => propre.push('-'),
            ESPACE_FINE => propre.push(ESPACE_FINE_INSECABLE),
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => {}
            c if c.is_control() => {}
            c if police(Graisse::Normale).is_some_and(|p| p.glyphe(c).is_some()) => propre.push(c),
            _ => propre.push('?'),
        }
    }
    insecables(&propre)
}

/// The spaces that French typography does not break at: "R. 5122-4", "n° 3", « mot », "oui ?".
fn insecables(texte: &str) -> String {
    let mut resultat = String::with_capacity(texte.len());
    let mut suite = texte.chars().peekable();
    while let Some(c) = suite.next() {
        let collee = c == ' '
            && (resultat.ends_with('«')
                || resultat.ends_with("n°")
                || matches!(suite.peek(), Some(':' | ';' | '!' | '?' | '»' | '%' | '€'))
                || (suite.peek().is_some_and(char::is_ascii_digit)
                    && ["L.", "R.", "D."].iter().any(|sigle| resultat.ends_with(sigle))));
        resultat.push(if collee { '\u{00A0}' } else { c });
    }
    resultat
}

/// Width of a cleaned text, in points.
pub(super) fn largeur(texte: &str, graisse: Graisse, corps: f32) -> f32 {
    police(graisse).map_or(0.0, |p| texte.chars().map(|c| p.chasse(c)).sum::<f32>() * corps)
}

/// The glyphs of a cleaned text, with the font to draw them in. `approche` is added after each
/// glyph, in em.
pub(super) fn glyphes(texte: &str, graisse: Graisse, approche: f32) -> Option<(Font, Vec<KrillaGlyph>)> {
    let police = police(graisse)?;
    let glyphes = texte
        .char_indices()
        .map(|(debut, c)| {
            let id = police.glyphe(c).map_or(0, |g| g.0);
            let fin = debut + c.len_utf8();
            let chasse = police.chasse(c) + approche;
            KrillaGlyph::new(
                GlyphId::new(u32::from(id)),
                chasse,
                0.0,
                0.0,
                0.0,
                debut..fin,
                None,
            )
        })
        .collect();
    Some((police.krilla.clone(), glyphes))
}

/// Cleans a text and cuts it into lines no wider than `max` points, its own line breaks kept.
///
/// Only at plain spaces: a no-break space keeps "204 900,43 €" whole. A word wider than the line
/// is cut where it must be, so that nothing is ever lost or drawn outside. A line that was broken
/// at a space keeps it at its end: put together again, the lines are the text.
pub(super) fn lignes(texte: &str, graisse: Graisse, corps: f32, max: f32) -> Vec<String> {
    let mut lignes: Vec<String> = Vec::new();
    for alinea in texte.lines() {
        if let Some(precedente) = lignes.last_mut() {
            precedente.push(' ');
        }
        lignes.extend(couper(&nettoyer(alinea), graisse, corps, max));
    }
    lignes
}

fn couper(texte: &str, graisse: Graisse, corps: f32, max: f32) -> Vec<String> {
    let mut lignes = Vec::new();
    let mut ligne = String::new();
    for mot in texte.split(' ').filter(|m| !m.is_empty()) {
        for (i, morceau) in morceaux(mot, graisse, corps, max).into_iter().enumerate() {
            if i == 0 && !ligne.is_empty() {
                ligne.push(' ');
            }
            let tient = largeur(&ligne, graisse, corps) + largeur(&morceau, graisse, corps) <= max;
            if ligne.is_empty() || (i == 0 && tient) {
                ligne.push_str(&morceau);
            } else {
                lignes.push(std::mem::replace(&mut ligne, morceau));
            }
        }
    }
    if !ligne.is_empty() || lignes.is_empty() {
        lignes.push(ligne);
    }
    lignes
}

/// A word that is wider than the line, in pieces: after its hyphens if that is enough, else
/// anywhere.
fn morceaux(mot: &str, graisse: Graisse, corps: f32, max: f32) -> Vec<String> {
    if largeur(mot, graisse, corps) <= max {
        return vec![mot.to_owned()];
    }
    let mut morceaux: Vec<String> = Vec::new();
    for partie in mot.split_inclusive('-') {
        match morceaux.last_mut() {
            Some(debut) if largeur(&format!("{debut}{partie}"), graisse, corps) <= max => {
                debut.push_str(partie)
            }
            _ => morceaux.extend(troncons(partie, graisse, corps, max)),
        }
    }
    morceaux
}

fn troncons(partie: &str, graisse: Graisse, corps: f32, max: f32) -> Vec<String> {
    let mut troncons = vec![String::new()];
    let mut pris = 0.0;
    for c in partie.chars() {
        let chasse = police(graisse).map_or(0.0, |p| p.chasse(c) * corps);
        if pris + chasse > max && pris > 0.0 {
            troncons.push(String::new());
            pris = 0.0;
        }
        pris += chasse;
        if let Some(dernier) = troncons.last_mut() {
            dernier.push(c);
        }
    }
    troncons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_caracteres_du_francais_ont_un_glyphe() {
        let alphabet = "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔŒÙÛÜŸ«»€’“”…–—°§×−\u{00A0}\u{202F}";
        assert_eq!(nettoyer(alphabet), alphabet);
        for graisse in [Graisse::Normale, Graisse::DemiGrasse, Graisse::Grasse] {
            for c in alphabet.chars() {
                assert!(
                    largeur(&c.to_string(), graisse, 10.0) > 0.0,
                    "{c:?} en {graisse:?}"
                );
            }
        }
    }

    #[test]
    fn un_caractere_inconnu_ou_invisible_ne_casse_pas_le_document() {
        assert_eq!(nettoyer("a\u{0}\u{200B}b\tc 漢"), "ab c\u{00A0}?");
    }

    #[test]
    fn un_montant_n_est_jamais_coupe() {
        let texte = nettoyer("Total de 204\u{202F}900,43\u{00A0}€ versé");
        let lignes = lignes(&texte, Graisse::Normale, 10.0, 70.0);
        assert!(
            lignes.iter().any(|l| l.contains("204\u{202F}900,43\u{00A0}€")),
            "{lignes:?}"
        );
        assert!(
            lignes
                .iter()
                .all(|l| largeur(l.trim_end(), Graisse::Normale, 10.0) <= 70.0)
        );
        assert_eq!(lignes.concat(), texte);
    }

    #[test]
    fn un_mot_trop_long_est_coupe_sans_rien_perdre() {
        let mot = "ANTICONSTITUTIONNELLEMENT".repeat(4);
        let lignes = lignes(&mot, Graisse::Normale, 10.0, 80.0);
        assert!(lignes.len() > 1);
        assert_eq!(lignes.concat(), mot);
    }

    #[test]
    fn un_nom_compose_se_coupe_a_son_trait_d_union() {
        let nom = "ROCHEFOUCAULD-MONTBAZON";
        let max = largeur("ROCHEFOUCAULD-MON", Graisse::Normale, 8.0);
        assert_eq!(
            lignes(nom, Graisse::Normale, 8.0, max),
            ["ROCHEFOUCAULD-", "MONTBAZON"]
        );
    }

    #[test]
    fn un_article_et_une_ponctuation_double_ne_se_coupent_pas() {
        assert_eq!(
            nettoyer("article R. 5122-4 : n° 3, « oui » ?"),
            "article R.\u{A0}5122-4\u{A0}: n°\u{A0}3, «\u{A0}oui\u{A0}»\u{A0}?"
        );
    }
}
