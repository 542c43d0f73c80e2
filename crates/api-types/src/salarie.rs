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
        /// Gross hourly pay, up to 4 decimals; given, or derived from the monthly pay.
        pub taux_horaire_brut: String,
        /// When the pay was given by the month.
        pub salaire_mensuel_brut: Option<String>,
        /// `ordinaire`, `apprentissage`, `professionnalisation`, `cadre_dirigeant`.
        pub profil: String,
        /// `heures`, `forfait_jours`.
        pub mode: String,
        /// First day in the establishment.
        pub entree: Option<String>,
        /// Last day.
        pub sortie: Option<String>,
        pub version: u32,
    }

    /// Page of employees, by name.
    pub struct ListeSalaries { pub items: Vec<Salarie>, pub next: Option<String>, pub total: u32 }

    /// Body of `POST /etablissements/{siret}/salaries` and of `PUT …/{id}`; as typed.
    pub struct NouveauSalarie {
        /// 15 characters, spaces accepted. When an employee is changed: empty leaves the one known.
        #[serde(default)]
        pub nir: String,
        pub nom: String,
        pub prenom: String,
        pub categorie: String,
        /// May be empty for `forfait_jours`: 35.
        #[serde(default)]
        pub duree_hebdomadaire: String,
        /// The hourly pay, or the monthly one: one of the two.
        #[serde(default)]
        pub taux_horaire_brut: String,
        /// The hourly pay is monthly × 12 / (weekly hours × 52); of a `cadre_dirigeant`, monthly / 30 / 7.
        #[serde(default)]
        pub salaire_mensuel_brut: String,
        /// `ordinaire` when empty; a `cadre_dirigeant` is paid by the month and counted in days.
        #[serde(default)]
        pub profil: String,
        /// `heures` when empty, `forfait_jours` for a `cadre_dirigeant`.
        #[serde(default)]
        pub mode: String,
        #[serde(default)]
        pub entree: String,
        #[serde(default)]
        pub sortie: String,
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
            contrat: domain::salarie::SaisieContrat {
                duree_hebdomadaire: s.duree_hebdomadaire,
                taux_horaire_brut: s.taux_horaire_brut,
                salaire_mensuel_brut: s.salaire_mensuel_brut,
                profil: s.profil,
                mode: s.mode,
                entree: s.entree,
                sortie: s.sortie,
            },
        }
    }
}
