use crate::{Client, Erreur, Versionne, parametres};
use api_types::etablissement::{Etablissement, FicheEtablissement, ListeEtablissements};

impl Client {
    /// The caller's establishments.
    pub async fn lister_etablissements(&self, cursor: Option<&str>) -> Result<ListeEtablissements, Erreur> {
        self.lire(&format!("/etablissements{}", parametres(&[("cursor", cursor)])))
            .await
    }

    /// One establishment sheet.
    pub async fn lire_etablissement(&self, siret: &str) -> Result<Versionne<Etablissement>, Erreur> {
        self.lire_versionne(&format!("/etablissements/{siret}")).await
    }

    /// Replaces the sheet that was read with `etag`.
    pub async fn modifier_etablissement(
        &self,
        siret: &str,
        etag: &str,
        fiche: &FicheEtablissement,
    ) -> Result<Versionne<Etablissement>, Erreur> {
        self.remplacer(&format!("/etablissements/{siret}"), Some(etag), fiche)
            .await
    }
}
