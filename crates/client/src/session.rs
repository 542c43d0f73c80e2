use crate::{Client, Corps, Erreur};
use api_types::session::{NouvelleSession, Session};

impl Client {
    /// Logs in.
    pub async fn ouvrir_session(&self, identifiant: &str, mot_de_passe: &str) -> Result<Session, Erreur> {
        self.ouvrir_session_avec_code(identifiant, mot_de_passe, None)
            .await
    }

    /// Logs in with the code that `second_facteur_requis` asked for.
    pub async fn ouvrir_session_avec_code(
        &self,
        identifiant: &str,
        mot_de_passe: &str,
        code: Option<&str>,
    ) -> Result<Session, Erreur> {
        let corps = NouvelleSession {
            identifiant: identifiant.to_owned(),
            mot_de_passe: mot_de_passe.to_owned(),
            code: code.map(str::to_owned),
        };
        self.poster("/session", &corps).await
    }

    /// The open session, without extending it.
    pub async fn lire_session(&self) -> Result<Session, Erreur> {
        self.lire("/session").await
    }

    /// Extends the session by its whole duration.
    pub async fn prolonger_session(&self) -> Result<Session, Erreur> {
        self.poster("/session/prolongation", &()).await
    }

    /// Logs out.
    pub async fn fermer_session(&self) -> Result<(), Erreur> {
        self.sans_reponse("DELETE", "/session", Corps::Vide).await
    }
}
