use crate::{Client, Erreur, OptionsImport, parametres};
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

    /// Imports a file of employees.
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
