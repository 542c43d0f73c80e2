use crate::{Client, Erreur};
use api_types::diagnostic::{
    CodeDiagnosticEnvoye, DemandeCodeDiagnostic, DemandeDetailDiagnostic, DemandeDiagnostic, Diagnostic,
    PremierDiagnostic,
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

    /// With the code: everything but the whole address.
    pub async fn detailler_diagnostic(&self, jeton: &str, code: &str) -> Result<Diagnostic, Erreur> {
        let corps = DemandeDetailDiagnostic {
            jeton: jeton.to_owned(),
            code: code.to_owned(),
        };
        self.poster("/diagnostics/detail", &corps).await
    }
}
