use crate::{Client, Erreur};
use api_types::inscription::{
    ControleSecurite, Inscription, NouvelEtablissement, NouvelleInscription, ResultatVerification,
    VerificationAjout, VerificationInscription,
};

impl Client {
    /// A new security check.
    pub async fn lire_controle_securite(&self) -> Result<ControleSecurite, Erreur> {
        self.lire("/inscriptions/controle").await
    }

    /// SIRET, solved check and terms.
    pub async fn verifier_inscription(
        &self,
        corps: &VerificationInscription,
    ) -> Result<ResultatVerification, Erreur> {
        self.poster("/inscriptions/verification", corps).await
    }

    /// First step of "Ajouter un établissement", for whoever is logged in.
    pub async fn verifier_ajout(&self, siret: &str) -> Result<ResultatVerification, Erreur> {
        let corps = VerificationAjout {
            siret: siret.to_owned(),
        };
        self.poster("/etablissements/verification", &corps).await
    }

    /// One more establishment, without logging out.
    pub async fn ajouter_etablissement(&self, corps: &NouvelEtablissement) -> Result<Inscription, Erreur> {
        self.poster("/etablissements", corps).await
    }

    /// The account request.
    pub async fn creer_inscription(&self, corps: &NouvelleInscription) -> Result<Inscription, Erreur> {
        self.poster("/inscriptions", corps).await
    }
}
