use crate::{Client, Erreur, Versionne, parametres};
use api_types::dap::{
    ComptesDap, Dap, DecisionDap, DecisionsDap, IssuesDap, ListeDaps, NouveauMessageDap, NouvellePieceDap,
    SaisieDap, TransfertDap,
};

/// What to search; nothing filled in means all of mine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreDaps {
    pub siret: Option<String>,
    pub numero: Option<String>,
    pub etat: Option<String>,
    pub motif: Option<String>,
    pub du: Option<String>,
    pub au: Option<String>,
    pub texte: Option<String>,
    /// `recentes`, `anciennes`, `echeance`.
    pub tri: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}

fn criteres(filtre: &FiltreDaps, autres: &[(&str, Option<&str>)]) -> String {
    let limit = filtre.limit.map(|limite| limite.to_string());
    let mut criteres = vec![
        ("siret", filtre.siret.as_deref()),
        ("numero", filtre.numero.as_deref()),
        ("etat", filtre.etat.as_deref()),
        ("motif", filtre.motif.as_deref()),
        ("du", filtre.du.as_deref()),
        ("au", filtre.au.as_deref()),
        ("texte", filtre.texte.as_deref()),
        ("tri", filtre.tri.as_deref()),
        ("limit", limit.as_deref()),
        ("cursor", filtre.cursor.as_deref()),
    ];
    criteres.extend_from_slice(autres);
    parametres(&criteres)
}

/// The address of an exported search, for a link.
pub fn chemin_export_daps(filtre: &FiltreDaps, format: &str) -> String {
    format!("/daps/export{}", criteres(filtre, &[("format", Some(format))]))
}

impl Client {
    /// DAPs that the caller may see.
    pub async fn lister_daps(&self, filtre: &FiltreDaps) -> Result<ListeDaps, Erreur> {
        self.lire(&format!("/daps{}", criteres(filtre, &[]))).await
    }

    /// Everything that a search finds, as a file; `format` is `csv` or `xlsx`.
    pub async fn exporter_daps(&self, filtre: &FiltreDaps, format: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&chemin_export_daps(filtre, format)).await
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

    /// Joins a document that was handed in.
    pub async fn joindre_piece_dap(&self, id: &str, document: &str) -> Result<Versionne<Dap>, Erreur> {
        let corps = NouvellePieceDap {
            document: document.to_owned(),
        };
        self.poster_versionne(&format!("/daps/{id}/pieces"), None, &corps)
            .await
    }

    /// Takes a document out.
    pub async fn retirer_piece_dap(&self, id: &str, document: &str) -> Result<Versionne<Dap>, Erreur> {
        self.supprimer_versionne(&format!("/daps/{id}/pieces/{document}"))
            .await
    }

    /// How many DAPs in each state.
    pub async fn compter_daps(&self) -> Result<ComptesDap, Erreur> {
        self.lire("/daps/comptes").await
    }

    /// Begins an avenant.
    pub async fn creer_avenant(&self, id: &str, etag: &str) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/avenants"), Some(etag), &())
            .await
    }

    /// One decision on several DAPs, or its preview.
    pub async fn decider_daps(&self, corps: &DecisionsDap) -> Result<IssuesDap, Erreur> {
        self.poster("/daps/decisions", corps).await
    }

    /// The agent hands it over.
    pub async fn transferer_dap(
        &self,
        id: &str,
        etag: &str,
        collegue: &str,
    ) -> Result<Versionne<Dap>, Erreur> {
        let corps = TransfertDap {
            collegue: collegue.to_owned(),
        };
        self.poster_versionne(&format!("/daps/{id}/transfert"), Some(etag), &corps)
            .await
    }

    /// Writes into the thread.
    pub async fn ecrire_message_dap(
        &self,
        id: &str,
        corps: &NouveauMessageDap,
    ) -> Result<Versionne<Dap>, Erreur> {
        self.poster_versionne(&format!("/daps/{id}/messages"), None, corps)
            .await
    }

    /// The decision notice.
    pub async fn lire_decision_pdf(&self, id: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&format!("/daps/{id}/decision.pdf")).await
    }
}
