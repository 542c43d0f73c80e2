use crate::{Client, Erreur, Versionne, parametres};
use api_types::paiement::{
    IssuesDemandes, ListePaiements, ListeRejets, OperationPaiement, OperationsPaiement, PaiementDemande,
    Retablissement,
};

/// Which validated claims; nothing filled in means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltrePaiements {
    pub siret: Option<String>,
    pub mois: Option<String>,
    pub etat: Option<String>,
    pub numero: Option<String>,
    /// Number of the DAP.
    pub dap: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}

/// Which rejected claims; days as typed, both included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreRejets {
    pub du: Option<String>,
    pub au: Option<String>,
    pub agent: Option<String>,
    pub departement: Option<String>,
    pub motifs: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}

impl Client {
    /// Validated claims, for the help desk.
    pub async fn lister_paiements(&self, filtre: &FiltrePaiements) -> Result<ListePaiements, Erreur> {
        let limit = filtre.limit.map(|limite| limite.to_string());
        self.lire(&format!(
            "/paiements{}",
            parametres(&[
                ("siret", filtre.siret.as_deref()),
                ("mois", filtre.mois.as_deref()),
                ("etat", filtre.etat.as_deref()),
                ("numero", filtre.numero.as_deref()),
                ("dap", filtre.dap.as_deref()),
                ("limit", limit.as_deref()),
                ("cursor", filtre.cursor.as_deref()),
            ])
        ))
        .await
    }

    /// One claim with every step of its payment.
    pub async fn lire_paiement(&self, id: &str) -> Result<Versionne<PaiementDemande>, Erreur> {
        self.lire_versionne(&format!("/paiements/{id}")).await
    }

    /// One operation on one claim.
    pub async fn changer_paiement(
        &self,
        id: &str,
        etag: &str,
        corps: &OperationPaiement,
    ) -> Result<Versionne<PaiementDemande>, Erreur> {
        let chemin = format!("/demandes-indemnisation/{id}/paiement");
        self.poster_versionne(&chemin, Some(etag), corps).await
    }

    /// One operation on several claims, or its preview.
    pub async fn changer_paiements(&self, corps: &OperationsPaiement) -> Result<IssuesDemandes, Erreur> {
        self.poster("/paiements/operations", corps).await
    }

    /// Rejected claims, for the help desk.
    pub async fn lister_rejets(&self, filtre: &FiltreRejets) -> Result<ListeRejets, Erreur> {
        let limit = filtre.limit.map(|limite| limite.to_string());
        self.lire(&format!(
            "/rejets{}",
            parametres(&[
                ("du", filtre.du.as_deref()),
                ("au", filtre.au.as_deref()),
                ("agent", filtre.agent.as_deref()),
                ("departement", filtre.departement.as_deref()),
                ("motifs", filtre.motifs.as_deref()),
                ("limit", limit.as_deref()),
                ("cursor", filtre.cursor.as_deref()),
            ])
        ))
        .await
    }

    /// Rejections put right, or the preview.
    pub async fn retablir_rejets(&self, corps: &Retablissement) -> Result<IssuesDemandes, Erreur> {
        self.poster("/rejets/retablissement", corps).await
    }
}
