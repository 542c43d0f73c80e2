//! The account of a person.

use crate::second_facteur::EtatSecondFacteur;

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
        /// Départements of a UD agent; empty for everybody else.
        pub departements: Vec<String>,
    }

    /// Body of `PUT /compte/mot-de-passe`. All sessions end; log in again with the new password.
    pub struct ChangementMotDePasse {
        pub ancien: String,
        /// At least 8 characters, 1 digit, 1 special character; every character is accepted.
        #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 128))]
        pub nouveau: String,
        pub confirmation: String,
        /// Required together with its answer while the account has none (first login).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(feature = "openapi", schema(max_length = 200))]
        pub question_secrete: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(feature = "openapi", schema(max_length = 200))]
        pub reponse_secrete: String,
    }

    /// The account page.
    pub struct FicheCompte {
        pub compte: Compte,
        pub telephone: String,
        /// Empty when none was chosen yet.
        pub question_secrete: String,
        pub second_facteur: EtatSecondFacteur,
    }

    /// Body of `PUT /compte/question-secrete`.
    pub struct ChangementQuestionSecrete {
        /// The password of the account.
        pub mot_de_passe: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 200))]
        pub question_secrete: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 200))]
        pub reponse_secrete: String,
    }

    /// One open session of mine.
    pub struct SessionDuCompte {
        pub id: String,
        pub ouverte_le: String,
        /// To within a few seconds.
        pub derniere_action_le: String,
        /// `Firefox sous Linux`.
        pub navigateur: String,
        /// The one that asks.
        pub courante: bool,
    }

    /// My open sessions, the last opened first.
    pub struct ListeSessions { pub items: Vec<SessionDuCompte>, pub next: Option<String> }
}
