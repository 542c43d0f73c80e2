//! Mandates of accountants (contrats de prestation).

use crate::document::DocumentDepose;

corps! {
    /// A mandate as its parties see it.
    pub struct Mandat {
        pub id: String,
        pub siret: String,
        pub denomination: String,
        /// The accountant.
        pub mandataire: String,
        pub mandataire_courriel: String,
        /// Id of the accountant's account; said to the help desk only.
        #[serde(default)]
        pub mandataire_id: Option<String>,
        /// ISO date.
        pub debut: String,
        /// ISO date; none until it is revoked.
        pub fin: Option<String>,
        /// `en_attente`, `a_venir`, `en_cours`, `expire`, `refuse`, `revoque`.
        pub situation: String,
        pub situation_libelle: String,
        /// Why it was refused or revoked.
        pub motif: Option<String>,
        /// The signed contract, kept for inspection.
        pub document: Option<DocumentDepose>,
        pub declare_le: String,
        pub decide_le: Option<String>,
        pub fini_le: Option<String>,
        /// The caller answers for the client: accept or refuse.
        pub peut_repondre: bool,
        /// The caller may end it.
        pub peut_revoquer: bool,
        /// The caller is the accountant.
        pub mien: bool,
    }

    /// Page of mandates, newest first.
    pub struct ListeMandats { pub items: Vec<Mandat>, pub next: Option<String> }

    /// Body of `POST /mandats`.
    #[cfg_attr(feature = "openapi", schema(example = json!({
        "siret": "73282932000074", "debut": "2022-06-01", "fin": "2023-05-31",
    })))]
    pub struct NouveauMandat {
        pub siret: String,
        /// `2022-06-01` or `01/06/2022`.
        pub debut: String,
        /// The same; empty without end.
        #[serde(default)]
        pub fin: String,
        /// Id of a document handed in by `POST /documents`.
        #[serde(default)]
        pub document: Option<String>,
    }

    /// Body of a refusal (required) or of a revocation (optional).
    pub struct MotifMandat {
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
        pub motif: String,
    }

    /// Body of `PUT /mandats/{id}/document`.
    pub struct DocumentMandat {
        /// Id of a document handed in by `POST /documents`.
        pub document: String,
    }
}

impl NouveauMandat {
    /// The form as the domain judges it.
    pub fn en_saisie(&self) -> domain::mandat::SaisieMandat {
        domain::mandat::SaisieMandat {
            siret: self.siret.clone(),
            debut: self.debut.clone(),
            fin: self.fin.clone(),
        }
    }
}
