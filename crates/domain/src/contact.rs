//! E-mail addresses and telephone numbers.

use std::str::FromStr;

use crate::codes::serde_texte;
use crate::erreur::Refus;

/// An e-mail address, kept in lower case: two writings of one mailbox are one account.
///
/// The rule is that of the HTML standard (what browsers check), with a dot required
/// in the domain; being ASCII without control characters, it is safe in a mail header.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Courriel(String);

impl Courriel {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `p•••@exemple.fr`: what may be shown to whoever is not logged in.
    pub fn masque(&self) -> String {
        let (local, domaine) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}•••@{domaine}", local.get(..1).unwrap_or(""))
    }
}

fn domaine_valide(domaine: &str) -> bool {
    domaine.len() <= 253
        && domaine.contains('.')
        && domaine.split('.').all(|etiquette| {
            (1..=63).contains(&etiquette.len())
                && etiquette.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !etiquette.starts_with('-')
                && !etiquette.ends_with('-')
        })
        && domaine
            .rsplit('.')
            .next()
            .is_some_and(|tld| tld.len() >= 2 && tld.bytes().any(|b| b.is_ascii_alphabetic()))
}

impl FromStr for Courriel {
    type Err = Refus;
    /// Code: `courriel_invalide`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let texte = texte.trim();
        let valide = texte.len() <= 254
            && texte.rsplit_once('@').is_some_and(|(local, domaine)| {
                (1..=64).contains(&local.len())
                    && local
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b))
                    && !local.starts_with('.')
                    && !local.ends_with('.')
                    && !local.contains("..")
                    && domaine_valide(domaine)
            });
        if valide {
            Ok(Self(texte.to_ascii_lowercase()))
        } else {
            Err(Refus::new(
                "courriel_invalide",
                "Cette adresse électronique n'est pas valable : elle s'écrit comme prenom.nom@exemple.fr, sans accent ni espace.",
            ))
        }
    }
}

impl std::fmt::Display for Courriel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(Courriel);

/// A French telephone number, kept as `0102030405`, or `+590…` when typed so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Telephone(String);

impl Telephone {
    /// The compact writing.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `01 02 03 04 05`, or `+590 690 12 34 56`.
    pub fn groupe(&self) -> String {
        let (mut sortie, reste) = match self.0.strip_prefix('+') {
            // Country of 3 digits, then 3 digits, then pairs.
            Some(_) => {
                let (pays, reste) = self.0.split_at(4);
                let (trois, paires) = reste.split_at(3);
                (format!("{pays} {trois}"), paires)
            }
            None => {
                let (tete, paires) = self.0.split_at(2);
                (tete.to_owned(), paires)
            }
        };
        for (i, c) in reste.chars().enumerate() {
            if i % 2 == 0 {
                sortie.push(' ');
            }
            sortie.push(c);
        }
        sortie
    }
}

impl FromStr for Telephone {
    type Err = Refus;
    /// Code: `telephone_invalide`. Spaces, dots, dashes, slashes and brackets are dropped.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        // « +33 (0)1 … » is how letterheads write it.
        let propre: String = texte
            .replace("(0)", "")
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')' | '\u{2011}'))
            .collect();
        let international = propre.strip_prefix('+').or_else(|| propre.strip_prefix("00"));
        let national = |reste: &str| {
            reste.len() == 9 && reste.bytes().all(|b| b.is_ascii_digit()) && !reste.starts_with('0')
        };
        let numero = match international {
            Some(reste) => {
                let metropole = reste.strip_prefix("33").filter(|r| national(r));
                let outre_mer = ["590", "594", "596", "262"]
                    .iter()
                    .any(|p| reste.strip_prefix(p).is_some_and(national));
                match metropole {
                    Some(r) => Some(format!("0{r}")),
                    None if outre_mer => Some(format!("+{reste}")),
                    None => None,
                }
            }
            None => propre
                .strip_prefix('0')
                .filter(|r| national(r))
                .map(|_| propre.clone()),
        };
        numero.map(Self).ok_or_else(|| {
            Refus::new(
                "telephone_invalide",
                "Ce numéro de téléphone n'est pas valable : 10 chiffres, comme 01 02 03 04 05, ou +33, +590, +594, +596, +262.",
            )
        })
    }
}

impl std::fmt::Display for Telephone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(Telephone);
