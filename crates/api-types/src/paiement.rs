//! The payment of claims, as the help desk sees it; and rejections put right.

corps! {
    /// One step of the payment of a claim.
    pub struct Paiement {
        /// State after it, e.g. `paiement_demande`.
        pub etat: String,
        pub etat_libelle: String,
        /// Negative when it is to be repaid.
        pub montant: String,
        /// The account that it concerned, masked.
        pub iban_masque: Option<String>,
        pub motifs: Option<String>,
        pub le: String,
    }

    /// A validated claim, to be paid.
    pub struct PaiementResume {
        /// Identifier of the claim.
        pub id: String,
        pub numero: String,
        pub dap_numero: String,
        pub siret: String,
        pub denomination: String,
        pub departement: String,
        pub mois: String,
        pub etat: String,
        pub etat_libelle: String,
        /// True for a version that corrects another one: only the difference is paid.
        pub correction: bool,
        pub allocation: String,
        /// What this version adds to the one before; negative when it lowers it.
        pub a_payer: String,
        pub iban_masque: Option<String>,
        /// What may be done now: `demander`, `constater`, `invalider`, `preparer_reversement`,
        /// `emettre_reversement`, `invalider_reversement`.
        pub operations: Vec<String>,
        pub version: u32,
        pub modifiee_le: String,
    }

    /// Page of claims to be paid, newest first.
    pub struct ListePaiements { pub items: Vec<PaiementResume>, pub next: Option<String> }

    /// One claim with every step of its payment, first to last. The `ETag` is the version of the claim.
    pub struct PaiementDemande { pub demande: PaiementResume, pub historique: Vec<Paiement> }

    /// Body of `POST /demandes-indemnisation/{id}/paiement`.
    pub struct OperationPaiement {
        pub operation: String,
        /// Told to the employer; for `invalider`, `preparer_reversement`, `invalider_reversement`.
        #[serde(default)]
        pub motifs: String,
    }

    /// A claim of a batch, as it was read.
    pub struct DemandeDuLot { pub id: String, pub version: u32 }

    /// Body of `POST /paiements/operations`.
    pub struct OperationsPaiement {
        pub operation: OperationPaiement,
        /// At most 100.
        pub demandes: Vec<DemandeDuLot>,
        /// Only tells what would become of each.
        #[serde(default)]
        pub essai: bool,
    }

    /// What becomes of one claim of a batch: its new state, or why nothing is done.
    pub struct IssueDemande {
        pub id: String,
        pub numero: Option<String>,
        pub etat: Option<String>,
        pub etat_libelle: Option<String>,
        /// Of a payment: how much, to which account.
        pub montant: Option<String>,
        pub iban_masque: Option<String>,
        /// Stable code of the refusal.
        pub code: Option<String>,
        pub message: Option<String>,
    }

    /// One line per claim, in the order given.
    pub struct IssuesDemandes { pub items: Vec<IssueDemande>, pub faites: u32, pub essai: bool }

    /// A rejected claim, as the help desk finds it.
    pub struct RejetResume {
        pub id: String,
        pub numero: String,
        pub siret: String,
        pub denomination: String,
        pub departement: String,
        pub mois: String,
        pub rejetee_le: Option<String>,
        pub rejetee_par: Option<String>,
        pub motifs_rejet: Option<String>,
        pub version: u32,
    }

    /// Page of rejected claims, newest first.
    pub struct ListeRejets { pub items: Vec<RejetResume>, pub next: Option<String> }

    /// Body of `POST /rejets/retablissement`.
    pub struct Retablissement {
        /// Why: kept in the journal, told to the employers.
        pub motif: String,
        /// At most 100.
        pub demandes: Vec<DemandeDuLot>,
        /// Only tells what would become of each.
        #[serde(default)]
        pub essai: bool,
    }
}
