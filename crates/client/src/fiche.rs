use crate::{Client, Erreur, encoder, parametres};
use api_types::fiche::{Fiche, ListeFiches};

impl Client {
    /// Help sheets: all of them, or those that answer `question`, the best first.
    pub async fn lister_fiches(&self, question: Option<&str>) -> Result<ListeFiches, Erreur> {
        self.lire(&format!("/fiches{}", parametres(&[("q", question)])))
            .await
    }

    /// One sheet with its text.
    pub async fn lire_fiche(&self, slug: &str) -> Result<Fiche, Erreur> {
        self.lire(&format!("/fiches/{}", encoder(slug))).await
    }
}
