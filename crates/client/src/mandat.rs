use crate::{Client, Erreur, OptionsImport, json, parametres};
use api_types::import::ResultatImport;
use api_types::mandat::{DocumentMandat, ListeMandats, Mandat, MotifMandat, NouveauMandat};

impl Client {
    /// The caller's mandates, newest first; all of them for the help desk.
    pub async fn lister_mandats(
        &self,
        siret: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<ListeMandats, Erreur> {
        self.lire(&format!(
            "/mandats{}",
            parametres(&[("limit", Some("200")), ("siret", siret), ("cursor", cursor)])
        ))
        .await
    }

    /// For the help desk: those of one accountant, of one establishment, or all.
    pub async fn lister_mandats_assistance(
        &self,
        compte: Option<&str>,
        siret: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<ListeMandats, Erreur> {
        self.lire(&format!(
            "/mandats{}",
            parametres(&[("compte", compte), ("siret", siret), ("cursor", cursor)])
        ))
        .await
    }

    /// The mandates of an establishment, for its users.
    pub async fn lister_mandats_etablissement(&self, siret: &str) -> Result<ListeMandats, Erreur> {
        self.lire(&format!("/etablissements/{siret}/mandats")).await
    }

    /// One mandate.
    pub async fn lire_mandat(&self, id: &str) -> Result<Mandat, Erreur> {
        self.lire(&format!("/mandats/{id}")).await
    }

    /// Declares a mandate; the client is asked.
    pub async fn declarer_mandat(&self, corps: &NouveauMandat) -> Result<Mandat, Erreur> {
        self.poster("/mandats", corps).await
    }

    /// The client accepts.
    pub async fn accepter_mandat(&self, id: &str) -> Result<Mandat, Erreur> {
        self.poster(&format!("/mandats/{id}/acceptation"), &()).await
    }

    /// The client refuses, with a reason.
    pub async fn refuser_mandat(&self, id: &str, motif: &str) -> Result<Mandat, Erreur> {
        let corps = MotifMandat {
            motif: motif.to_owned(),
        };
        self.poster(&format!("/mandats/{id}/refus"), &corps).await
    }

    /// Either party ends it.
    pub async fn revoquer_mandat(&self, id: &str, motif: &str) -> Result<Mandat, Erreur> {
        let corps = MotifMandat {
            motif: motif.to_owned(),
        };
        self.poster(&format!("/mandats/{id}/revocation"), &corps).await
    }

    /// Joins the signed contract.
    pub async fn joindre_document_mandat(&self, id: &str, document: &str) -> Result<Mandat, Erreur> {
        let corps = DocumentMandat {
            document: document.to_owned(),
        };
        let chemin = format!("/mandats/{id}/document");
        crate::decoder(&self.appeler("PUT", &chemin, None, json(&corps)?).await?)
    }

    /// Declares many from a file.
    pub async fn importer_mandats(
        &self,
        fichier: Vec<u8>,
        options: OptionsImport,
    ) -> Result<ResultatImport, Erreur> {
        self.poster_fichier(&format!("/mandats/imports{}", options.parametres()), fichier)
            .await
    }
}
