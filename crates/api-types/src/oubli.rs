//! Forgotten password, forgotten identifiant.

corps! {
    /// An arithmetic question, good for 15 minutes, once.
    #[cfg_attr(feature = "openapi", schema(example = json!({"enonce": "7 + 5", "jeton": "eyJ1bmlxdWUi….Zl1kPxmm"})))]
    pub struct QuestionCalcul {
        /// `7 + 5`.
        pub enonce: String,
        /// To be given back with the result.
        pub jeton: String,
    }

    /// Body of `POST /oublis/mot-de-passe`.
    pub struct OubliMotDePasse {
        /// `prenom.nom`, never an e-mail address.
        pub identifiant: String,
        /// `jeton` of the arithmetic question.
        pub question: String,
        /// What it makes.
        pub calcul: String,
        /// Base64 of the JSON of `SolutionControle`.
        pub controle: String,
    }

    /// Body of `POST /oublis/identifiant`.
    pub struct OubliIdentifiant {
        /// The address given at the registration.
        pub courriel: String,
        /// Base64 of the JSON of `SolutionControle`.
        pub controle: String,
    }

    /// The secret question; for whoever named nobody, one that looks like it.
    pub struct QuestionSecrete {
        pub question_secrete: String,
        /// To be given back with the answer, within 15 minutes.
        pub jeton: String,
    }

    /// Body of `POST /oublis/…/reponse`.
    pub struct ReponseSecrete {
        pub jeton: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 200))]
        pub reponse: String,
    }

    /// What happens next.
    pub struct SuiteOubli { pub message: String }
}
