use crate::{Client, Erreur, Versionne, parametres};
use api_types::demande_assistance::{
    DemandeAssistance, DemandeAssistanceRecue, ListeDemandesAssistance, ListeReponsesTypes,
    NouveauMessageAssistance, NouvelleDemandeAssistance,
};

/// What the help desk looks for; nothing filled in means everything, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreAssistance {
    /// `a_traiter` or a state.
    pub etat: Option<String>,
    pub motif: Option<String>,
    pub siret: Option<String>,
    pub q: Option<String>,
    pub cursor: Option<String>,
}

impl Client {
    /// Files a request; open to all.
    pub async fn creer_demande_assistance(
        &self,
        corps: &NouvelleDemandeAssistance,
    ) -> Result<DemandeAssistanceRecue, Erreur> {
        self.poster("/assistance/demandes", corps).await
    }

    /// Requests, for the help desk.
    pub async fn lister_demandes_assistance(
        &self,
        filtre: &FiltreAssistance,
    ) -> Result<ListeDemandesAssistance, Erreur> {
        self.lire(&format!(
            "/assistance/demandes{}",
            parametres(&[
                ("etat", filtre.etat.as_deref()),
                ("motif", filtre.motif.as_deref()),
                ("siret", filtre.siret.as_deref()),
                ("q", filtre.q.as_deref()),
                ("cursor", filtre.cursor.as_deref()),
            ])
        ))
        .await
    }

    /// Those that I filed.
    pub async fn lister_mes_demandes_assistance(
        &self,
        cursor: Option<&str>,
    ) -> Result<ListeDemandesAssistance, Erreur> {
        self.lire(&format!(
            "/assistance/mes-demandes{}",
            parametres(&[("cursor", cursor)])
        ))
        .await
    }

    /// One request; `cle` is what stands in the link of the mail.
    pub async fn lire_demande_assistance(
        &self,
        id: &str,
        cle: Option<&str>,
    ) -> Result<Versionne<DemandeAssistance>, Erreur> {
        self.lire_avec_cle(&format!("/assistance/demandes/{id}"), cle)
            .await
    }

    /// A message of the author, or an answer of the help desk.
    pub async fn ecrire_message_assistance(
        &self,
        id: &str,
        cle: Option<&str>,
        corps: &NouveauMessageAssistance,
    ) -> Result<Versionne<DemandeAssistance>, Erreur> {
        self.poster_avec_cle(&format!("/assistance/demandes/{id}/messages"), cle, corps)
            .await
    }

    /// Somebody of the help desk takes it.
    pub async fn prendre_demande_assistance(
        &self,
        id: &str,
        etag: &str,
    ) -> Result<Versionne<DemandeAssistance>, Erreur> {
        self.poster_versionne(&format!("/assistance/demandes/{id}/prise"), Some(etag), &())
            .await
    }

    /// The help desk closes it.
    pub async fn clore_demande_assistance(
        &self,
        id: &str,
        etag: &str,
    ) -> Result<Versionne<DemandeAssistance>, Erreur> {
        self.poster_versionne(&format!("/assistance/demandes/{id}/cloture"), Some(etag), &())
            .await
    }

    /// Canned answers of the help desk.
    pub async fn lister_reponses_types(&self) -> Result<ListeReponsesTypes, Erreur> {
        self.lire("/assistance/reponses-types").await
    }
}
