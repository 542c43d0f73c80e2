//! Demande d'indemnisation (DI): one per DAP and month.

use crate::Evenement;
use crate::paiement::{DemandeDuLot, Paiement};

corps! {
    /// Body of `POST /demandes-indemnisation`.
    pub struct NouvelleDemande {
        /// 10-character code of the decision notice; spaces and lower case accepted.
        pub code_di: String,
        /// Month, `2022-05`.
        pub mois: String,
        /// `droit_commun` when empty; another only while it is in force.
        #[serde(default)]
        pub regime: String,
    }

    /// Body of `PUT …/regles`.
    pub struct ReglesDemande {
        /// `droit_commun`, `secteur_protege`, `fermeture_administrative`, `apld`, `apld_rebond`.
        pub regime: String,
        /// Collective weekly hours of the establishment, when below 35 (art. R5122-19); else empty.
        #[serde(default)]
        pub duree_collective: String,
        /// Working time is arranged over more than six months: six months more to claim (art. L5122-1 IV).
        #[serde(default)]
        pub amenagement_long: bool,
    }

    /// A regime that may be chosen.
    pub struct RegimePossible { pub code: String, pub libelle: String }

    /// One figure of the law that the claim applies.
    pub struct ChiffreApplique {
        pub nature: String,
        pub libelle: String,
        /// A share of the pay, or euros per hour.
        pub valeur: String,
        pub source: String,
        /// False where the source could not be confirmed.
        pub confirme: bool,
    }

    /// A public holiday within the weeks of the claim.
    pub struct JourFerie {
        pub date: String,
        pub libelle: String,
        /// Monday of its week.
        pub semaine: String,
        pub source: String,
    }

    /// One line of a list.
    pub struct DemandeResume {
        pub id: String,
        pub numero: String,
        pub dap_id: String,
        pub dap_numero: String,
        pub siret: String,
        pub denomination: String,
        pub mois: String,
        pub etat: String,
        pub etat_libelle: String,
        pub salaries: u32,
        pub allocation: String,
        /// True for a version that corrects another one.
        pub correction: bool,
        /// For an agent: why it stands out.
        pub signaux: Vec<SignalDemande>,
        pub version: u32,
        pub modifiee_le: String,
    }

    /// Why a claim stands out; it decides nothing.
    pub struct SignalDemande {
        /// `salarie_ailleurs`, `hausse_soudaine`, `autorisation_presque_consommee`, `contingent_proche`.
        pub code: String,
        pub libelle: String,
        pub message: String,
        /// Name of the employee; never a NIR (R5122-22).
        pub salarie: Option<String>,
    }

    /// What comes next.
    pub struct SuiteDemande {
        pub libelle: String,
        /// `employeur`, `unite_departementale`, `agence`.
        pub qui: String,
        pub avant_le: Option<String>,
    }

    /// One version of the claim of a month.
    pub struct VersionDemande {
        pub id: String,
        pub numero: String,
        pub etat: String,
        pub etat_libelle: String,
        pub allocation: String,
        /// What it adds to the version before.
        pub a_payer: String,
    }

    /// What one employee has in the version before and in this one.
    pub struct DifferenceLigne {
        pub nom: String,
        pub prenom: String,
        pub heures_avant: String,
        pub heures_apres: String,
        pub heures_ecart: String,
        pub allocation_avant: String,
        pub allocation_apres: String,
        pub allocation_ecart: String,
        pub indemnite_ecart: String,
    }

    /// A correction beside the version that it corrects.
    pub struct DifferenceDemande {
        /// Number of the version before.
        pub avant: String,
        pub totaux_avant: TotauxDemande,
        pub totaux_apres: TotauxDemande,
        pub heures_ecart: String,
        /// To be paid; negative when it is to be repaid.
        pub allocation_ecart: String,
        pub indemnite_ecart: String,
        /// Only the employees whose figures differ.
        pub lignes: Vec<DifferenceLigne>,
    }

    /// One month of an authorisation.
    pub struct MoisConsomme {
        pub mois: String,
        pub heures_indemnisables: String,
        pub allocation: String,
        pub indemnite: String,
    }

    /// What was claimed under a DAP, month by month, and what is authorised.
    pub struct Consommation {
        /// None while the DAP authorises nothing.
        pub heures_autorisees: Option<String>,
        pub heures_consommees: String,
        pub mois: Vec<MoisConsomme>,
    }

    /// Body of `POST /demandes-indemnisation/decisions`.
    pub struct DecisionsDemandes {
        /// `valider`, `rejeter`.
        pub decision: String,
        /// To reject: these or `motifs_codes`.
        #[serde(default)]
        pub motifs: String,
        /// Codes of the table of reasons.
        #[serde(default)]
        pub motifs_codes: Vec<String>,
        /// At most 100.
        pub demandes: Vec<DemandeDuLot>,
        /// Only tells what would become of each.
        #[serde(default)]
        pub essai: bool,
    }

    /// Page of claims, newest first.
    pub struct ListeDemandes { pub items: Vec<DemandeResume>, pub next: Option<String> }

    /// Sums of the rounded lines.
    pub struct TotauxDemande {
        pub heures_travaillees: String,
        pub heures_chomees: String,
        pub heures_indemnisables: String,
        pub allocation: String,
        pub indemnite: String,
        pub reste_a_charge: String,
    }

    /// Something that forbids sending, with its way out.
    pub struct Blocage {
        pub code: String,
        pub message: String,
        /// Where the rule comes from.
        pub source: Option<String>,
        pub lien: Option<String>,
    }

    /// Answer of `GET …/blocages`.
    pub struct ListeBlocages { pub items: Vec<Blocage>, pub next: Option<String> }

    /// One claim. The `ETag` of the answer is its version.
    pub struct Demande {
        pub id: String,
        pub numero: String,
        pub dap_id: String,
        pub dap_numero: String,
        pub code_di: String,
        pub siret: String,
        pub denomination: String,
        pub departement: String,
        pub mois: String,
        /// Mondays of the weeks of this claim: a week belongs to the month of its Wednesday.
        pub semaines: Vec<String>,
        /// Public holidays of those weeks: normally unworked, they are not indemnifiable.
        pub jours_feries: Vec<JourFerie>,
        pub regime: String,
        pub regime_libelle: String,
        pub territoire: String,
        /// Regimes in force in that month and territory.
        pub regimes: Vec<RegimePossible>,
        /// Collective weekly hours, when below 35.
        pub duree_collective: Option<String>,
        /// Working time is arranged over more than six months: six months more to claim.
        pub amenagement_long: bool,
        /// First authorised day.
        pub debut: Option<String>,
        /// Last authorised day.
        pub fin: Option<String>,
        /// Rates, floors and caps applied; empty when they are no longer known.
        pub chiffres: Vec<ChiffreApplique>,
        pub etat: String,
        pub etat_libelle: String,
        pub salaries: u32,
        pub totaux: TotauxDemande,
        /// Bank details that will be, or were, paid (masked).
        pub iban_masque: Option<String>,
        pub motifs_rejet: Option<String>,
        pub blocages: Vec<Blocage>,
        /// What the caller may do now: `modifier`, `envoyer`, `retirer`, `corriger`, `prendre`, `liberer`,
        /// `valider`, `rejeter`, `ouvrir_correction`.
        pub actions: Vec<String>,
        /// Last day to claim (art. L5122-1 IV).
        pub limite: String,
        pub suite: Option<SuiteDemande>,
        /// What this version adds to the one before; the whole allocation when it corrects none.
        pub a_payer: String,
        /// The version that this one corrects.
        pub corrige: Option<String>,
        /// All versions of the month, oldest first.
        pub versions: Vec<VersionDemande>,
        /// Every step of the payment, first to last.
        pub paiements: Vec<Paiement>,
        /// For an agent: why it stands out.
        pub signaux: Vec<SignalDemande>,
        pub chronologie: Vec<Evenement>,
        pub version: u32,
        pub modifiee_le: String,
    }

    /// Hours of one week.
    pub struct HeuresSemaine {
        /// Monday.
        pub semaine: String,
        /// Worked or assimilated hours.
        pub travaillees: String,
        /// Unworked hours.
        pub chomees: String,
    }

    /// One step of the calculation.
    pub struct Etape { pub etape: String, pub libelle: String, pub valeur: String, pub source: String }

    /// What one rule takes off a line.
    pub struct Perte {
        /// `hors_periode`, `contrat`, `duree_legale`, `duree_collective`, `contingent`, `plafond_allocation`,
        /// `plafond_indemnite`.
        pub code: String,
        pub libelle: String,
        /// Hours that are not paid.
        pub heures: Option<String>,
        /// Euros that each hour does not get.
        pub euros_par_heure: Option<String>,
        /// Euros that the line does not get.
        pub euros: String,
        pub source: String,
    }

    /// The yearly contingent of an employee, over all claims of the employer.
    pub struct Contingent {
        /// `contingent`, or `contingent_modernisation` under motif 4°.
        pub code: String,
        pub libelle: String,
        pub annee: u32,
        pub plafond: String,
        /// Hours of the other claims.
        pub ailleurs: String,
        /// Hours of this one.
        pub demande: String,
        pub reste: String,
        pub depassement: String,
        pub source: String,
    }

    /// One employee of a claim.
    pub struct Ligne {
        pub id: String,
        pub rang: u32,
        pub nom: String,
        pub prenom: String,
        /// Absent for a UD agent (R5122-22).
        pub nir_masque: Option<String>,
        pub categorie: String,
        pub duree_hebdomadaire: String,
        pub taux_horaire_brut: String,
        /// When the pay was given by the month.
        pub salaire_mensuel_brut: Option<String>,
        /// `ordinaire`, `apprentissage`, `professionnalisation`.
        pub profil: String,
        /// `heures`, or `forfait_jours`: then hours are multiples of 3.5, or typed as `2,5 j`.
        pub mode: String,
        /// First day in the establishment.
        pub entree: Option<String>,
        /// Last day.
        pub sortie: Option<String>,
        pub semaines: Vec<HeuresSemaine>,
        pub heures_chomees: String,
        pub heures_indemnisables: String,
        pub allocation_horaire: String,
        pub allocation: String,
        pub indemnite_horaire: String,
        pub indemnite: String,
        pub reste_a_charge: String,
        /// How the amounts were found, with articles.
        pub explication: Vec<Etape>,
        /// What the law does not pay, and why.
        pub pertes: Vec<Perte>,
        /// Hours of the year.
        pub contingents: Vec<Contingent>,
    }

    /// Page of lines, by rank.
    pub struct ListeLignes { pub items: Vec<Ligne>, pub next: Option<String> }

    /// Body of `POST …/salaries`: those who go into the claim.
    pub struct SelectionSalaries {
        /// Ids of employees of the register.
        #[serde(default)]
        pub salaries: Vec<String>,
        /// All employees of the register.
        #[serde(default)]
        pub tous: bool,
    }

    /// Body of `POST …/lignes/retrait`: lines to take out.
    pub struct SelectionLignes { pub lignes: Vec<String> }

    /// Body of `POST …/copie`: employees of last month's claim, read again in the register.
    pub struct CopieMois {
        /// Their hours too, week by week.
        #[serde(default)]
        pub heures: bool,
    }

    /// Hours of one line, as typed.
    pub struct SaisieLigne { pub id: String, pub semaines: Vec<HeuresSemaine> }

    /// Body of `PUT …/lignes`: only the lines named are changed.
    pub struct SaisieLignes { pub lignes: Vec<SaisieLigne> }

    /// Body of `POST …/rejet`.
    pub struct RejetDemande {
        /// In the agent's own words; these or `motifs_codes`.
        #[serde(default)]
        pub motifs: String,
        /// Codes of the table of reasons.
        #[serde(default)]
        pub motifs_codes: Vec<String>,
    }
}
