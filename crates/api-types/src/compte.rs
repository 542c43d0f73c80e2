//! The account of a person.

corps! {
    /// A person's account.
    pub struct Compte {
        pub id: String,
        /// `prenom.nom`, unique.
        pub identifiant: String,
        pub nom: String,
        pub prenom: String,
        pub courriel: String,
        /// `utilisateur`, `agent_ud`, `assistance`.
        pub role: String,
        /// Département of a UD agent.
        pub departement: Option<String>,
    }

    /// Body of `PUT /compte/mot-de-passe`. All sessions end; log in again with the new password.
    pub struct ChangementMotDePasse {
        pub ancien: String,
        /// At least 8 characters, 1 digit, 1 special character; every character is accepted.
        #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 128))]
        pub nouveau: String,
        pub confirmation: String,
    }
}
