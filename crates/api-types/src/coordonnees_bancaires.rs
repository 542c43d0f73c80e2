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
        /// BIC and IBAN of two countries: said, never refused.
        pub avertissement: Option<String>,
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
    }
}
