//! Postal codes and départements: which unité départementale (UD) instructs
//! (art. R5122-2: the département of the establishment).
//!
//! The names and the postal codes that break the prefix rule are data.

use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::codes::serde_texte;
use crate::erreur::Refus;

const DEPARTEMENTS: &str = include_str!("../data/departements.csv");
const EXCEPTIONS: &str = include_str!("../data/cp_departement_exceptions.csv");
const UNITES: &str = include_str!("../data/unites_departementales.csv");

/// Code and name, in the order of the data file.
static TABLE: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    DEPARTEMENTS
        .lines()
        .skip(1)
        .filter_map(|l| l.split_once(','))
        .collect()
});

/// A département or overseas collectivity, known by its code (`01`, `2A`, `976`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Departement(&'static str);

impl Departement {
    /// Every département, in the order of the codes.
    pub fn tous() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(code, _)| Self(code))
    }

    /// `2A`.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// « Corse-du-Sud ».
    pub fn nom(self) -> &'static str {
        TABLE
            .iter()
            .find(|(code, _)| *code == self.0)
            .map_or("", |(_, nom)| nom)
    }

    /// The département that a postal code points to, and the others it may straddle.
    pub fn de_code_postal(code_postal: &CodePostal) -> DepartementProbable {
        let (principal, autres) = probables(code_postal.as_str()).unwrap_or((Self("75"), vec![]));
        DepartementProbable { principal, autres }
    }

    /// The département whose UD instructs for this one: its own, unless the table says otherwise.
    pub fn unite(self) -> Self {
        UNITES
            .lines()
            .skip(1)
            .filter_map(|ligne| ligne.split_once(','))
            .find(|(departement, _)| *departement == self.0)
            .and_then(|(_, suite)| suite.split(',').next())
            .and_then(Self::trouver)
            .unwrap_or(self)
    }

    fn trouver(code: &str) -> Option<Self> {
        TABLE.iter().find(|(c, _)| *c == code).map(|(c, _)| Self(c))
    }
}

/// `None` when the prefix names no département of France.
fn probables(cp: &str) -> Option<(Departement, Vec<Departement>)> {
    let exception = EXCEPTIONS.lines().skip(1).find_map(|ligne| {
        let mut champs = ligne.split(',');
        (champs.next() == Some(cp)).then(|| champs.next()).flatten()
    });
    if let Some(codes) = exception {
        // Where it straddles, the département that its prefix names is the most probable one.
        let mut tous: Vec<Departement> = codes.split('/').filter_map(Departement::trouver).collect();
        tous.sort_by_key(|departement| !cp.starts_with(departement.0));
        let mut departements = tous.into_iter();
        return Some((departements.next()?, departements.collect()));
    }
    let prefixe = match cp.get(..3)? {
        "200" | "201" => "2A",
        "202" | "206" => "2B",
        // Business mail codes of Corsica (CEDEX) use other prefixes, on both sides.
        autre if autre.starts_with("20") => {
            return Some((Departement("2A"), vec![Departement("2B")]));
        }
        // So do those of La Réunion, beside the plain codes of Saint-Barthélemy and Saint-Martin, whose own
        // business codes are neither theirs nor Guadeloupe's.
        "977" if cp != "97700" => return Some((Departement("974"), vec![Departement("977")])),
        "978" if cp != "97800" => return Some((Departement("974"), vec![Departement("978")])),
        "970" => {
            let iles = match cp.as_bytes().get(3)? {
                b'5' => ["978", "977", "971"],
                b'9' => ["977", "978", "971"],
                _ => ["971", "977", "978"],
            };
            let mut iles = iles.into_iter().map(Departement);
            return Some((iles.next()?, iles.collect()));
        }
        outre_mer if outre_mer.starts_with("97") || outre_mer.starts_with("98") => outre_mer,
        _ => cp.get(..2)?,
    };
    Departement::trouver(prefixe).map(|d| (d, vec![]))
}

impl std::fmt::Display for Departement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}

impl FromStr for Departement {
    type Err = Refus;
    /// Code: `departement_inconnu`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let texte = texte.trim().to_ascii_uppercase();
        Self::trouver(&texte).ok_or_else(|| {
            Refus::new(
                "departement_inconnu",
                "Ce département n'existe pas : indiquez son code, comme 01, 2A ou 974.",
            )
        })
    }
}

serde_texte!(Departement);

/// What a postal code says of the département: to be confirmed when `autres` is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartementProbable {
    /// The most probable one.
    pub principal: Departement,
    /// The other départements that this postal code serves.
    pub autres: Vec<Departement>,
}

impl DepartementProbable {
    /// All of them, the most probable one first.
    pub fn tous(&self) -> impl Iterator<Item = Departement> {
        std::iter::once(self.principal).chain(self.autres.iter().copied())
    }

    /// What a person chose among them. A choice left from another postal code, which leaves none, is
    /// forgotten.
    ///
    /// Code: `departement_impossible`.
    pub fn choisir(&self, choisi: Option<Departement>) -> Result<Option<Departement>, Refus> {
        let Some(choisi) = choisi.filter(|_| !self.autres.is_empty()) else {
            return Ok(None);
        };
        if self.tous().any(|possible| possible == choisi) {
            return Ok(Some(choisi));
        }
        let possibles: Vec<String> = self
            .tous()
            .map(|possible| format!("{} ({})", possible.nom(), possible.code()))
            .collect();
        Err(Refus::new(
            "departement_impossible",
            format!(
                "Ce code postal est celui de {} : choisissez l'un d'eux.",
                possibles.join(" ou ")
            ),
        ))
    }
}

/// A French postal code of 5 digits, whose prefix names a département.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodePostal(String);

impl CodePostal {
    /// The 5 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CodePostal {
    type Err = Refus;
    /// Codes: `code_postal_invalide`, `code_postal_inconnu`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
        if propre.len() != 5 || !propre.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refus::new(
                "code_postal_invalide",
                "Un code postal compte 5 chiffres, comme 75011 ou 01200 : vérifiez-le.",
            ));
        }
        if probables(&propre).is_none() {
            return Err(Refus::new(
                "code_postal_inconnu",
                "Ce code postal n'est celui d'aucun département français : vérifiez-le.",
            ));
        }
        Ok(Self(propre))
    }
}

impl std::fmt::Display for CodePostal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(CodePostal);
