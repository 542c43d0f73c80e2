use crate::{Client, Erreur, parametres};
use api_types::compte_assistance::{
    CorrectionCourriel, DossierCompte, ListeComptes, MotifOperation, NouveauCompte, SuppressionDoublon,
};

/// Which accounts; nothing is all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FiltreComptes<'a> {
    pub q: Option<&'a str>,
    pub role: Option<&'a str>,
    pub etat: Option<&'a str>,
}

impl Client {
    /// Accounts by SIRET, e-mail, name or identifiant.
    pub async fn chercher_comptes(&self, q: &str, cursor: Option<&str>) -> Result<ListeComptes, Erreur> {
        let filtre = FiltreComptes {
            q: Some(q),
            ..Default::default()
        };
        self.lister_comptes(&filtre, cursor).await
    }

    /// Accounts of one role, or in one state (`verrouille`), by name.
    pub async fn lister_comptes(
        &self,
        filtre: &FiltreComptes<'_>,
        cursor: Option<&str>,
    ) -> Result<ListeComptes, Erreur> {
        let FiltreComptes { q, role, etat } = *filtre;
        let parametres = parametres(&[("q", q), ("role", role), ("etat", etat), ("cursor", cursor)]);
        self.lire(&format!("/comptes{parametres}")).await
    }

    /// All about one account.
    pub async fn lire_dossier_compte(&self, id: &str) -> Result<DossierCompte, Erreur> {
        self.lire(&format!("/comptes/{id}")).await
    }

    /// An account on behalf of somebody, for an establishment that is known.
    pub async fn creer_compte(&self, corps: &NouveauCompte) -> Result<DossierCompte, Erreur> {
        self.poster("/comptes", corps).await
    }

    /// A new temporary password, by two mails.
    pub async fn reinitialiser_compte(&self, id: &str, motif: &str) -> Result<DossierCompte, Erreur> {
        self.operer(id, "reinitialisation", motif).await
    }

    /// Ends the lock.
    pub async fn deverrouiller_compte(&self, id: &str, motif: &str) -> Result<DossierCompte, Erreur> {
        self.operer(id, "deverrouillage", motif).await
    }

    /// Ends every session.
    pub async fn terminer_sessions_compte(&self, id: &str, motif: &str) -> Result<DossierCompte, Erreur> {
        self.operer(id, "fin-des-sessions", motif).await
    }

    /// Closes an agent's account.
    pub async fn desactiver_compte(&self, id: &str, motif: &str) -> Result<DossierCompte, Erreur> {
        self.operer(id, "desactivation", motif).await
    }

    /// Opens an agent's account again.
    pub async fn reactiver_compte(&self, id: &str, motif: &str) -> Result<DossierCompte, Erreur> {
        self.operer(id, "reactivation", motif).await
    }

    /// Takes a lost second factor away.
    pub async fn retirer_second_facteur_compte(
        &self,
        id: &str,
        motif: &str,
    ) -> Result<DossierCompte, Erreur> {
        self.operer(id, "retrait-second-facteur", motif).await
    }

    async fn operer(&self, id: &str, operation: &str, motif: &str) -> Result<DossierCompte, Erreur> {
        let corps = MotifOperation {
            motif: motif.to_owned(),
        };
        self.poster(&format!("/comptes/{id}/{operation}"), &corps).await
    }

    /// Replaces the e-mail.
    pub async fn corriger_courriel_compte(
        &self,
        id: &str,
        corps: &CorrectionCourriel,
    ) -> Result<DossierCompte, Erreur> {
        Ok(self
            .remplacer(&format!("/comptes/{id}/courriel"), None, corps)
            .await?
            .corps)
    }

    /// Merges a duplicate into the account that is kept.
    pub async fn supprimer_compte(
        &self,
        id: &str,
        corps: &SuppressionDoublon,
    ) -> Result<DossierCompte, Erreur> {
        self.poster(&format!("/comptes/{id}/suppression"), corps).await
    }
}
