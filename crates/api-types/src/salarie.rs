//! The register of employees of an establishment.

corps! {
    /// An employee. The NIR never comes back whole.
    pub struct Salarie {
        pub id: String,
        pub nir_masque: String,
        pub nom: String,
        pub prenom: String,
        /// `ouvrier`, `employe`, `etam`, `cadre`.
        pub categorie: String,
        /// Contract hours a week.
        pub duree_hebdomadaire: String,
        /// Gross hourly pay, up to 4 decimals.
        pub taux_horaire_brut: String,
    }

    /// Page of employees, by name.
    pub struct ListeSalaries { pub items: Vec<Salarie>, pub next: Option<String>, pub total: u32 }

    /// Body of `POST /etablissements/{siret}/salaries`; as typed.
    pub struct NouveauSalarie {
        /// 15 characters, spaces accepted.
        pub nir: String,
        pub nom: String,
        pub prenom: String,
        pub categorie: String,
        pub duree_hebdomadaire: String,
        pub taux_horaire_brut: String,
    }
}

impl NouveauSalarie {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::salarie::SaisieNouveauSalarie {
        let s = self.clone();
        domain::salarie::SaisieNouveauSalarie {
            nir: s.nir,
            nom: s.nom,
            prenom: s.prenom,
            categorie: s.categorie,
            duree_hebdomadaire: s.duree_hebdomadaire,
            taux_horaire_brut: s.taux_horaire_brut,
        }
    }
}
