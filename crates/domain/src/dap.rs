//! The DAP (demande d'autorisation préalable): its content, its states and the legal
//! delays (art. R5122-1 to R5122-10).

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

use crate::calendrier::{ajouter_mois, jour_de_paris};
use crate::codes::codes;
use crate::etablissement::Siret;
use crate::mois::date_iso;
use crate::montant::Heures;
use crate::regles::regle;

mod avertissement;
mod code_di;
mod contingent;
mod cse;
mod depot;
mod difference;
mod echeance;
mod etat;
mod limite;
mod motif;
mod motif_decision;
mod saisie;
mod transition;
mod tri;
mod voisine;

pub use avertissement::Avertissement;
pub use code_di::CodeDi;
pub use difference::{Difference, comparer};
pub use echeance::{Avancement, Echeance, a_venir, limite_de_recours};
pub use etat::{CodeEtatDap, EtatDap, SOURCE_DES_ETATS};
pub use limite::{Esquisse, Limite, Situation, Voisine, avertissements, limites};
pub use motif::{MotifDap, SousMotif};
pub use motif_decision::{MotifDecision, motifs_possibles, rediger_motifs};
pub use saisie::{MAX_CIRCONSTANCES, SaisieDap};
pub use transition::Dap;
pub use tri::TriDap;
pub use voisine::refuser_double;

codes! {
    /// How the activity falls.
    pub enum ModeDap, inconnu = "mode_inconnu", message = "Mode inconnu" {
        Reduction => ("reduction", "Réduction d'activité"),
        Suspension => ("suspension", "Suspension d'activité"),
    }
}

codes! {
    /// What the works council said (art. R5122-2).
    pub enum AvisCse, inconnu = "avis_cse_inconnu", message = "Avis du CSE inconnu" {
        Favorable => ("favorable", "Favorable"),
        Defavorable => ("defavorable", "Défavorable"),
        NonRequis => ("non_requis", "Non requis"),
        EnAttente => ("en_attente", "En attente, transmis plus tard"),
    }
}

codes! {
    /// What the employer undertakes after a placement in the last 36 months (art. R5122-9 II).
    pub enum Engagement, inconnu = "engagement_inconnu", message = "Engagement inconnu" {
        MaintienEmploi => ("maintien_emploi", "Maintien dans l'emploi"),
        Formation => ("formation", "Actions de formation"),
        Gpec => ("gpec", "Gestion prévisionnelle des emplois et des compétences"),
        RetablissementEconomique => ("retablissement_economique", "Rétablissement économique"),
        Autre => ("autre", "Autre engagement"),
    }
}

/// What a DAP asks for, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContenuDap {
    /// The establishment.
    pub siret: Siret,
    /// Why.
    pub motif: MotifDap,
    /// Which exceptional circumstance; only under the fifth motif.
    pub sous_motif: Option<SousMotif>,
    /// First day of the period.
    #[serde(with = "date_iso")]
    pub debut: Date,
    /// Last day of the period, included.
    #[serde(with = "date_iso")]
    pub fin: Date,
    /// Employees concerned.
    pub effectif_concerne: u32,
    /// Forecast hours, for all of them and the whole period.
    pub heures_prevues: Heures,
    /// How the activity falls.
    pub mode: ModeDap,
    /// Circumstances and economic situation.
    pub circonstances: String,
    /// Opinion of the works council.
    pub avis_cse: AvisCse,
    /// Its date.
    #[serde(with = "date_iso::option", default)]
    pub date_avis_cse: Option<Date>,
    /// Placed in activité partielle in the last 36 months.
    pub placement_36_mois: bool,
    /// Undertakings.
    pub engagements: Vec<Engagement>,
}

impl ContenuDap {
    /// True when the two cannot stand together: same establishment and motif, and a day
    /// in common.
    pub fn chevauche(&self, autre: &Self) -> bool {
        self.siret == autre.siret
            && self.motif == autre.motif
            && self.debut <= autre.fin
            && autre.debut <= self.fin
    }
}

/// Days before tacit acceptance, by date of receipt (art. R5122-4): 15, or 2 from
/// 26 March to 30 September 2020.
pub fn delai_tacite_jours(recu: OffsetDateTime) -> i32 {
    regle("acceptation_tacite_jours", jour_de_paris(recu)).map_or(15, |r| r.valeur)
}

/// The last day of the tacit-acceptance delay. Day 1 is the day after receipt; this day
/// ends at midnight, Paris (see [`crate::mois::fin_de_jour_paris`]).
pub fn limite_tacite(recu: OffsetDateTime) -> Date {
    let jour = jour_de_paris(recu);
    let delai = Duration::days(i64::from(delai_tacite_jours(recu)));
    jour.checked_add(delai).unwrap_or(jour)
}

/// Longest period, in months, of an authorisation that begins on that day (art. R5122-9):
/// 6, then 12 from 26 March 2020, then 3 from 1 July 2021.
pub fn duree_max(debut: Date) -> i32 {
    regle("duree_max_mois", debut).map_or(3, |r| r.valeur)
}

/// The same, motif in mind: 6 months after a disaster (3°) whatever the date, unless the
/// date gives more.
pub fn duree_max_pour(motif: MotifDap, debut: Date) -> i32 {
    match motif {
        MotifDap::SinistreIntemperies => {
            let sinistre = regle("duree_max_sinistre_mois", debut).map_or(6, |r| r.valeur);
            sinistre.max(duree_max(debut))
        }
        _ => duree_max(debut),
    }
}

/// The last day that a period beginning on `debut` may have: the eve of the same day some months later.
/// A month that has no such day ends it with its own last day (art. 641 du code de procédure civile).
pub fn fin_max(motif: MotifDap, debut: Date) -> Date {
    dernier_jour(debut, duree_max_pour(motif, debut)).unwrap_or(debut)
}

/// The last of these months from that day on.
fn dernier_jour(debut: Date, mois: i32) -> Option<Date> {
    let meme_jour = ajouter_mois(debut, mois);
    if meme_jour.day() < debut.day() {
        return Some(meme_jour);
    }
    meme_jour.previous_day()
}

/// True when nothing keeps a file any longer (art. R5122-24): 5 years after its last change and
/// after the last day of its period, whichever comes last.
pub fn conservation_finie(derniere_modification: Date, fin: Option<Date>, aujourd_hui: Date) -> bool {
    let annees = regle("conservation_annees", aujourd_hui).map_or(5, |r| r.valeur);
    let depuis = fin.map_or(derniere_modification, |fin| fin.max(derniere_modification));
    ajouter_mois(depuis, 12 * annees) < aujourd_hui
}
