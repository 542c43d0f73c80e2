use crate::{Client, Erreur};
use api_types::inscription::{
    ControleSecurite, Inscription, NouvelleInscription, ResultatVerification, VerificationInscription,
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

    /// The account request.
    pub async fn creer_inscription(&self, corps: &NouvelleInscription) -> Result<Inscription, Erreur> {
        self.poster("/inscriptions", corps).await
    }
}
