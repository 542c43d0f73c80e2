use crate::{Client, Erreur};
use api_types::oubli::{
    OubliIdentifiant, OubliMotDePasse, QuestionCalcul, QuestionSecrete, ReponseSecrete, SuiteOubli,
};

impl Client {
    /// An arithmetic question.
    pub async fn lire_question_calcul(&self) -> Result<QuestionCalcul, Erreur> {
        self.lire("/oublis/question").await
    }

    /// Forgotten password: the secret question.
    pub async fn oublier_mot_de_passe(&self, corps: &OubliMotDePasse) -> Result<QuestionSecrete, Erreur> {
        self.poster("/oublis/mot-de-passe", corps).await
    }

    /// Forgotten password: the answer, then a mail.
    pub async fn repondre_oubli_mot_de_passe(&self, corps: &ReponseSecrete) -> Result<SuiteOubli, Erreur> {
        self.poster("/oublis/mot-de-passe/reponse", corps).await
    }

    /// Forgotten identifiant: the secret question.
    pub async fn oublier_identifiant(&self, corps: &OubliIdentifiant) -> Result<QuestionSecrete, Erreur> {
        self.poster("/oublis/identifiant", corps).await
    }

    /// Forgotten identifiant: the answer, then a mail.
    pub async fn repondre_oubli_identifiant(&self, corps: &ReponseSecrete) -> Result<SuiteOubli, Erreur> {
        self.poster("/oublis/identifiant/reponse", corps).await
    }
}
