use crate::{Client, Corps, Erreur, decoder, encoder, parametres};
use api_types::import::{ApercuImport, Import, ListeFautes};

/// How a file is imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionsImport {
    /// Say every fault, write nothing.
    pub dry_run: bool,
    /// Write the valid rows although others are faulty.
    pub valides_seulement: bool,
    /// Hours only: employees of the register that the claim lacks come into it.
    pub ajouter_absents: bool,
}

impl OptionsImport {
    pub(crate) fn parametres(self) -> String {
        parametres(&[
            ("dry_run", self.dry_run.then_some("true")),
            ("valides_seulement", self.valides_seulement.then_some("true")),
            ("ajouter_absents", self.ajouter_absents.then_some("true")),
        ])
    }
}

/// What a file goes into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CibleImport {
    /// The register of this SIRET.
    Salaries(String),
    /// The hours of this claim.
    Heures(String),
    /// The caller's mandates.
    Mandats,
}

impl CibleImport {
    fn chemin(&self) -> String {
        match self {
            Self::Salaries(siret) => format!("/etablissements/{siret}/salaries/imports"),
            Self::Heures(id) => format!("/demandes-indemnisation/{id}/imports"),
            Self::Mandats => "/mandats/imports".to_owned(),
        }
    }

    /// The address of a file to start from, under `/api/v1`; `format` is `csv` or `xlsx`.
    #[must_use]
    pub fn chemin_modele(&self, format: &str) -> String {
        let modele = match self {
            Self::Salaries(_) => "/imports/modeles/salaries".to_owned(),
            Self::Heures(id) => format!("/demandes-indemnisation/{id}/imports/modele"),
            Self::Mandats => "/imports/modeles/mandats".to_owned(),
        };
        modele + &parametres(&[("format", Some(format))])
    }

    fn parametres(&self, options: OptionsImport) -> String {
        let (quoi, siret, demande) = match self {
            Self::Salaries(siret) => ("salaries", Some(siret.as_str()), None),
            Self::Heures(id) => ("heures", None, Some(id.as_str())),
            Self::Mandats => ("mandats", None, None),
        };
        parametres(&[
            ("quoi", Some(quoi)),
            ("siret", siret),
            ("demande", demande),
            ("ajouter_absents", options.ajouter_absents.then_some("true")),
        ])
    }
}

/// `nir:Matricule SS` of each, added to a query that may be there already.
fn avec_colonnes(mut chemin: String, colonnes: &[(String, String)]) -> String {
    for (attendue, nom) in colonnes {
        chemin.push(if chemin.contains('?') { '&' } else { '?' });
        chemin.push_str("colonne=");
        chemin.push_str(&encoder(&format!("{attendue}:{nom}")));
    }
    chemin
}

impl Client {
    /// Starts a long import: CSV, XLSX, NDJSON or JSON. `colonnes` says which column of the file stands for which
    /// expected one.
    pub async fn lancer_import(
        &self,
        cible: &CibleImport,
        fichier: Vec<u8>,
        options: OptionsImport,
        colonnes: &[(String, String)],
    ) -> Result<Import, Erreur> {
        let chemin = avec_colonnes(format!("{}{}", cible.chemin(), options.parametres()), colonnes);
        decoder(
            &self
                .appeler("POST", &chemin, None, Corps::FichierLong(fichier))
                .await?,
        )
    }

    /// How far a long import is.
    pub async fn lire_import(&self, id: &str) -> Result<Import, Erreur> {
        self.lire(&format!("/imports/{id}")).await
    }

    /// A page of the faults of a long import.
    pub async fn lister_fautes_import(&self, id: &str, cursor: Option<&str>) -> Result<ListeFautes, Erreur> {
        self.lire(&format!(
            "/imports/{id}/fautes{}",
            parametres(&[("cursor", cursor), ("limit", Some("200"))])
        ))
        .await
    }

    /// Asks a long import to stop.
    pub async fn annuler_import(&self, id: &str) -> Result<Import, Erreur> {
        decoder(
            &self
                .appeler("DELETE", &format!("/imports/{id}"), None, Corps::Vide)
                .await?,
        )
    }

    /// The columns and the first rows of a file.
    pub async fn apercevoir_import(
        &self,
        cible: &CibleImport,
        fichier: Vec<u8>,
    ) -> Result<ApercuImport, Erreur> {
        self.poster_fichier(
            &format!("/imports/apercu{}", cible.parametres(OptionsImport::default())),
            fichier,
        )
        .await
    }

    /// The file with a column of errors, in the format it came in: those that an import with these options finds.
    pub async fn annoter_import(
        &self,
        cible: &CibleImport,
        fichier: Vec<u8>,
        options: OptionsImport,
        colonnes: &[(String, String)],
    ) -> Result<Vec<u8>, Erreur> {
        let chemin = format!("/imports/annotation{}", cible.parametres(options));
        let chemin = avec_colonnes(chemin, colonnes);
        Ok(self
            .appeler("POST", &chemin, None, Corps::Fichier(fichier))
            .await?
            .octets)
    }

    /// A file to start from; `format` is `csv` or `xlsx`.
    pub async fn lire_modele_import(&self, cible: &CibleImport, format: &str) -> Result<Vec<u8>, Erreur> {
        self.lire_octets(&cible.chemin_modele(format)).await
    }
}
