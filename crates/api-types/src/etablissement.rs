//! The establishment sheet.

corps! {
    /// What a person may change of the sheet; as typed.
    pub struct FicheEtablissement {
        pub denomination: String,
        #[serde(default)]
        pub numero_voie: String,
        #[serde(default)]
        pub extension_voie: String,
        #[serde(default)]
        pub type_voie: String,
        #[cfg_attr(feature = "openapi", schema(max_length = 28))]
        pub libelle_voie: String,
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_length = 38))]
        pub complement_adresse: String,
        pub code_postal: String,
        /// Code of the département, where the postal code straddles several; empty: the most probable one.
        #[serde(default)]
        pub departement: String,
        pub ville: String,
        pub telephone: String,
        pub courriel: String,
        #[serde(default)]
        pub fax: String,
        /// Headcount of the establishment (SIRET).
        #[serde(default)]
        pub effectif_etablissement: String,
        /// Headcount of the whole company (SIREN), all establishments together.
        #[serde(default)]
        pub effectif_entreprise: String,
        #[serde(default)]
        pub contact_nom: String,
        #[serde(default)]
        pub contact_prenom: String,
        #[serde(default)]
        pub contact_telephone: String,
        #[serde(default)]
        pub contact_courriel: String,
    }

    /// One establishment. The `ETag` of the answer is its version.
    pub struct Etablissement {
        pub siret: String,
        pub fiche: FicheEtablissement,
        /// Département and so UD that instructs.
        pub departement: String,
        pub departement_nom: String,
        /// The register could not confirm the SIRET.
        pub a_verifier: bool,
        /// Closed according to the register: filing goes on, the agent is told.
        pub ferme: bool,
        /// What is still missing before a DAP can be sent, as field names.
        pub manques: Vec<String>,
        /// Active bank details exist.
        pub coordonnees_bancaires_actives: bool,
        /// Principal user; name and e-mail do not change.
        pub principal: Option<String>,
        /// As what the caller acts: `principal`, `utilisateur`, `tiers_declarant`.
        pub role: String,
        /// The establishment that this one replaces, if the caller may see it.
        pub ancien: Option<EtablissementLie>,
        /// Establishments that replace this one, those that the caller may see.
        pub successeurs: Vec<EtablissementLie>,
        pub version: u32,
        pub modifie_le: String,
        /// Who last saved the sheet; none before the first saving.
        pub modifie_par: Option<String>,
    }

    /// One line of a list.
    pub struct EtablissementResume {
        pub siret: String,
        pub denomination: String,
        pub ville: String,
        pub departement: String,
        /// `principal`, `utilisateur`, `tiers_declarant`.
        pub role: String,
        pub complet: bool,
        pub coordonnees_bancaires_actives: bool,
    }

    /// The other side of a change of SIRET.
    pub struct EtablissementLie { pub siret: String, pub denomination: String }

    /// An establishment that the caller asked for and the help desk has not answered yet.
    pub struct EtablissementDemande {
        pub siret: String,
        pub denomination: String,
        pub demandee_le: String,
    }

    /// Page of establishments.
    pub struct ListeEtablissements {
        pub items: Vec<EtablissementResume>,
        pub next: Option<String>,
        /// Asked for, not answered yet; on the first page only.
        #[serde(default)]
        pub en_attente: Vec<EtablissementDemande>,
    }
}

macro_rules! champs_de_la_fiche {
    ($($champ:ident),* $(,)?) => {
        impl FicheEtablissement {
            /// The names of all its fields.
            pub const CHAMPS: &[&str] = &[$(stringify!($champ)),*];

            /// The text of a field; empty for a name that is none.
            pub fn champ(&self, nom: &str) -> &str {
                match nom {
                    $(stringify!($champ) => &self.$champ,)*
                    _ => "",
                }
            }

            /// Replaces the text of a field; nothing for a name that is none.
            pub fn poser(&mut self, nom: &str, texte: &str) {
                match nom {
                    $(stringify!($champ) => self.$champ = texte.to_owned(),)*
                    _ => {}
                }
            }
        }
    };
}

champs_de_la_fiche!(
    denomination,
    effectif_etablissement,
    effectif_entreprise,
    numero_voie,
    extension_voie,
    type_voie,
    libelle_voie,
    complement_adresse,
    code_postal,
    departement,
    ville,
    telephone,
    fax,
    courriel,
    contact_nom,
    contact_prenom,
    contact_telephone,
    contact_courriel,
);

impl FicheEtablissement {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::etablissement::SaisieFiche {
        let f = self.clone();
        domain::etablissement::SaisieFiche {
            denomination: f.denomination,
            numero_voie: Some(f.numero_voie),
            extension_voie: Some(f.extension_voie),
            type_voie: Some(f.type_voie),
            libelle_voie: f.libelle_voie,
            complement_adresse: Some(f.complement_adresse),
            code_postal: f.code_postal,
            departement: Some(f.departement),
            ville: f.ville,
            telephone: f.telephone,
            courriel: f.courriel,
            fax: Some(f.fax),
            effectif_etablissement: Some(f.effectif_etablissement),
            effectif_entreprise: Some(f.effectif_entreprise),
            contact_nom: Some(f.contact_nom),
            contact_prenom: Some(f.contact_prenom),
            contact_telephone: Some(f.contact_telephone),
            contact_courriel: Some(f.contact_courriel),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FicheEtablissement;

    #[test]
    fn every_field_of_the_sheet_has_its_name() {
        let mut fiche = FicheEtablissement::default();
        let serde_json::Value::Object(objet) = serde_json::to_value(&fiche).expect("JSON") else {
            panic!("un objet");
        };
        assert_eq!(objet.len(), FicheEtablissement::CHAMPS.len());
        for nom in FicheEtablissement::CHAMPS {
            assert!(objet.contains_key(*nom), "{nom}");
            fiche.poser(nom, nom);
            assert_eq!(fiche.champ(nom), *nom);
        }
        assert_eq!(fiche.champ("autre"), "");
    }
}
