//! Asking for access: SIRET, security check, terms, form.

corps! {
    /// A proof-of-work challenge (ALTCHA protocol, SHA-256): find `number` such that
    /// `sha256(salt + number)` is `challenge`.
    pub struct ControleSecurite {
        pub algorithm: String,
        pub challenge: String,
        pub maxnumber: u32,
        /// Carries its own expiry (`?expires=`).
        pub salt: String,
        pub signature: String,
    }

    /// The solved challenge; sent as base64 of its JSON in `controle`.
    pub struct SolutionControle {
        pub algorithm: String,
        pub challenge: String,
        pub number: u32,
        pub salt: String,
        pub signature: String,
    }

    /// Body of `POST /inscriptions/verification`.
    pub struct VerificationInscription {
        /// 14 digits, spaces accepted.
        pub siret: String,
        /// Base64 of the JSON of `SolutionControle`.
        pub controle: String,
        pub cgu_acceptees: bool,
    }

    /// One way out, as a link.
    pub struct VoieDeSortie { pub libelle: String, pub lien: String }

    /// What the company register knows; every field may be missing, all may be edited.
    pub struct FichePreremplie {
        pub denomination: String,
        pub numero_voie: String,
        pub extension_voie: String,
        pub type_voie: String,
        pub libelle_voie: String,
        pub complement_adresse: String,
        pub code_postal: String,
        pub ville: String,
    }

    /// Answer of the verification.
    pub struct ResultatVerification {
        pub siret: String,
        /// The establishment already has an account: `message` and `voies` say what to do.
        pub connu: bool,
        pub message: Option<String>,
        pub voies: Vec<VoieDeSortie>,
        /// Needed by `POST /inscriptions`: proves that the check was passed. Empty when known.
        pub jeton: String,
        /// `trouve`, `inconnu`, `indisponible`.
        pub registre: String,
        pub fiche: FichePreremplie,
        /// Never a reason that filing stops.
        pub avertissements: Vec<String>,
    }

    /// Body of `POST /inscriptions`.
    pub struct NouvelleInscription {
        pub jeton: String,
        pub siret: String,
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
        pub courriel_etablissement: String,
        pub courriel_etablissement_confirmation: String,
        #[serde(default)]
        pub fax: String,
        pub nom: String,
        pub prenom: String,
        pub telephone_utilisateur: String,
        pub courriel: String,
        pub courriel_confirmation: String,
        pub question_secrete: String,
        pub reponse_secrete: String,
        /// The SIRET that this one replaces, after a change of SIRET.
        #[serde(default)]
        pub ancien_siret: String,
        pub cgu_acceptees: bool,
    }

    /// Body of `POST /etablissements/verification`.
    pub struct VerificationAjout {
        /// 14 digits, spaces accepted.
        pub siret: String,
    }

    /// Body of `POST /etablissements`: one more establishment for whoever is logged in.
    pub struct NouvelEtablissement {
        pub jeton: String,
        pub siret: String,
        pub fiche: crate::etablissement::FicheEtablissement,
        /// The e-mail of the establishment, a second time.
        pub courriel_confirmation: String,
        /// The SIRET that this one replaces, after a change of SIRET.
        #[serde(default)]
        pub ancien_siret: String,
        /// An accountant asks for a client's space, under a mandate.
        #[serde(default)]
        pub mandat: Option<MandatAjout>,
    }

    /// The mandate under which an accountant asks for a client's space.
    pub struct MandatAjout {
        /// `2022-06-01` or `01/06/2022`.
        pub debut: String,
        /// The same; empty without end.
        #[serde(default)]
        pub fin: String,
        /// Id of a document handed in by `POST /documents`.
        #[serde(default)]
        pub document: Option<String>,
    }

    /// The account request as it was received.
    pub struct Inscription {
        /// Number to quote to the help desk.
        pub id: String,
        pub siret: String,
        /// `en_attente`.
        pub etat: String,
        /// The e-mail is known: the establishment joins its account, one mail comes instead of three.
        #[serde(default)]
        pub compte_existant: bool,
        /// What comes next, and notices that block nothing (e-mail already known).
        pub messages: Vec<String>,
    }
}

impl NouvelleInscription {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::compte::SaisieInscription {
        let n = self.clone();
        domain::compte::SaisieInscription {
            siret: n.siret,
            denomination: n.denomination,
            numero_voie: Some(n.numero_voie),
            extension_voie: Some(n.extension_voie),
            type_voie: Some(n.type_voie),
            libelle_voie: n.libelle_voie,
            complement_adresse: Some(n.complement_adresse),
            code_postal: n.code_postal,
            departement: Some(self.departement.clone()),
            ville: n.ville,
            telephone: n.telephone,
            courriel_etablissement: n.courriel_etablissement,
            courriel_etablissement_confirmation: n.courriel_etablissement_confirmation,
            fax: Some(n.fax),
            nom: n.nom,
            prenom: n.prenom,
            telephone_utilisateur: n.telephone_utilisateur,
            courriel: n.courriel,
            courriel_confirmation: n.courriel_confirmation,
            question_secrete: n.question_secrete,
            reponse_secrete: n.reponse_secrete,
            ancien_siret: n.ancien_siret,
            cgu_acceptees: n.cgu_acceptees,
        }
    }
}

impl NouvelEtablissement {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::ajout::SaisieAjout {
        let mandat = self.mandat.clone().unwrap_or_default();
        domain::ajout::SaisieAjout {
            siret: self.siret.clone(),
            fiche: self.fiche.en_saisie(),
            courriel_confirmation: self.courriel_confirmation.clone(),
            ancien_siret: self.ancien_siret.clone(),
            mandat: self.mandat.is_some(),
            mandat_debut: mandat.debut,
            mandat_fin: mandat.fin,
        }
    }
}
