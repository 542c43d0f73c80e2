//! What the law says of a request as it stands: every limit that applies to its dates, kept or
//! not, with its source and the way out. The server and the pages judge by this one function.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    Avertissement, AvisCse, CodeEtatDap, ContenuDap, MotifDap, SaisieDap, contingent, cse, depot,
    duree_max_pour, fin_max, voisine,
};
use crate::bareme::{Baremes, Territoire};
use crate::calendrier::{date_fr, parse_date};
use crate::etablissement::effectif;
use crate::mois::Semaine;
use crate::montant::Heures;
use crate::regles::{Regle, regle};

/// One limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limite {
    /// Stable code, that of the warning or of the fault when it is exceeded.
    pub code: String,
    /// What it limits.
    pub libelle: String,
    /// The rule for these dates and, when it is exceeded, the way out.
    pub message: String,
    /// True when the request does not keep it.
    pub depassee: bool,
    /// True when a request that does not keep it cannot be sent.
    pub bloquante: bool,
    /// Article of law or publication.
    pub source: String,
    /// False for an inference that no official text was found for.
    pub confirmee: bool,
    /// The other DAP that it is about.
    pub dap: Option<String>,
}

/// Another DAP of the same establishment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voisine {
    /// Its identifier, for a link.
    pub id: String,
    /// Its number.
    pub numero: String,
    /// Its motif.
    pub motif: MotifDap,
    /// First day, authorised where it was decided.
    pub debut: Date,
    /// Last day.
    pub fin: Date,
    /// Where it stands.
    pub etat: CodeEtatDap,
    /// It was begun before the request that is judged.
    pub anterieure: bool,
}

/// What a request is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The Paris day of filing.
    pub aujourd_hui: Date,
    /// Headcount of the establishment.
    pub effectif: Option<u32>,
    /// Headcount of the company, all its establishments together.
    pub effectif_entreprise: Option<u32>,
    /// The other DAPs of the establishment that were not given up.
    pub voisines: &'a [Voisine],
    /// For an avenant: the first and the last day of the authorisation it changes.
    pub en_vigueur: Option<(Date, Date)>,
    /// The table of the yearly contingents, that which counts the hours of the DIs; without it nothing is said of them.
    pub baremes: Option<&'a Baremes>,
    /// Where the establishment is.
    pub territoire: Territoire,
}

/// A request as far as it is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Esquisse {
    pub(super) motif: Option<MotifDap>,
    pub(super) debut: Option<Date>,
    pub(super) fin: Option<Date>,
    pub(super) concernes: Option<u32>,
    pub(super) heures: Option<Heures>,
    pub(super) avis: Option<AvisCse>,
    sans_engagement: bool,
}

impl From<&SaisieDap> for Esquisse {
    fn from(s: &SaisieDap) -> Self {
        Self {
            motif: s.motif.parse().ok(),
            debut: parse_date(&s.debut).ok(),
            fin: parse_date(&s.fin).ok(),
            concernes: effectif(&s.effectif_concerne).ok().filter(|n| *n > 0),
            heures: Heures::depuis_saisie(&s.heures_prevues).ok(),
            avis: s.avis_cse.parse().ok(),
            sans_engagement: s.placement_36_mois == Some(true) && s.engagements.is_empty(),
        }
    }
}

impl From<&ContenuDap> for Esquisse {
    fn from(c: &ContenuDap) -> Self {
        Self {
            motif: Some(c.motif),
            debut: Some(c.debut),
            fin: Some(c.fin),
            concernes: Some(c.effectif_concerne),
            heures: Some(c.heures_prevues),
            avis: Some(c.avis_cse),
            sans_engagement: c.placement_36_mois && c.engagements.is_empty(),
        }
    }
}

impl Esquisse {
    /// First and last day, when both can be read and are in order.
    pub(super) fn periode(&self) -> Option<(Date, Date)> {
        let (debut, fin) = (self.debut?, self.fin?);
        (debut <= fin).then_some((debut, fin))
    }
}

/// Every limit that applies to the request as it stands, in the order of the form.
///
/// Codes of those that only warn: `depot_tardif`, `duree_glissante_depassee`,
/// `contingent_depasse`, `heures_elevees`, `effectif_depasse`, `avis_cse_requis`,
/// `avis_cse_a_transmettre`. Codes of those that forbid sending: `dap_en_double`, `duree_trop_longue`,
/// `engagements_requis`.
pub fn limites(demande: &Esquisse, situation: &Situation<'_>) -> Vec<Limite> {
    [
        voisine::double(demande, situation),
        depot::depot(demande, situation),
        duree(demande),
        voisine::glissante(demande, situation),
        contingent::limite_annuelle(demande, situation),
        heures(demande),
        concernes(demande, situation),
        cse::cse(demande, situation),
        engagements(demande),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the agent will look at: the limits that are exceeded and forbid nothing.
pub fn avertissements(demande: &Esquisse, situation: &Situation<'_>) -> Vec<Avertissement> {
    limites(demande, situation)
        .into_iter()
        .filter(|limite| limite.depassee && !limite.bloquante)
        .map(|limite| Avertissement {
            code: limite.code,
            message: limite.message,
            source: limite.source,
        })
        .collect()
}

pub(super) fn limite(code: &str, libelle: &str, depassee: bool, message: String, source: &str) -> Limite {
    Limite {
        code: code.to_owned(),
        libelle: libelle.to_owned(),
        message,
        depassee,
        bloquante: false,
        source: source.to_owned(),
        confirmee: true,
        dap: None,
    }
}

impl Limite {
    pub(super) fn selon(mut self, regle: Regle) -> Self {
        regle.source.clone_into(&mut self.source);
        self.confirmee = regle.confirmee;
        self
    }

    pub(super) fn bloquante(mut self) -> Self {
        self.bloquante = true;
        self
    }
}

fn duree(demande: &Esquisse) -> Option<Limite> {
    let (motif, debut) = (demande.motif?, demande.debut?);
    let dernier = fin_max(motif, debut);
    let longue = demande.fin.is_some_and(|fin| fin > dernier);
    let message = format!(
        "Une autorisation qui commence le {} dure {} mois au plus : elle finit au plus tard le {}{}",
        date_fr(debut),
        duree_max_pour(motif, debut),
        date_fr(dernier),
        if longue {
            ". Raccourcissez la période, puis demandez un renouvellement."
        } else {
            "."
        }
    );
    let lue = limite(
        "duree_trop_longue",
        "Durée maximale",
        longue,
        message,
        "art. R5122-9",
    );
    Some(match regle("duree_max_mois", debut) {
        Some(regle) if motif != MotifDap::SinistreIntemperies => lue.selon(regle).bloquante(),
        _ => lue.bloquante(),
    })
}

/// More than 35 hours per week and employee can never be claimed.
fn heures(demande: &Esquisse) -> Option<Limite> {
    let (debut, fin) = demande.periode()?;
    let concernes = demande.concernes?;
    let jours = (fin - Semaine::de(debut).lundi()).whole_days();
    let semaines = jours.div_euclid(7) + 1;
    let maximum = Heures::entieres(35 * semaines * i64::from(concernes));
    let prevues = demande.heures.filter(|heures| *heures > maximum);
    let message = prevues.map_or_else(
        || {
            format!(
                "À 35 h par semaine, {concernes} salariés ne peuvent chômer plus de {} h sur la période.",
                maximum.en_francais()
            )
        },
        |prevues| {
            format!(
                "{} h dépassent 35 h par semaine pour {concernes} salariés sur la période, soit {} h : vérifiez le total.",
                prevues.en_francais(),
                maximum.en_francais()
            )
        },
    );
    let trop = prevues.is_some();
    Some(limite(
        "heures_elevees",
        "Plafond d'heures",
        trop,
        message,
        "art. R5122-19",
    ))
}

fn concernes(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let (concernes, effectif) = (demande.concernes?, situation.effectif?);
    (concernes > effectif).then(|| {
        let message = format!(
            "{concernes} salariés concernés pour un établissement de {effectif} : corrigez ce nombre, ou l'effectif sur la fiche de l'établissement."
        );
        limite("effectif_depasse", "Effectif", true, message, "art. R5122-2")
    })
}

fn engagements(demande: &Esquisse) -> Option<Limite> {
    let dispense = demande
        .debut
        .is_some_and(|debut| regle("engagements_dispense", debut).is_some());
    (demande.sans_engagement && !dispense).then(|| {
        limite(
            "engagements_requis",
            "Engagements",
            true,
            "Après un placement en activité partielle dans les 36 derniers mois, l'employeur prend au moins un engagement : choisissez-le.".to_owned(),
            "art. R5122-9 II",
        )
        .bloquante()
    })
}
