use crate::{Client, Erreur, parametres};
use api_types::assistance::{EtatCourriel, ListeCourriels};
use api_types::compte_assistance::ChargeAssistance;

impl Client {
    /// Mails without their text, newest first, of a state, of a nature; `q` is part of the address.
    pub async fn lister_courriels(
        &self,
        etat: Option<&str>,
        nature: Option<&str>,
        q: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<ListeCourriels, Erreur> {
        let parametres = parametres(&[("etat", etat), ("nature", nature), ("q", q), ("cursor", cursor)]);
        self.lire(&format!("/courriels{parametres}")).await
    }

    /// Sends a mail again.
    pub async fn renvoyer_courriel(&self, id: &str) -> Result<EtatCourriel, Erreur> {
        self.poster(&format!("/courriels/{id}/renvoi"), &()).await
    }

    /// What waits for the help desk.
    pub async fn lire_charge_assistance(&self) -> Result<ChargeAssistance, Erreur> {
        self.lire("/assistance/charge").await
    }
}
