use crate::{Client, Erreur, OptionsImport, Versionne, parametres};
use api_types::import::ResultatImport;
use api_types::indemnisation::{
    Consommation, CopieMois, DecisionsDemandes, Demande, DifferenceDemande, ListeBlocages, ListeDemandes,
    ListeLignes, NouvelleDemande, ReglesDemande, RejetDemande, SaisieLignes, SelectionLignes,
    SelectionSalaries,
};
use api_types::paiement::IssuesDemandes;

/// What to search; nothing filled in means all of mine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreDemandes {
    pub siret: Option<String>,
    pub mois: Option<String>,
    pub etat: Option<String>,
    pub numero: Option<String>,
    pub dap_id: Option<String>,
    /// `recentes`, or for an agent `file`.
    pub tri: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}

impl Client {
    /// Claims that the caller may see.
    pub async fn lister_demandes(&self, filtre: &FiltreDemandes) -> Result<ListeDemandes, Erreur> {
        self.lire(&chemin_recherche("", filtre, None)).await
    }

    /// Everything that the search finds, as a file.
    pub async fn exporter_demandes(&self, filtre: &FiltreDemandes, format: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&chemin_export_demandes(filtre, format)).await
    }

    /// The figures of each employee of a claim, as a file.
    pub async fn exporter_lignes(&self, id: &str, format: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&chemin(id, &format!("/export?format={format}")))
            .await
    }

    /// Opens a correction of a validated claim.
    pub async fn ouvrir_correction(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/corrections"), Some(etag), &())
            .await
    }

    /// What a correction changes.
    pub async fn lire_difference(&self, id: &str) -> Result<DifferenceDemande, Erreur> {
        self.lire(&chemin(id, "/difference")).await
    }

    /// One decision on several claims, or its preview.
    pub async fn decider_demandes(&self, corps: &DecisionsDemandes) -> Result<IssuesDemandes, Erreur> {
        self.poster("/demandes-indemnisation/decisions", corps).await
    }

    /// What was claimed under a DAP, month by month.
    pub async fn lire_consommation(&self, dap: &str) -> Result<Consommation, Erreur> {
        self.lire(&format!("/daps/{dap}/consommation")).await
    }

    /// Opens a claim with the DI code and a month.
    pub async fn creer_demande(&self, corps: &NouvelleDemande) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne("/demandes-indemnisation", None, corps)
            .await
    }

    /// One claim.
    pub async fn lire_demande(&self, id: &str) -> Result<Versionne<Demande>, Erreur> {
        self.lire_versionne(&chemin(id, "")).await
    }

    /// What still forbids sending.
    pub async fn lire_blocages(&self, id: &str) -> Result<ListeBlocages, Erreur> {
        self.lire(&chemin(id, "/blocages")).await
    }

    /// Lines, 200 at a time.
    pub async fn lister_lignes(&self, id: &str, cursor: Option<&str>) -> Result<ListeLignes, Erreur> {
        self.lire(&chemin(
            id,
            &format!(
                "/lignes{}",
                parametres(&[("limit", Some("200")), ("cursor", cursor)])
            ),
        ))
        .await
    }

    /// Changes the regime and the collective working time of a draft.
    pub async fn changer_regles(
        &self,
        id: &str,
        etag: &str,
        corps: &ReglesDemande,
    ) -> Result<Versionne<Demande>, Erreur> {
        self.remplacer(&chemin(id, "/regles"), Some(etag), corps).await
    }

    /// Puts the employees of last month's claim into this one, with or without their hours.
    pub async fn copier_mois(
        &self,
        id: &str,
        etag: &str,
        corps: &CopieMois,
    ) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/copie"), Some(etag), corps)
            .await
    }

    /// Puts employees of the register into the claim.
    pub async fn ajouter_salaries_demande(
        &self,
        id: &str,
        corps: &SelectionSalaries,
    ) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/salaries"), None, corps).await
    }

    /// Takes lines out of the claim.
    pub async fn retirer_lignes(
        &self,
        id: &str,
        etag: &str,
        corps: &SelectionLignes,
    ) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/lignes/retrait"), Some(etag), corps)
            .await
    }

    /// Saves typed hours.
    pub async fn saisir_lignes(
        &self,
        id: &str,
        etag: &str,
        corps: &SaisieLignes,
    ) -> Result<Versionne<Demande>, Erreur> {
        self.remplacer(&chemin(id, "/lignes"), Some(etag), corps).await
    }

    /// Imports a file of hours; the tag is that of the claim which has them.
    pub async fn importer_heures(
        &self,
        id: &str,
        fichier: Vec<u8>,
        options: OptionsImport,
    ) -> Result<Versionne<ResultatImport>, Erreur> {
        let chemin = chemin(id, &format!("/imports{}", options.parametres()));
        self.poster_fichier_versionne(&chemin, fichier).await
    }

    /// Sends it to the UD.
    pub async fn envoyer_demande(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/envoi"), Some(etag), &())
            .await
    }

    /// Withdraws it.
    pub async fn retirer_demande(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/retrait"), Some(etag), &())
            .await
    }

    /// Takes a rejected one up again, to correct it.
    pub async fn corriger_demande(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/correction"), Some(etag), &())
            .await
    }

    /// The agent takes it.
    pub async fn prendre_demande(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/instruction"), Some(etag), &())
            .await
    }

    /// The agent gives it back to the queue.
    pub async fn liberer_demande(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/liberation"), Some(etag), &())
            .await
    }

    /// The agent validates it.
    pub async fn valider_demande(&self, id: &str, etag: &str) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/validation"), Some(etag), &())
            .await
    }

    /// The agent rejects it, with reasons.
    pub async fn rejeter_demande(
        &self,
        id: &str,
        etag: &str,
        corps: &RejetDemande,
    ) -> Result<Versionne<Demande>, Erreur> {
        self.poster_versionne(&chemin(id, "/rejet"), Some(etag), corps)
            .await
    }

    /// The recap, as sent or as validated.
    pub async fn lire_recapitulatif_pdf(&self, id: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&chemin(id, "/recapitulatif.pdf")).await
    }
}

fn chemin(id: &str, suite: &str) -> String {
    format!("/demandes-indemnisation/{id}{suite}")
}

/// Address of the file of a search.
pub fn chemin_export_demandes(filtre: &FiltreDemandes, format: &str) -> String {
    chemin_recherche("/export", filtre, Some(format))
}

fn chemin_recherche(suite: &str, filtre: &FiltreDemandes, format: Option<&str>) -> String {
    let limit = filtre.limit.map(|limite| limite.to_string());
    format!(
        "/demandes-indemnisation{suite}{}",
        parametres(&[
            ("siret", filtre.siret.as_deref()),
            ("mois", filtre.mois.as_deref()),
            ("etat", filtre.etat.as_deref()),
            ("numero", filtre.numero.as_deref()),
            ("dap_id", filtre.dap_id.as_deref()),
            ("tri", filtre.tri.as_deref()),
            ("limit", limit.as_deref()),
            ("cursor", filtre.cursor.as_deref()),
            ("format", format),
        ])
    )
}
