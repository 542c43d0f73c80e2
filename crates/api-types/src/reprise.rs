//! Taking over the principal role of an establishment.

corps! {
    /// Body of `POST /reprises`. Whoever is logged in needs only `siret`, `telephone` and `motif`.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "siret": "73282932000074", "nom": "Moreau", "prenom": "Jeanne", "telephone": "02 40 00 00 02",
        "courriel": "jeanne.moreau@exemple.fr", "courriel_confirmation": "jeanne.moreau@exemple.fr",
        "motif": "Claire Martin a quitté l'entreprise le 30 avril et sa boîte est fermée.", "controle": "…",
    })))]
    pub struct NouvelleReprise {
        pub siret: String,
        #[serde(default)]
        pub nom: String,
        #[serde(default)]
        pub prenom: String,
        pub telephone: String,
        #[serde(default)]
        pub courriel: String,
        #[serde(default)]
        pub courriel_confirmation: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
        pub motif: String,
        /// Base64 of the JSON of `SolutionControle`; not needed when logged in.
        #[serde(default)]
        pub controle: String,
    }

    /// The request as it was received.
    pub struct RepriseRecue {
        pub id: String,
        pub siret: String,
        /// `en_attente`.
        pub etat: String,
        pub messages: Vec<String>,
    }

    /// A request as the help desk sees it.
    pub struct Reprise {
        pub id: String,
        pub siret: String,
        pub denomination: String,
        pub nom: String,
        pub prenom: String,
        pub courriel: String,
        pub telephone: String,
        /// The person was logged in.
        pub compte_existant: bool,
        pub motif: String,
        /// `en_attente`, `acceptee`, `refusee`.
        pub etat: String,
        /// The principal user as of now.
        pub principal: Option<String>,
        pub principal_courriel: Option<String>,
        /// What became of the one who was replaced: `retirer`, `garder`.
        pub ancien: Option<String>,
        pub motif_refus: Option<String>,
        pub demandee_le: String,
        pub decidee_le: Option<String>,
    }

    /// Page of requests, oldest first.
    pub struct ListeReprises { pub items: Vec<Reprise>, pub next: Option<String> }

    /// Body of `POST /reprises/{id}/decision`.
    pub struct DecisionReprise {
        /// `accepter` or `refuser`.
        pub decision: String,
        /// To accept: `retirer` or `garder` the principal user who is replaced.
        #[serde(default)]
        pub ancien: String,
        /// Required to refuse.
        #[serde(default)]
        pub motif: String,
    }
}

impl NouvelleReprise {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::reprise::SaisieReprise {
        let n = self.clone();
        domain::reprise::SaisieReprise {
            siret: n.siret,
            nom: n.nom,
            prenom: n.prenom,
            telephone: n.telephone,
            courriel: n.courriel,
            courriel_confirmation: n.courriel_confirmation,
            motif: n.motif,
        }
    }
}
