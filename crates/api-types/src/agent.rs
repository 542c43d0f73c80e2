//! Accounts of UD agents.

corps! {
    /// Body of `POST /agents`: an account opened on a signed request (annexe 3).
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "nom": "Benali", "prenom": "Nadia", "courriel": "nadia.benali@exemple.fr",
        "courriel_confirmation": "nadia.benali@exemple.fr", "departements": ["44", "49"],
        "document": "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11", "motif": "Annexe 3 reçue le 1er juin."
    })))]
    pub struct NouvelAgent {
        pub nom: String,
        pub prenom: String,
        pub courriel: String,
        pub courriel_confirmation: String,
        /// Codes of the départements whose files the agent instructs; at least one.
        pub departements: Vec<String>,
        /// Id of the signed annexe 3 (`POST /documents`).
        pub document: String,
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        pub motif: String,
    }

    /// Body of `PUT /comptes/{id}/departements`.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "departements": ["44", "49"], "motif": "Nouvelle annexe 3 reçue le 1er juin."
    })))]
    pub struct ChangementDepartements {
        /// All of them, the new ones as the old ones.
        pub departements: Vec<String>,
        /// Id of a new annexe 3, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub document: Option<String>,
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        pub motif: String,
    }
}

impl NouvelAgent {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::agent::SaisieAgent {
        let n = self.clone();
        domain::agent::SaisieAgent {
            nom: n.nom,
            prenom: n.prenom,
            courriel: n.courriel,
            courriel_confirmation: n.courriel_confirmation,
            departements: n.departements,
            document: n.document,
            motif: n.motif,
        }
    }
}
