use crate::{Client, Erreur, parametres};
use api_types::habilitation::{DecisionHabilitation, Habilitation, ListeHabilitations};

impl Client {
    /// Account requests, oldest first; `etat` filters.
    pub async fn lister_habilitations(
        &self,
        etat: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<ListeHabilitations, Erreur> {
        self.lire(&format!(
            "/habilitations{}",
            parametres(&[("etat", etat), ("cursor", cursor)])
        ))
        .await
    }

    /// Accepts or refuses one.
    pub async fn decider_habilitation(
        &self,
        id: &str,
        corps: &DecisionHabilitation,
    ) -> Result<Habilitation, Erreur> {
        self.poster(&format!("/habilitations/{id}/decision"), corps).await
    }
}
