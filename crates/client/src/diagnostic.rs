use crate::{Client, Erreur, encoder};
use api_types::diagnostic::{
    CodeDiagnosticEnvoye, DemandeCodeDiagnostic, DemandeDetailDiagnostic, DemandeDiagnostic, Diagnostic,
    DiagnosticEtablissement, PremierDiagnostic,
};

impl Client {
    /// "Je n'arrive pas à me connecter": what anybody may read.
    pub async fn diagnostiquer(&self, corps: &DemandeDiagnostic) -> Result<PremierDiagnostic, Erreur> {
        self.poster("/diagnostics", corps).await
    }

    /// A code to the address of the account.
    pub async fn envoyer_code_diagnostic(&self, jeton: &str) -> Result<CodeDiagnosticEnvoye, Erreur> {
        let corps = DemandeCodeDiagnostic {
            jeton: jeton.to_owned(),
        };
        self.poster("/diagnostics/code", &corps).await
    }

    /// For the help desk: one account, nothing masked.
    pub async fn diagnostiquer_compte(&self, id: &str) -> Result<Diagnostic, Erreur> {
        self.lire(&format!("/comptes/{id}/diagnostic")).await
    }

    /// For the help desk: an establishment, account by account.
    pub async fn diagnostiquer_etablissement(&self, siret: &str) -> Result<DiagnosticEtablissement, Erreur> {
        self.lire(&format!("/diagnostics/{}", encoder(siret))).await
    }

    /// With the code: everything but the whole address.
    pub async fn detailler_diagnostic(&self, jeton: &str, code: &str) -> Result<Diagnostic, Erreur> {
        let corps = DemandeDetailDiagnostic {
            jeton: jeton.to_owned(),
            code: code.to_owned(),
        };
        self.poster("/diagnostics/detail", &corps).await
    }
}
