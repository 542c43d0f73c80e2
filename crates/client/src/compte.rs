use crate::{Client, Corps, Erreur, encoder, json};
use api_types::compte::{ChangementMotDePasse, ChangementQuestionSecrete, FicheCompte, ListeSessions};

impl Client {
    /// Changes the password; every session of the account ends.
    pub async fn changer_mot_de_passe(&self, corps: &ChangementMotDePasse) -> Result<(), Erreur> {
        self.sans_reponse("PUT", "/compte/mot-de-passe", json(corps)?)
            .await
    }

    /// The account page.
    pub async fn lire_compte(&self) -> Result<FicheCompte, Erreur> {
        self.lire("/compte").await
    }

    /// Changes the secret question and its answer.
    pub async fn changer_question_secrete(&self, corps: &ChangementQuestionSecrete) -> Result<(), Erreur> {
        self.sans_reponse("PUT", "/compte/question-secrete", json(corps)?)
            .await
    }

    /// My open sessions.
    pub async fn lister_sessions(&self) -> Result<ListeSessions, Erreur> {
        self.lire("/compte/sessions").await
    }

    /// Ends one of them.
    pub async fn terminer_session(&self, id: &str) -> Result<(), Erreur> {
        let chemin = format!("/compte/sessions/{}", encoder(id));
        self.sans_reponse("DELETE", &chemin, Corps::Vide).await
    }

    /// Ends all but this one.
    pub async fn terminer_autres_sessions(&self) -> Result<(), Erreur> {
        self.sans_reponse("DELETE", "/compte/sessions", Corps::Vide).await
    }
}
