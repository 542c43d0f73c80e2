//! Files that people send: a CSV, a workbook or JSON becomes one and the same table, and is given back in its own
//! form with a column of errors.
//!
//! **Invariant:** what a file unzips to is counted before anything of it is kept.

use domain::Refus;
use domain::import::{Fichier, Nature, Quoi, Tableau, nature};

mod annote;
mod classeur;
mod json;

pub use annote::{Annote, Echec as EchecAnnotation, Forme, annoter, forme, modele};

/// The table of a file, told by its content; of a workbook the first sheet whose header is known.
///
/// # Errors
/// `fichier_*`, `trop_de_lignes`, `trop_de_colonnes`.
pub fn ouvrir(octets: &[u8], quoi: Quoi) -> Result<Tableau, Refus> {
    match nature(octets)? {
        Nature::Texte => Fichier::csv(octets).map(|fichier| fichier.tableau),
        Nature::Json => json::lire(octets),
        Nature::Classeur => classeur::lire(octets, quoi),
    }
}
