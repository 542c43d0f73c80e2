//! What the law says of a request as it stands: every limit that applies to its dates, kept or
//! not, with its source and the way out. The server and the pages judge by this one function.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use super::{
    Avertissement, AvisCse, CodeEtatDap, ContenuDap, MotifDap, SaisieDap, contingent, duree_max_pour,
    fin_max, voisine,
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
}

/// What a request is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The Paris day of filing.
    pub aujourd_hui: Date,
    /// Headcount of the establishment.
    pub effectif: Option<u32>,
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
    motif: Option<MotifDap>,
    pub(super) debut: Option<Date>,
    pub(super) fin: Option<Date>,
    pub(super) concernes: Option<u32>,
    pub(super) heures: Option<Heures>,
    avis: Option<AvisCse>,
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
    pub(super) const fn motif(&self) -> Option<MotifDap> {
        self.motif
    }

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
/// `avis_cse_a_transmettre`, `engagements_requis`. Codes of those that forbid sending:
/// `dap_en_double`, `duree_trop_longue`.
pub fn limites(demande: &Esquisse, situation: &Situation<'_>) -> Vec<Limite> {
    [
        voisine::double(demande, situation),
        depot(demande, situation),
        duree(demande),
        voisine::glissante(demande, situation),
        contingent::limite_annuelle(demande, situation),
        heures(demande),
        concernes(demande, situation),
        cse(demande, situation),
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

/// Art. R5122-3: before the start; 30 days after it for motif 3° (and 5° since 26 March
/// 2020). Those 30 days were not opposed to what was filed by 30 April 2020; the other motifs have none.
fn depot(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    const LIBELLE: &str = "Délai de dépôt";
    let (motif, aujourd_hui) = (demande.motif?, situation.aujourd_hui);
    // An avenant files for the days that the authorisation in force does not have.
    let debut = match (demande.debut?, situation.en_vigueur) {
        (debut, None) => debut,
        (debut, Some((premier, _))) if debut < premier => debut,
        (_, Some((_, dernier))) if demande.fin? > dernier => dernier.next_day()?,
        _ => return None,
    };
    let nom = match motif {
        MotifDap::SinistreIntemperies => Some("depot_apres_placement_jours_sinistre"),
        MotifDap::AutreCirconstance => Some("depot_apres_placement_jours_circonstance"),
        _ => None,
    };
    let Some(delai) = nom.and_then(|nom| regle(nom, aujourd_hui)) else {
        let tard = aujourd_hui > debut;
        let sortie = if tard {
            " : expliquez dans les circonstances pourquoi elle vient après, l'UD appréciera."
        } else {
            "."
        };
        let message = format!(
            "Pour ce motif, la demande se dépose avant le début de la période, au plus tard le {}{sortie}",
            date_fr(debut)
        );
        return Some(limite("depot_tardif", LIBELLE, tard, message, "art. R5122-3"));
    };
    if let Some(derogation) = regle("depot_derogation", aujourd_hui) {
        let message = format!(
            "Jusqu'au 30/04/2020, le délai de {} jours n'est pas opposé au dépôt de la demande.",
            delai.valeur
        );
        return Some(limite("depot_tardif", LIBELLE, false, message, "").selon(derogation));
    }
    let dernier = debut.checked_add(Duration::days(i64::from(delai.valeur)))?;
    let tard = aujourd_hui > dernier;
    let sortie = if tard {
        " : expliquez le retard dans les circonstances, l'UD appréciera."
    } else {
        "."
    };
    let message = format!(
        "Pour ce motif, la demande se dépose dans les {} jours qui suivent le placement, soit jusqu'au {}{sortie}",
        delai.valeur,
        date_fr(dernier)
    );
    Some(limite("depot_tardif", LIBELLE, tard, message, "").selon(delai))
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

fn cse(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    const LIBELLE: &str = "Avis du CSE";
    let aujourd_hui = situation.aujourd_hui;
    let seuil = regle("cse_effectif_min", aujourd_hui)?;
    let atteint = situation
        .effectif
        .is_some_and(|n| i64::from(n) >= i64::from(seuil.valeur));
    let rendu = matches!(demande.avis, Some(AvisCse::Favorable | AvisCse::Defavorable));
    if !atteint || rendu || demande.avis.is_none() {
        let message = format!(
            "L'avis du CSE accompagne la demande à partir de {} salariés.",
            seuil.valeur
        );
        return Some(limite("avis_cse_requis", LIBELLE, false, message, "").selon(seuil));
    }
    let plus_tard = matches!(
        demande.motif,
        Some(MotifDap::SinistreIntemperies | MotifDap::AutreCirconstance)
    );
    if plus_tard && let Some(delai) = regle("cse_delai_mois", aujourd_hui) {
        let message = format!(
            "À partir de {} salariés, l'avis du CSE est dû : transmettez-le dans les {} mois, sans quoi le paiement peut être suspendu.",
            seuil.valeur, delai.valeur
        );
        return Some(limite("avis_cse_a_transmettre", LIBELLE, true, message, "").selon(delai));
    }
    let message = format!(
        "À partir de {} salariés, l'avis du CSE accompagne la demande : indiquez-le et joignez-le.",
        seuil.valeur
    );
    Some(limite("avis_cse_requis", LIBELLE, true, message, "").selon(seuil))
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
    })
}
