use crate::{Client, Erreur, encoder};
use api_types::document::DocumentDepose;

impl Client {
    /// Hands a PDF in; its id then goes with what it proves.
    pub async fn deposer_document(&self, nom: &str, octets: Vec<u8>) -> Result<DocumentDepose, Erreur> {
        self.poster_fichier(&format!("/documents?nom={}", encoder(nom)), octets)
            .await
    }

    /// The bytes of a document.
    pub async fn lire_document(&self, id: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&format!("/documents/{id}")).await
    }
}
