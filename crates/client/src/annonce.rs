use crate::{Client, Erreur, Versionne, parametres};
use api_types::annonce::{Annonce, ListeAnnonces, ListeAnnoncesVisibles, SaisieAnnonce};

impl Client {
    /// What everybody sees now.
    pub async fn lister_annonces_visibles(&self) -> Result<ListeAnnoncesVisibles, Erreur> {
        self.lire("/annonces").await
    }

    /// All announcements, for the help desk.
    pub async fn lister_annonces(&self, cursor: Option<&str>) -> Result<ListeAnnonces, Erreur> {
        self.lire(&format!(
            "/assistance/annonces{}",
            parametres(&[("cursor", cursor)])
        ))
        .await
    }

    /// One announcement.
    pub async fn lire_annonce(&self, id: &str) -> Result<Versionne<Annonce>, Erreur> {
        self.lire_versionne(&format!("/assistance/annonces/{id}")).await
    }

    /// Publishes one.
    pub async fn creer_annonce(&self, corps: &SaisieAnnonce) -> Result<Versionne<Annonce>, Erreur> {
        self.poster_versionne("/assistance/annonces", None, corps).await
    }

    /// Replaces its text and dates.
    pub async fn modifier_annonce(
        &self,
        id: &str,
        etag: &str,
        corps: &SaisieAnnonce,
    ) -> Result<Versionne<Annonce>, Erreur> {
        self.remplacer(&format!("/assistance/annonces/{id}"), Some(etag), corps)
            .await
    }

    /// Takes it off the pages.
    pub async fn retirer_annonce(&self, id: &str, etag: &str) -> Result<Versionne<Annonce>, Erreur> {
        self.poster_versionne(&format!("/assistance/annonces/{id}/retrait"), Some(etag), &())
            .await
    }
}
