//! Announcements: incident, maintenance, derogation, information.

corps! {
    /// What everybody sees.
    pub struct AnnonceVisible {
        pub id: String,
        /// `incident`, `maintenance`, `derogation`, `information`.
        pub nature: String,
        pub nature_libelle: String,
        pub titre: String,
        pub texte: String,
        pub du: String,
        pub au: Option<String>,
        /// False for a maintenance that comes.
        pub en_cours: bool,
    }

    /// What is shown now.
    pub struct ListeAnnoncesVisibles { pub items: Vec<AnnonceVisible>, pub next: Option<String> }

    /// An announcement, as the help desk keeps it.
    pub struct Annonce {
        pub id: String,
        pub nature: String,
        pub nature_libelle: String,
        pub titre: String,
        pub texte: String,
        pub du: String,
        pub au: Option<String>,
        /// `a_venir`, `visible`, `terminee`, `retiree`.
        pub etat: String,
        pub auteur: String,
        pub modifiee_le: String,
        pub version: u32,
    }

    /// Page of announcements, newest first.
    pub struct ListeAnnonces { pub items: Vec<Annonce>, pub next: Option<String> }

    /// Body of `POST /assistance/annonces` and of `PUT /assistance/annonces/{id}`.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "nature": "maintenance", "titre": "Fermeture du service pour maintenance",
        "texte": "Le service sera fermé de 17 h à 21 h.",
        "du": "2022-06-03T15:00:00Z", "au": "2022-06-03T19:00:00Z"
    })))]
    pub struct SaisieAnnonce {
        pub nature: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 120))]
        pub titre: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
        pub texte: String,
        /// RFC 3339.
        pub du: String,
        /// RFC 3339; empty until it is withdrawn, except for a maintenance.
        #[serde(default)]
        pub au: String,
    }
}

impl SaisieAnnonce {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::annonce::SaisieAnnonce {
        let s = self.clone();
        domain::annonce::SaisieAnnonce {
            nature: s.nature,
            titre: s.titre,
            texte: s.texte,
            du: s.du,
            au: s.au,
        }
    }
}
