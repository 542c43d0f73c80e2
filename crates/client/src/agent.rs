use crate::{Client, Erreur};
use api_types::agent::{ChangementDepartements, NouvelAgent};
use api_types::compte_assistance::DossierCompte;

impl Client {
    /// An agent's account, on a signed annexe 3.
    pub async fn ouvrir_agent(&self, corps: &NouvelAgent) -> Result<DossierCompte, Erreur> {
        self.poster("/agents", corps).await
    }

    /// These départements and no others.
    pub async fn changer_departements_agent(
        &self,
        id: &str,
        corps: &ChangementDepartements,
    ) -> Result<DossierCompte, Erreur> {
        Ok(self
            .remplacer(&format!("/comptes/{id}/departements"), None, corps)
            .await?
            .corps)
    }
}
