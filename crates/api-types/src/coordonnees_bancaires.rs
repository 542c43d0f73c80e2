//! Bank details of an establishment. The IBAN never comes back whole.

corps! {
    /// Bank details as lists show them.
    pub struct CoordonneesBancaires {
        pub id: String,
        pub titulaire: String,
        pub iban_masque: String,
        pub bic: String,
        pub active: bool,
        pub creees_le: String,
        pub activees_le: Option<String>,
        /// The bank, when the IBAN is French and the bank is known.
        pub banque: Option<String>,
        /// What a French RIB prints; none for an account of another country.
        pub rib: Option<RibMasque>,
        /// BIC and IBAN of two countries or of two banks, account outside SEPA: said, never refused.
        pub avertissement: Option<String>,
    }

    /// The fields of a RIB, the account masked.
    pub struct RibMasque {
        /// Code banque, 5 digits.
        pub code_banque: String,
        /// Code guichet, 5 digits.
        pub code_guichet: String,
        /// The last character of the account only.
        pub compte_masque: String,
        /// Clé RIB, 2 digits.
        pub cle_rib: String,
    }

    /// All bank details of an establishment, the active one first.
    pub struct ListeCoordonneesBancaires { pub items: Vec<CoordonneesBancaires>, pub next: Option<String> }

    /// Body of `POST /etablissements/{siret}/coordonnees-bancaires`.
    pub struct NouvellesCoordonneesBancaires {
        pub titulaire: String,
        /// Spaces and lower case accepted.
        pub iban: String,
        /// 8 or 11 characters; `XXX` at the end is the same as nothing.
        pub bic: String,
        /// Add and activate in one step.
        #[serde(default)]
        pub activer: bool,
        /// The password of whoever adds them, again.
        pub mot_de_passe: String,
    }
}

impl NouvellesCoordonneesBancaires {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::coordonnees_bancaires::SaisieCoordonnees {
        domain::coordonnees_bancaires::SaisieCoordonnees {
            titulaire: self.titulaire.clone(),
            iban: self.iban.clone(),
            bic: self.bic.clone(),
        }
    }
}
