use crate::{Client, Erreur, Versionne, parametres};
use api_types::dap::{Dap, DecisionDap, ListeDaps, SaisieDap};

/// What to search; nothing filled in means all of mine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreDaps {
    pub siret: Option<String>,
    pub numero: Option<String>,
    pub etat: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}

impl Client {
    /// DAPs that the caller may see.
    pub async fn lister_daps(&self, filtre: &FiltreDaps) -> Result<ListeDaps, Erreur> {
        let limit = filtre.limit.map(|limite| limite.to_string());
        self.lire(&format!(
            "/daps{}",
            parametres(&[
                ("siret", filtre.siret.as_deref()),
                ("numero", filtre.numero.as_deref()),
                ("etat", filtre.etat.as_deref()),
                ("limit", limit.as_deref()),
                ("cursor", filtre.cursor.as_deref()),
            ])
        ))
        .await
    }

    /// A new draft.
    pub async fn creer_dap(&self, saisie: &SaisieDap) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne("/daps", None, saisie).await
    }

    /// One DAP.
    pub async fn lire_dap(&self, id: &str) -> Result<Versionne<Dap>, Erreur> {
        self.lire_versionne(&format!("/daps/{id}")).await
    }

    /// Replaces the draft.
    pub async fn modifier_dap(
        &self,
        id: &str,
        etag: &str,
        saisie: &SaisieDap,
    ) -> Result<Versionne<Dap>, Erreur> {
        self.remplacer(&format!("/daps/{id}"), Some(etag), saisie).await
    }

    /// Sends it to the UD.
    pub async fn envoyer_dap(&self, id: &str, etag: &str) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/envoi"), Some(etag), &())
            .await
    }

    /// Withdraws it.
    pub async fn retirer_dap(&self, id: &str, etag: &str) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/retrait"), Some(etag), &())
            .await
    }

    /// The agent takes it.
    pub async fn prendre_dap(&self, id: &str, etag: &str) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/instruction"), Some(etag), &())
            .await
    }

    /// The agent gives it back to the queue.
    pub async fn liberer_dap(&self, id: &str, etag: &str) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/liberation"), Some(etag), &())
            .await
    }

    /// The agent decides.
    pub async fn decider_dap(
        &self,
        id: &str,
        etag: &str,
        corps: &DecisionDap,
    ) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/decision"), Some(etag), corps)
            .await
    }

    /// The decision notice.
    pub async fn lire_decision_pdf(&self, id: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&format!("/daps/{id}/decision.pdf")).await
    }
}
