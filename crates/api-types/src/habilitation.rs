//! The help desk's answer to account requests.

corps! {
    /// A request of one account for one establishment.
    pub struct Habilitation {
        pub id: String,
        pub siret: String,
        pub denomination: String,
        /// `principal`, `utilisateur`, `tiers_declarant`.
        pub role: String,
        /// `en_attente`, `acceptee`, `refusee`.
        pub etat: String,
        pub nom: String,
        pub prenom: String,
        pub courriel: String,
        pub telephone: String,
        /// The person already has an identifiant: only the third mail will be sent.
        pub compte_existant: bool,
        /// The register could not confirm the SIRET.
        pub siret_a_verifier: bool,
        pub demandee_le: String,
        pub decidee_le: Option<String>,
        pub motif: Option<String>,
    }

    /// Page of habilitations.
    pub struct ListeHabilitations { pub items: Vec<Habilitation>, pub next: Option<String> }

    /// Body of `POST /habilitations/{id}/decision`.
    pub struct DecisionHabilitation {
        /// `accepter` or `refuser`.
        pub decision: String,
        /// Required to refuse.
        #[serde(default)]
        pub motif: String,
    }
}
