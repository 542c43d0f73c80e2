use crate::{Client, Erreur, json};
use api_types::compte::ChangementMotDePasse;

impl Client {
    /// Changes the password; every session of the account ends.
    pub async fn changer_mot_de_passe(&self, corps: &ChangementMotDePasse) -> Result<(), Erreur> {
        self.sans_reponse("PUT", "/compte/mot-de-passe", json(corps)?)
            .await
    }
}
