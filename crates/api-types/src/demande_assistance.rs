//! Asking the help desk.

corps! {
    /// Body of `POST /assistance/demandes`: the form "demande d'assistance".
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "siret": "732 829 320 00074", "denomination": "Ateliers de la Loire", "nom_prenom": "Claire Martin",
        "telephone": "02 40 00 00 00", "courriel": "claire.martin@exemple.fr", "motif": "habilitation",
        "dossier": "", "description": "L'utilisateur principal a quitté l'entreprise.", "controle": "…"
    })))]
    pub struct NouvelleDemandeAssistance {
        /// 14 digits, spaces accepted; an agent may leave it out.
        #[serde(default)]
        pub siret: String,
        /// An agent of a UD: acts for no establishment.
        #[serde(default)]
        pub agent: bool,
        /// Of the establishment, or of the agent's service.
        pub denomination: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 100))]
        pub nom_prenom: String,
        pub telephone: String,
        pub courriel: String,
        /// `habilitation`, `fiche_etablissement`, `autorisation_prealable`, `decision_autorisation`,
        /// `demande_indemnisation`, `certificat_signature`, `autres`.
        pub motif: String,
        /// Number of a DAP or of a DI, if it is about one.
        #[serde(default)]
        pub dossier: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
        pub description: String,
        /// Base64 of the JSON of `SolutionControle`.
        pub controle: String,
    }

    /// The request as it was received. The link that opens it is in the mail.
    pub struct DemandeAssistanceRecue {
        pub id: String,
        #[cfg_attr(feature = "openapi", schema(example = "AST-7K3-M9Q-2XH"))]
        pub numero: String,
        /// `ouverte`.
        pub etat: String,
        /// Where the confirmation was sent.
        pub courriel: String,
    }

    /// A request, in a list.
    pub struct DemandeAssistanceResume {
        pub id: String,
        pub numero: String,
        /// Empty when an agent named none.
        pub siret: String,
        pub denomination: String,
        pub nom_prenom: String,
        pub motif: String,
        pub motif_libelle: String,
        pub dossier: Option<String>,
        /// `ouverte`, `en_cours`, `repondue`, `close`.
        pub etat: String,
        pub etat_libelle: String,
        /// Who of the help desk is on it; said to the help desk only.
        pub agent: Option<String>,
        /// Since when the person waits for the help desk.
        pub attend_depuis: Option<String>,
        pub creee_le: String,
        pub modifiee_le: String,
    }

    /// Page of requests. `a_traiter` counts those that wait for the help desk.
    pub struct ListeDemandesAssistance {
        pub items: Vec<DemandeAssistanceResume>,
        pub a_traiter: Option<u64>,
        pub next: Option<String>,
    }

    /// One message of a request.
    pub struct MessageAssistance {
        pub id: String,
        /// `personne` or `assistance`.
        pub auteur: String,
        pub nom: String,
        pub texte: String,
        pub le: String,
    }

    /// A request with its messages, oldest first.
    pub struct DemandeAssistance {
        pub resume: DemandeAssistanceResume,
        pub telephone: String,
        pub courriel: String,
        /// For the help desk: `trouve`, `autre_siret` or `inconnu`, when the request names a file.
        pub dossier_cite: Option<String>,
        pub dossier_cite_libelle: Option<String>,
        pub messages: Vec<MessageAssistance>,
        /// What the caller may do now: `ecrire`, `prendre`, `clore`.
        pub actions: Vec<String>,
        pub version: u32,
    }

    /// Body of `POST /assistance/demandes/{id}/messages`: 1,000 characters for the author, 4,000
    /// for the help desk.
    #[cfg_attr(feature = "openapi", schema(example = json!({"texte": "Merci, cela fonctionne."})))]
    pub struct NouveauMessageAssistance {
        #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
        pub texte: String,
    }

    /// A canned answer, to be adapted.
    pub struct ReponseType {
        /// Number in the agency's FAQ.
        pub question: u16,
        pub titre: String,
        pub texte: String,
    }

    /// All canned answers, by number.
    pub struct ListeReponsesTypes { pub items: Vec<ReponseType>, pub next: Option<String> }
}

impl NouvelleDemandeAssistance {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::demande_assistance::SaisieAssistance {
        let n = self.clone();
        domain::demande_assistance::SaisieAssistance {
            siret: n.siret,
            agent: n.agent,
            denomination: n.denomination,
            nom_prenom: n.nom_prenom,
            telephone: n.telephone,
            courriel: n.courriel,
            motif: n.motif,
            dossier: n.dossier,
            description: n.description,
        }
    }
}
