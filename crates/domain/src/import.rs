//! Reading payroll files (employees, hours) and an accountant's mandates. UTF-8 or Windows-1252, comma, semicolon or
//! tab, decimal comma, French dates; every fault at once, by row (the header is row 1)
//! and column. This CSV is our own documented format, not the agency's.

use crate::erreur::{Faute, Refus};

mod heures;
mod mandats;
mod salaries;
mod tableau;

pub use heures::{LectureHeures, LigneHeures, lire_heures};
pub use mandats::{LectureMandats, lire_mandats};
pub use salaries::{LectureSalaries, lire_salaries};
pub use tableau::verifier_nature;

/// Largest file read, in bytes.
pub const MAX_OCTETS: usize = 10 * 1024 * 1024;
/// Most rows read, header not counted.
pub const MAX_LIGNES: u32 = 100_000;
/// Most columns read.
pub const MAX_COLONNES: usize = 100;

/// The columns of the employees' file: canonical name and synonyms (without accents,
/// case nor punctuation).
pub const COLONNES_SALARIES: &[(&str, &[&str])] = &[
    (
        "nir",
        &[
            "numero de securite sociale",
            "numero securite sociale",
            "n securite sociale",
            "no securite sociale",
            "securite sociale",
            "numero ss",
            "nss",
            "num secu",
        ],
    ),
    (
        "nom",
        &["nom d usage", "nom usage", "nom de famille", "nom du salarie"],
    ),
    ("prenom", &["prenom du salarie", "prenoms"]),
    (
        "categorie",
        &[
            "csp",
            "categorie socioprofessionnelle",
            "categorie socio professionnelle",
        ],
    ),
    (
        "duree_hebdomadaire",
        &[
            "heures hebdomadaires",
            "horaire hebdomadaire",
            "duree hebdo",
            "duree du contrat",
            "duree contrat",
        ],
    ),
    (
        "taux_horaire_brut",
        &["taux horaire", "taux brut", "salaire horaire brut"],
    ),
];

/// The columns of the hours' file.
pub const COLONNES_HEURES: &[(&str, &[&str])] = &[
    ("nir", COLONNES_SALARIES[0].1),
    (
        "semaine",
        &["semaine du", "lundi", "debut de semaine", "date de la semaine"],
    ),
    (
        "heures_travaillees",
        &["travaillees", "h travaillees", "heures travail"],
    ),
    (
        "heures_chomees",
        &["chomees", "h chomees", "heures non travaillees"],
    ),
];

/// The columns of the mandates' file.
pub const COLONNES_MANDATS: &[(&str, &[&str])] = &[
    (
        "siret",
        &[
            "numero de siret",
            "numero siret",
            "n siret",
            "n de siret",
            "no siret",
            "no de siret",
            "siret du client",
        ],
    ),
    (
        "debut",
        &["date de debut", "debut du mandat", "du", "a partir du"],
    ),
    ("fin", &["date de fin", "fin du mandat", "au", "jusqu au"]),
];

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
