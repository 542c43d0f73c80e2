use crate::{Client, Erreur, parametres};
use api_types::reprise::{DecisionReprise, ListeReprises, NouvelleReprise, Reprise, RepriseRecue};

impl Client {
    /// Asks to become the principal user of an establishment whose principal user has left.
    pub async fn demander_reprise(&self, corps: &NouvelleReprise) -> Result<RepriseRecue, Erreur> {
        self.poster("/reprises", corps).await
    }

    /// Requests, oldest first; `etat` filters.
    pub async fn lister_reprises(
        &self,
        etat: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<ListeReprises, Erreur> {
        self.lire(&format!(
            "/reprises{}",
            parametres(&[("etat", etat), ("cursor", cursor)])
        ))
        .await
    }

    /// The help desk decides.
    pub async fn decider_reprise(&self, id: &str, corps: &DecisionReprise) -> Result<Reprise, Erreur> {
        self.poster(&format!("/reprises/{id}/decision"), corps).await
    }
}
