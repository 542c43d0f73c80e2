//! Demande d'autorisation prealable.

use crate::Evenement;

corps! {
    /// The form of a DAP, as typed. A draft may be incomplete; sending demands everything.
    pub struct SaisieDap {
        pub siret: String,
        /// `conjoncture_economique`, `difficultes_approvisionnement`, `sinistre_intemperies`, `transformation`,
        /// `autre_circonstance`.
        #[serde(default)]
        pub motif: String,
        #[serde(default)]
        pub sous_motif: String,
        /// First day, ISO or dd/mm/yyyy.
        #[serde(default)]
        pub debut: String,
        #[serde(default)]
        pub fin: String,
        /// Employees concerned.
        #[serde(default)]
        pub effectif_concerne: String,
        /// Forecast hours for all of them together.
        #[serde(default)]
        pub heures_prevues: String,
        /// `reduction` or `suspension`.
        #[serde(default)]
        pub mode: String,
        /// Circumstances and economic situation.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
        pub circonstances: String,
        #[serde(default)]
        pub avis_cse: String,
        #[serde(default)]
        pub date_avis_cse: String,
        /// Already placed employees in activité partielle in the previous 36 months?
        #[serde(default)]
        pub placement_36_mois: Option<bool>,
        #[serde(default)]
        pub engagements: Vec<String>,
    }

    /// One line of a list.
    pub struct DapResume {
        pub id: String,
        pub numero: String,
        pub siret: String,
        pub denomination: String,
        pub motif: String,
        pub motif_libelle: String,
        pub debut: String,
        pub fin: String,
        pub etat: String,
        pub etat_libelle: String,
        /// Without an answer by the end of this day, the DAP is accepted.
        pub limite_tacite: Option<String>,
        /// For agents: the identifiant of whoever has it in hand.
        pub agent: Option<String>,
        /// To name in a decision on several DAPs.
        pub version: u32,
        pub modifiee_le: String,
    }

    /// Page of DAPs, newest first; for an agent the queue, nearest deadline first.
    pub struct ListeDaps { pub items: Vec<DapResume>, pub next: Option<String> }

    /// What the law says about these dates; blocks nothing.
    pub struct Avertissement { pub code: String, pub message: String, pub source: String }

    /// A limit of the law for these dates, kept or not.
    pub struct LimiteDap {
        pub code: String,
        pub libelle: String,
        /// The rule for these dates and, when it is exceeded, the way out.
        pub message: String,
        pub depassee: bool,
        /// A request that exceeds it cannot be sent.
        pub bloquante: bool,
        pub source: String,
        /// `false`: no official text was found for the figure.
        pub confirmee: bool,
        /// The DAP that it is about.
        pub dap: Option<String>,
    }

    /// Another DAP of the establishment, with its authorised period where it was decided.
    pub struct DapVoisine {
        pub id: String,
        pub numero: String,
        pub motif: String,
        pub debut: String,
        pub fin: String,
        pub etat: String,
        /// It was begun before this one: a draft that was, on the same days and for the same motif, goes first.
        pub anterieure: bool,
    }

    /// A step to come.
    pub struct EcheanceDap {
        /// `depot`, `acceptation_tacite`, `correction`, `autre_demande`, `recours`, `demande_indemnisation`,
        /// `piece_demandee`, `avis_cse`.
        pub code: String,
        pub libelle: String,
        /// Who does it: `employeur`, `unite_departementale`.
        pub qui: String,
        /// The last day for it; none where the law sets no delay.
        pub avant_le: Option<String>,
    }

    /// The receipt (R5122-26): who filed, when, and until when the administration may answer.
    pub struct Recepisse { pub auteur: String, pub recue_le: String, pub limite_tacite: String }

    /// The decision and, once validated, the 10-character code for claims.
    pub struct Decision {
        /// `validee`, `invalidee`, `refusee`.
        pub decision: String,
        pub tacite: bool,
        pub decidee_le: String,
        pub motifs: Option<String>,
        pub code_di: Option<String>,
        pub heures_autorisees: Option<String>,
        pub debut: Option<String>,
        pub fin: Option<String>,
        /// What the employer can do about a decision that is not what was asked for.
        pub voie: Option<String>,
    }

    /// One field that changes from one version to the next.
    pub struct DifferenceDap {
        /// JSON pointer of the field in `saisie`; `/etablissement/…` for a headcount of the sheet, `/pieces` for the
        /// documents joined.
        pub champ: String,
        pub libelle: String,
        pub avant: String,
        pub apres: String,
    }

    /// This version beside the one before: the authorisation in force, or the version sent back.
    pub struct ComparaisonDap {
        pub a_quoi: String,
        pub differences: Vec<DifferenceDap>,
        /// The other fields, to read both versions whole.
        pub inchanges: Vec<DifferenceDap>,
    }

    /// A document joined to the form, to download at `/documents/{document}`.
    pub struct PieceDap {
        pub document: String,
        pub nom: String,
        /// Bytes.
        pub taille: u32,
        pub deposee_le: String,
        /// It was not sent yet: it may be taken out.
        pub retirable: bool,
    }

    /// Body of `POST /daps/{id}/pieces`.
    pub struct NouvellePieceDap {
        /// Identifier of a document handed in by `POST /documents`.
        pub document: String,
    }

    /// An avenant of the DAP.
    pub struct AvenantDap {
        pub id: String,
        pub numero: String,
        pub rang: u32,
        pub etat: String,
        pub etat_libelle: String,
    }

    /// One message of the thread between employer and agent.
    pub struct MessageDap {
        pub auteur: String,
        pub de_l_agent: bool,
        pub texte: String,
        /// The agent asks for a document.
        pub piece_demandee: bool,
        /// A document to download at `/documents/{id}`.
        pub document: Option<String>,
        pub document_nom: Option<String>,
        pub le: String,
    }

    /// Body of `POST /daps/{id}/messages`.
    pub struct NouveauMessageDap {
        #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
        pub texte: String,
        #[serde(default)]
        pub piece_demandee: bool,
        /// Identifier of a document handed in by `POST /documents`.
        #[serde(default)]
        pub document: Option<String>,
    }

    /// An agent to whom the DAP may be handed over.
    pub struct CollegueUd { pub identifiant: String, pub nom: String }

    /// Body of `POST /daps/{id}/transfert`.
    pub struct TransfertDap { pub collegue: String }

    /// A DAP of a decision on several, as it was read.
    pub struct DapDuLot { pub id: String, pub version: u32 }

    /// Body of `POST /daps/decisions`.
    pub struct DecisionsDap {
        pub decision: DecisionDap,
        /// At most 100.
        pub daps: Vec<DapDuLot>,
        /// Only tells what would become of each.
        #[serde(default)]
        pub essai: bool,
    }

    /// What becomes of one DAP: its new state, or why it is not decided.
    pub struct IssueDap {
        pub id: String,
        pub numero: Option<String>,
        pub etat: Option<String>,
        pub etat_libelle: Option<String>,
        /// Stable code of the refusal.
        pub code: Option<String>,
        pub message: Option<String>,
    }

    /// One line per DAP, in the order given.
    pub struct IssuesDap { pub items: Vec<IssueDap>, pub decidees: u32, pub essai: bool }

    /// How many DAPs the caller sees in one state.
    pub struct CompteDap {
        pub etat: String,
        pub libelle: String,
        /// 1000 stands for 1000 or more.
        pub nombre: u32,
    }

    /// Counts by state, in the order of the states.
    pub struct ComptesDap {
        pub items: Vec<CompteDap>,
        /// Waiting ones whose legal deadline has passed; 1000 stands for 1000 or more.
        pub depassees: u32,
    }

    /// One DAP. The `ETag` of the answer is its version.
    pub struct Dap {
        pub id: String,
        pub numero: String,
        pub denomination: String,
        pub departement: String,
        /// Employees of this SIRET.
        pub effectif_etablissement: Option<u32>,
        /// Employees of the whole company (SIREN): the CSE is consulted by it.
        pub effectif_entreprise: Option<u32>,
        pub etat: String,
        pub etat_libelle: String,
        pub saisie: SaisieDap,
        pub recepisse: Option<Recepisse>,
        pub decision: Option<Decision>,
        pub avertissements: Vec<Avertissement>,
        /// Every limit that applies to these dates: the page judges by the same function as it is filled in.
        pub limites: Vec<LimiteDap>,
        pub voisines: Vec<DapVoisine>,
        /// Faults that forbid sending, as they stand.
        pub fautes: Vec<crate::ErreurChamp>,
        /// What the caller may do now: `modifier`, `envoyer`, `retirer`, `prendre`, `liberer`,
        /// `valider`, `invalider`, `refuser`, `confier`, `ecrire`, `creer_avenant`, `creer_di`.
        pub actions: Vec<String>,
        /// The DAP that this avenant changes.
        pub avenant_de: Option<String>,
        /// 1 for the first avenant; none for a DAP of its own.
        pub rang_avenant: Option<u32>,
        pub avenants: Vec<AvenantDap>,
        pub comparaison: Option<ComparaisonDap>,
        pub messages: Vec<MessageDap>,
        pub pieces: Vec<PieceDap>,
        /// For the agent who has it: whom it may be handed over to.
        pub collegues: Vec<CollegueUd>,
        /// For an avenant: the first day of the authorisation in force.
        pub debut_en_vigueur: Option<String>,
        /// For an avenant: the last day of the authorisation in force.
        pub fin_en_vigueur: Option<String>,
        pub chronologie: Vec<Evenement>,
        /// What comes next, and by when.
        pub a_venir: Vec<EcheanceDap>,
        pub version: u32,
        pub modifiee_le: String,
    }

    /// Body of `POST /daps/{id}/decision`.
    pub struct DecisionDap {
        /// `valider`, `invalider`, `refuser`.
        pub decision: String,
        /// In the agent's own words; to invalidate or to refuse, these or `motifs_codes`.
        #[serde(default)]
        pub motifs: String,
        /// Codes of the table of reasons.
        #[serde(default)]
        pub motifs_codes: Vec<String>,
        /// To authorise less than was asked for: hours for all employees.
        #[serde(default)]
        pub heures_autorisees: Option<String>,
        /// First day authorised.
        #[serde(default)]
        pub debut: Option<String>,
        /// Last day authorised.
        #[serde(default)]
        pub fin: Option<String>,
    }
}
