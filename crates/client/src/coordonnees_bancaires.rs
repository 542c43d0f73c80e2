use crate::{Client, Erreur};
use api_types::coordonnees_bancaires::{
    CoordonneesBancaires, ListeCoordonneesBancaires, NouvellesCoordonneesBancaires,
};
use api_types::second_facteur::MotDePasseActuel;

impl Client {
    /// All bank details, the active one first.
    pub async fn lister_coordonnees_bancaires(
        &self,
        siret: &str,
    ) -> Result<ListeCoordonneesBancaires, Erreur> {
        self.lire(&format!("/etablissements/{siret}/coordonnees-bancaires"))
            .await
    }

    /// Adds bank details, and activates them if asked.
    pub async fn ajouter_coordonnees_bancaires(
        &self,
        siret: &str,
        corps: &NouvellesCoordonneesBancaires,
    ) -> Result<CoordonneesBancaires, Erreur> {
        self.poster(&format!("/etablissements/{siret}/coordonnees-bancaires"), corps)
            .await
    }

    /// Makes these the active ones; asks for the password again.
    pub async fn activer_coordonnees_bancaires(
        &self,
        siret: &str,
        id: &str,
        corps: &MotDePasseActuel,
    ) -> Result<CoordonneesBancaires, Erreur> {
        self.poster(
            &format!("/etablissements/{siret}/coordonnees-bancaires/{id}/activation"),
            corps,
        )
        .await
    }
}
