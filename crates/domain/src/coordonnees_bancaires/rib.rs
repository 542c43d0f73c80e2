//! What a French RIB prints beside the IBAN.

use super::Iban;

/// The four fields of a RIB, as the IBAN of France and of Monaco holds them.
#[derive(Clone, PartialEq, Eq)]
pub struct Rib {
    /// Code banque, 5 digits.
    pub banque: String,
    /// Code guichet, 5 digits.
    pub guichet: String,
    /// Number of the account, 11 characters.
    pub compte: String,
    /// Clé RIB, 2 digits.
    pub cle: String,
}

impl Rib {
    /// `••••••••••8`: the last character only, as the masked IBAN shows it.
    pub fn compte_masque(&self) -> String {
        let dernier = &self.compte[self.compte.len() - 1..];
        format!("••••••••••{dernier}")
    }
}

/// Prints no account number: it has no place in a log.
impl std::fmt::Debug for Rib {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rib({} {})", self.banque, self.compte_masque())
    }
}

impl Iban {
    /// The fields of the RIB; none for an account of another country.
    pub fn rib(&self) -> Option<Rib> {
        let numero = self.as_str();
        if !matches!(self.pays(), "FR" | "MC") || numero.len() != 27 {
            return None;
        }
        let champ = |debut: usize, fin: usize| numero[debut..fin].to_owned();
        Some(Rib {
            banque: champ(4, 9),
            guichet: champ(9, 14),
            compte: champ(14, 25),
            cle: champ(25, 27),
        })
    }
}
