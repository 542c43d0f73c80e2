//! SIREN and SIRET: digits, Luhn key, and La Poste's own rule.

use std::str::FromStr;

use crate::codes::serde_texte;
use crate::erreur::Refus;

/// La Poste: its establishments outnumber what Luhn can key.
const SIREN_LA_POSTE: &str = "356000000";
const SIEGE_LA_POSTE: &str = "35600000000048";

/// Keeps the digits of a number typed with spaces of any kind.
fn chiffres(texte: &str, attendus: usize, quoi: &str, codes: [&'static str; 2]) -> Result<String, Refus> {
    let propre: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(intrus) = propre.chars().find(|c| !c.is_ascii_digit()) {
        return Err(Refus::new(
            codes[1],
            format!("Un {quoi} ne contient que des chiffres : « {intrus} » n'en est pas un."),
        ));
    }
    if propre.len() != attendus {
        return Err(Refus::new(
            codes[0],
            format!(
                "Un {quoi} compte {attendus} chiffres : vous en avez saisi {}.",
                propre.len()
            ),
        ));
    }
    Ok(propre)
}

fn luhn(chiffres: &str) -> bool {
    let somme: u32 = chiffres
        .bytes()
        .rev()
        .enumerate()
        .map(|(rang, b)| {
            let n = u32::from(b - b'0') * if rang % 2 == 1 { 2 } else { 1 };
            if n > 9 { n - 9 } else { n }
        })
        .sum();
    somme.is_multiple_of(10)
}

fn groupes(chiffres: &str, tailles: &[usize]) -> String {
    let mut sortie = String::new();
    let mut reste = chiffres;
    for taille in tailles {
        if !sortie.is_empty() {
            sortie.push(' ');
        }
        let (tete, queue) = reste.split_at(*taille);
        sortie.push_str(tete);
        reste = queue;
    }
    sortie
}

/// The 9 digits of a company.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren(String);

impl Siren {
    /// The bare digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `732 829 320`.
    pub fn groupe(&self) -> String {
        groupes(&self.0, &[3, 3, 3])
    }
}

impl FromStr for Siren {
    type Err = Refus;
    /// Codes: `siren_chiffres`, `siren_longueur`, `siren_cle_fausse`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre = chiffres(texte, 9, "SIREN", ["siren_longueur", "siren_chiffres"])?;
        if luhn(&propre) {
            Ok(Self(propre))
        } else {
            Err(Refus::new(
                "siren_cle_fausse",
                "Ce SIREN n'existe pas : un chiffre est faux ou deux sont inversés, vérifiez-le.",
            ))
        }
    }
}

impl std::fmt::Display for Siren {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(Siren);

/// The 14 digits of an establishment: the SIREN of its company and its NIC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siret(String);

impl Siret {
    /// The bare digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The company's number.
    pub fn siren(&self) -> Siren {
        Siren(self.0[..9].to_owned())
    }

    /// The establishment's own 5 digits.
    pub fn nic(&self) -> &str {
        &self.0[9..]
    }

    /// `732 829 320 00074`.
    pub fn groupe(&self) -> String {
        groupes(&self.0, &[3, 3, 3, 5])
    }
}

impl FromStr for Siret {
    type Err = Refus;
    /// Codes: `siret_chiffres`, `siret_longueur`, `siret_cle_fausse`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre = chiffres(texte, 14, "SIRET", ["siret_longueur", "siret_chiffres"])?;
        let la_poste = propre.starts_with(SIREN_LA_POSTE) && propre != SIEGE_LA_POSTE;
        let juste = if la_poste {
            propre
                .bytes()
                .map(|b| u32::from(b - b'0'))
                .sum::<u32>()
                .is_multiple_of(5)
        } else {
            luhn(&propre) && luhn(&propre[..9])
        };
        if juste {
            Ok(Self(propre))
        } else {
            Err(Refus::new(
                "siret_cle_fausse",
                "Ce SIRET n'existe pas : un chiffre est faux ou deux sont inversés, vérifiez-le sur un avis de situation ou une facture.",
            ))
        }
    }
}

impl TryFrom<&str> for Siret {
    type Error = Refus;
    fn try_from(texte: &str) -> Result<Self, Refus> {
        texte.parse()
    }
}

impl std::fmt::Display for Siret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(Siret);
