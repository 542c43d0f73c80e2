use crate::{Client, Erreur, OptionsImport, Versionne, parametres};
use api_types::import::ResultatImport;
use api_types::salarie::{ListeSalaries, NouveauSalarie, Salarie};

impl Client {
    /// Employees of the establishment, by name.
    pub async fn lister_salaries(&self, siret: &str, cursor: Option<&str>) -> Result<ListeSalaries, Erreur> {
        self.chercher_salaries(siret, "", cursor).await
    }

    /// Those whose name holds every word, whatever the accents.
    pub async fn chercher_salaries(
        &self,
        siret: &str,
        q: &str,
        cursor: Option<&str>,
    ) -> Result<ListeSalaries, Erreur> {
        let q = Some(q).filter(|q| !q.trim().is_empty());
        self.lire(&format!(
            "/etablissements/{siret}/salaries{}",
            parametres(&[("q", q), ("limit", Some("200")), ("cursor", cursor)])
        ))
        .await
    }

    /// One employee.
    pub async fn lire_salarie(&self, siret: &str, id: &str) -> Result<Versionne<Salarie>, Erreur> {
        self.lire_versionne(&format!("/etablissements/{siret}/salaries/{id}"))
            .await
    }

    /// Changes an employee; an empty NIR leaves the one known.
    pub async fn modifier_salarie(
        &self,
        siret: &str,
        id: &str,
        etag: &str,
        corps: &NouveauSalarie,
    ) -> Result<Versionne<Salarie>, Erreur> {
        let chemin = format!("/etablissements/{siret}/salaries/{id}");
        self.remplacer(&chemin, Some(etag), corps).await
    }

    /// Takes an employee away who is in no claim.
    pub async fn supprimer_salarie(&self, siret: &str, id: &str, etag: &str) -> Result<(), Erreur> {
        let chemin = format!("/etablissements/{siret}/salaries/{id}");
        self.effacer(&chemin, etag).await
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
