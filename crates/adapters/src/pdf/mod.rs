//! The PDF documents of the service: the decision on a DAP and the recap of a DI.
//!
//! Tagged PDF/UA-1, in French, with embedded fonts. A small layout engine of our own stands on
//! krilla: [`mise_en_page`](self) places blocks and breaks pages, then `rendu` draws the pages
//! once their number is known. The same data always gives the same bytes' worth of content: no
//! date is taken from the machine.

mod arbre;
mod decision;
mod mise_en_page;
mod police;
mod recapitulatif;
mod rendu;
mod style;
mod tableau;

pub use decision::{DonneesDecision, NatureDecision, decision};
pub use recapitulatif::{
    CalculRecapitulatif, ChiffreApplique, DonneesRecapitulatif, LigneRecapitulatif, PerteRecapitulatif,
    RegleRecapitulatif, SalarieCalcule, TotauxRecapitulatif, recapitulatif,
};

/// Language of every document (RFC 3066).
const LANGUE: &str = "fr-FR";

/// The employer as a document names it.
#[derive(Clone, Debug, Default)]
pub struct Employeur {
    pub denomination: String,
    /// 14 digits; grouped "732 829 320 00074" by the document.
    pub siret: String,
    /// One entry per line of the address.
    pub adresse: Vec<String>,
}

/// Why a document could not be made. Never the fault of what a person typed: a character
/// without a glyph is replaced, a long text flows over more pages.
#[derive(Debug, thiserror::Error)]
pub enum ErreurPdf {
    #[error("une police embarquée est illisible")]
    Police,
    #[error("format de page refusé")]
    Page,
    /// The validator's message, without any text of the document.
    #[error("document PDF refusé à l'écriture : {0}")]
    Rendu(String),
}

/// "73282932000074" → "732 829 320 00074" with no-break spaces; anything else is left as it is.
fn siret_groupe(siret: &str) -> String {
    let chiffres: String = siret.chars().filter(|c| !c.is_whitespace()).collect();
    if chiffres.len() == 14 && chiffres.bytes().all(|b| b.is_ascii_digit()) {
        let nbsp = '\u{00A0}';
        let (a, b, c, d) = (&chiffres[..3], &chiffres[3..6], &chiffres[6..9], &chiffres[9..]);
        format!("{a}{nbsp}{b}{nbsp}{c}{nbsp}{d}")
    } else {
        siret.to_owned()
    }
}
