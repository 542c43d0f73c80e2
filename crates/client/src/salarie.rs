use crate::{Client, Erreur, parametres};
use api_types::import::ResultatImport;
use api_types::salarie::{ListeSalaries, NouveauSalarie, Salarie};

impl Client {
    /// Employees of the establishment, by name.
    pub async fn lister_salaries(&self, siret: &str, cursor: Option<&str>) -> Result<ListeSalaries, Erreur> {
        self.lire(&format!(
            "/etablissements/{siret}/salaries{}",
            parametres(&[("limit", Some("200")), ("cursor", cursor)])
        ))
        .await
    }

    /// Adds one employee.
    pub async fn ajouter_salarie(&self, siret: &str, corps: &NouveauSalarie) -> Result<Salarie, Erreur> {
        self.poster(&format!("/etablissements/{siret}/salaries"), corps)
            .await
    }

    /// Imports a CSV file of employees.
    pub async fn importer_salaries(
        &self,
        siret: &str,
        fichier: Vec<u8>,
        options: OptionsImport,
    ) -> Result<ResultatImport, Erreur> {
        self.poster_fichier(
            &format!("/etablissements/{siret}/salaries/imports{}", options.parametres()),
            fichier,
        )
        .await
    }
}

/// How a file is imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionsImport {
    /// Say every fault, write nothing.
    pub dry_run: bool,
    /// Write the valid rows although others are faulty.
    pub valides_seulement: bool,
}

impl OptionsImport {
    pub(crate) fn parametres(self) -> String {
        parametres(&[
            ("dry_run", self.dry_run.then_some("true")),
            ("valides_seulement", self.valides_seulement.then_some("true")),
        ])
    }
}
