//! The secret code of 10 characters that opens the claims of an authorised DAP.

use std::str::FromStr;

use crate::codes::serde_texte;
use crate::erreur::Refus;

/// Digits and capitals without those that are read one for another (0 O, 1 I L).
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LONGUEUR: usize = 10;

/// The 10 characters printed on the decision notice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeDi(String);

impl CodeDi {
    /// Draws a code from 10 random bytes.
    ///
    /// The bytes are read as one number of 80 bits in base 31: every code is as likely
    /// as another to within 10⁻⁹.
    pub fn depuis_hasard(octets: [u8; 10]) -> Self {
        let mut nombre = octets.iter().fold(0_u128, |n, o| (n << 8) | u128::from(*o));
        let base = ALPHABET.len() as u128;
        let code = (0..LONGUEUR)
            .map(|_| {
                let rang = usize::try_from(nombre % base).unwrap_or(0);
                nombre /= base;
                char::from(ALPHABET.get(rang).copied().unwrap_or(b'2'))
            })
            .collect();
        Self(code)
    }

    /// The 10 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `ABCDE FGHJK`, as printed.
    pub fn groupe(&self) -> String {
        let (tete, queue) = self.0.split_at(5);
        format!("{tete} {queue}")
    }
}

impl FromStr for CodeDi {
    type Err = Refus;
    /// Accepts spaces, hyphens and lower case. Code: `code_di_invalide`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre: String = texte
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if propre.len() == LONGUEUR && propre.bytes().all(|b| ALPHABET.contains(&b)) {
            Ok(Self(propre))
        } else {
            Err(Refus::new(
                "code_di_invalide",
                "Un code DI compte 10 lettres et chiffres, sans 0, 1, I, L ni O : copiez-le depuis la décision ou depuis la page de la DAP.",
            ))
        }
    }
}

impl std::fmt::Display for CodeDi {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(CodeDi);
