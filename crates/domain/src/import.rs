//! Reading payroll files (employees, hours) and an accountant's mandates. A CSV is read here; a workbook or
//! JSON comes as a [`Tableau`] from the adapters. Every fault at once, by row (as the program that made the
//! file numbers it) and column. These columns are our own documented format, not the agency's.

use crate::erreur::{Faute, Fautes, Refus};

mod cellules;
mod colonnes;
mod entete;
mod etat;
mod heures;
mod mandats;
mod noms;
mod proposition;
pub mod refus;
mod releve;
mod salaries;
mod tableau;
mod texte;

pub use cellules::masquer_nir;
pub use colonnes::{
    COLONNES_HEURES, COLONNES_MANDATS, COLONNES_SALARIES, Colonne, Correspondances, Quoi, est_d_entete,
    titre_de,
};
pub use entete::{EnLecture, RANGEES_AVANT_ENTETE};
pub use etat::EtatImport;
pub use heures::{LectureHeures, LigneHeures, lire_heures};
pub use mandats::{LectureMandats, lire_mandats};
pub use proposition::{EXEMPLES, proposer};
pub use salaries::{LectureSalaries, lire_salaries};
pub use tableau::{Fichier, Rangee, Tableau};
pub use texte::{Nature, nature, separateur_de};

/// Largest file read, in bytes: 100,000 rows, also as NDJSON.
pub const MAX_OCTETS: usize = 32 * 1024 * 1024;
/// Most rows read, header not counted.
pub const MAX_LIGNES: u32 = 100_000;
/// Most columns read.
pub const MAX_COLONNES: usize = 100;

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Echec {
    /// It is no such file, or somebody cancelled.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// Every fault of its header.
    #[error(transparent)]
    Entete(#[from] Fautes),
}

impl Echec {
    /// The codes, in order.
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Refus(refus) => vec![refus.code],
            Self::Entete(fautes) => fautes.codes(),
        }
    }
}

/// In a file an absent value is an empty cell, whatever the field calls it.
fn cellule(ligne: u32, colonne: &str, refus: Refus) -> Faute {
    match refus.code {
        "champ_requis" => Faute::cellule(
            ligne,
            colonne,
            "champ_vide",
            "Cette cellule est vide : remplissez-la.",
        ),
        _ => Faute::cellule(ligne, colonne, refus.code, refus.message),
    }
}
