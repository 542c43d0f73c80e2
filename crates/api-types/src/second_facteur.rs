//! The second factor: a code of six digits from an application.

corps! {
    /// Where the second factor of the account stands.
    pub struct EtatSecondFacteur {
        pub actif: bool,
        /// The role may not do without.
        pub obligatoire: bool,
        /// Recovery codes not yet used.
        pub codes_restants: u32,
    }

    /// What the application needs; counts for nothing until a code confirms it.
    pub struct PreparationSecondFacteur {
        /// Base32, to be typed by whoever cannot scan.
        pub secret: String,
        /// `otpauth://totp/…`.
        pub uri: String,
        /// The same as a QR code: an image (`data:image/svg+xml;base64,…`).
        pub qr: String,
    }

    /// Body of `POST /compte/second-facteur/confirmation`.
    #[cfg_attr(feature = "openapi", schema(example = json!({"code": "287082"})))]
    pub struct ConfirmationSecondFacteur { pub code: String }

    /// Body of the changes that ask for the password.
    pub struct MotDePasseActuel { pub mot_de_passe: String }

    /// Ten recovery codes, each good once. They are not shown again.
    pub struct CodesRecuperation { pub codes: Vec<String> }
}
