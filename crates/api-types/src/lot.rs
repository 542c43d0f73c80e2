//! Deciding many habilitations at once.

corps! {
    /// Body of `POST /habilitations/lots` and of its preview.
    #[cfg_attr(feature = "openapi", schema(example = json!({"decision": "accepter", "toutes": true})))]
    pub struct NouveauLot {
        /// `accepter` or `refuser`.
        pub decision: String,
        /// Required to refuse: one reason, told to each person.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
        pub motif: String,
        /// Habilitations, 1,000 at most.
        #[serde(default)]
        pub ids: Vec<String>,
        /// Instead of `ids`: every request that waits, the oldest 1,000.
        #[serde(default)]
        pub toutes: bool,
        /// With `toutes`: those too whose SIRET the register could not confirm.
        #[serde(default)]
        pub siret_a_verifier_aussi: bool,
    }

    /// What a lot would do.
    pub struct ApercuLot {
        pub total: u32,
        pub possibles: u32,
        /// Mails that would leave.
        pub courriels: u32,
        /// Those that cannot be decided, each with its reason.
        pub impossibles: Vec<LigneLot>,
    }

    /// A lot and how far it is.
    pub struct LotHabilitations {
        pub id: String,
        /// `accepter` or `refuser`.
        pub decision: String,
        pub motif: Option<String>,
        /// `en_cours`, `termine`, `annule`.
        pub etat: String,
        pub etat_libelle: String,
        pub total: u32,
        pub faites: u32,
        pub impossibles: u32,
        pub restantes: u32,
        pub cree_le: String,
        pub auteur: String,
        pub termine_le: Option<String>,
    }

    /// The newest lots.
    pub struct ListeLots { pub items: Vec<LotHabilitations>, pub next: Option<String> }

    /// One habilitation of a lot and what became of it.
    pub struct LigneLot {
        pub habilitation: String,
        /// Place in the lot, from 1.
        pub rang: u32,
        pub nom: String,
        pub prenom: String,
        pub courriel: String,
        /// Given by this lot or before.
        pub identifiant: Option<String>,
        pub siret: String,
        pub denomination: String,
        /// `a_faire`, `faite`, `impossible`.
        pub etat: String,
        pub etat_libelle: String,
        /// Why not.
        pub code: Option<String>,
        pub message: Option<String>,
    }

    /// Page of lines, in their order.
    pub struct ListeLignesLot { pub items: Vec<LigneLot>, pub next: Option<String> }
}
