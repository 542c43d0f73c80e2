//! The people of an establishment.

corps! {
    /// Somebody who may act for the establishment.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "id": "0181b2b0-7c1a-7d52-9a1e-2f6f0c9b8d11", "nom": "Martin", "prenom": "Claire",
        "courriel": "claire.martin@exemple.fr", "role": "principal", "depuis": "2022-01-05T08:00:00Z",
        "moi": true, "jamais_connecte": false,
    })))]
    pub struct UtilisateurEtablissement {
        /// Of the right to act, not of the account.
        pub id: String,
        pub nom: String,
        pub prenom: String,
        pub courriel: String,
        /// `principal`, `utilisateur`.
        pub role: String,
        pub depuis: String,
        /// The caller.
        pub moi: bool,
        /// The temporary password was not replaced yet.
        pub jamais_connecte: bool,
    }

    /// The users of an establishment, the principal one first.
    pub struct ListeUtilisateurs {
        pub items: Vec<UtilisateurEtablissement>,
        pub next: Option<String>,
        /// The caller may add, remove and hand the principal role over.
        pub peut_gerer: bool,
    }

    /// Body of `POST /etablissements/{siret}/utilisateurs`.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "nom": "Moreau", "prenom": "Jeanne", "telephone": "",
        "courriel": "jeanne.moreau@exemple.fr", "courriel_confirmation": "jeanne.moreau@exemple.fr",
    })))]
    pub struct NouvelUtilisateur {
        #[cfg_attr(feature = "openapi", schema(max_length = 80))]
        pub nom: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 80))]
        pub prenom: String,
        #[serde(default)]
        pub telephone: String,
        pub courriel: String,
        /// The same, a second time.
        pub courriel_confirmation: String,
    }

    /// The person was added.
    pub struct UtilisateurAjoute {
        pub utilisateur: UtilisateurEtablissement,
        /// They had an account: they get the habilitation mail only.
        pub compte_existant: bool,
    }
}

impl NouvelUtilisateur {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::utilisateur::SaisieUtilisateur {
        let n = self.clone();
        domain::utilisateur::SaisieUtilisateur {
            nom: n.nom,
            prenom: n.prenom,
            telephone: n.telephone,
            courriel: n.courriel,
            courriel_confirmation: n.courriel_confirmation,
        }
    }
}
