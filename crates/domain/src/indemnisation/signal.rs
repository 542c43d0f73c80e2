//! What an agent should look at first: a DI that stands out, and why. A signal decides nothing.

use time::Date;

use super::Contingent;
use crate::bareme::Nature;
use crate::codes::codes;
use crate::mois::Mois;
use crate::montant::Heures;
use crate::regles::regle;

codes! {
    /// Why a DI stands out.
    pub enum CodeSignal, inconnu = "signal_inconnu", quoi = "Signal" {
        AutorisationPresqueConsommee => ("autorisation_presque_consommee", "Heures proches de l'autorisation"),
        ContingentProche => ("contingent_proche", "Contingent annuel presque atteint"),
        HausseSoudaine => ("hausse_soudaine", "Hausse soudaine"),
        SalarieAilleurs => ("salarie_ailleurs", "Salarié présent dans une autre entreprise"),
    }
}

/// One reason why a DI stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The reason.
    pub code: CodeSignal,
    /// What was found, in French.
    pub message: String,
    /// The employee whom it is about, by name; never by NIR (R5122-22).
    pub salarie: Option<String>,
}

/// An employee who has unworked hours in the same week in another company.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ailleurs {
    /// Name, as in this DI.
    pub salarie: String,
    /// Mondays of the weeks that both DIs have.
    pub semaines: Vec<Date>,
}

/// What is known of a DI when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitsSignaux {
    /// Its month.
    pub mois: Mois,
    /// Indemnifiable hours of the DI.
    pub heures: Heures,
    /// With those of the other DIs of the authorisation.
    pub heures_demandees: Heures,
    /// Hours authorised.
    pub heures_autorisees: Heures,
    /// Indemnifiable hours of the establishment the month before; none when it had no DI.
    pub heures_mois_precedent: Option<Heures>,
    /// The yearly contingents of each employee, this DI included: that of all, and for motif 4° the lower one.
    pub contingents: Vec<(String, Contingent)>,
    /// Employees found elsewhere.
    pub ailleurs: Vec<Ailleurs>,
}

/// Everything that stands out, the gravest first. Thresholds are dated data (`data/regles_dap.csv`).
pub fn signaux(faits: &FaitsSignaux) -> Vec<Signal> {
    let jour = faits.mois.premier_jour();
    let pourcents = |nom: &str, sinon: i32| i64::from(regle(nom, jour).map_or(sinon, |r| r.valeur));
    let mut signaux = Vec::new();
    for ailleurs in &faits.ailleurs {
        let semaines: Vec<String> = ailleurs
            .semaines
            .iter()
            .map(|lundi| crate::calendrier::date_fr(*lundi))
            .collect();
        signaux.push(Signal {
            code: CodeSignal::SalarieAilleurs,
            message: format!(
                "Le même numéro de sécurité sociale a aussi des heures chômées dans une autre entreprise (semaine du {}).",
                semaines.join(", ")
            ),
            salarie: Some(ailleurs.salarie.clone()),
        });
    }
    let seuil = pourcents("signal_hausse_pourcent", 150);
    if let Some(avant) = faits.heures_mois_precedent
        && avant > Heures::ZERO
        && faits.heures.0 * 100 > avant.0 * seuil
    {
        signaux.push(Signal {
            code: CodeSignal::HausseSoudaine,
            message: format!(
                "{} h indemnisables, contre {} h le mois précédent.",
                faits.heures.en_francais(),
                avant.en_francais()
            ),
            salarie: None,
        });
    }
    let seuil = pourcents("signal_plafond_pourcent", 90);
    if faits.heures_demandees.0 * 100 >= faits.heures_autorisees.0 * seuil {
        signaux.push(Signal {
            code: CodeSignal::AutorisationPresqueConsommee,
            message: format!(
                "Avec les autres demandes, {} h sur {} h autorisées.",
                faits.heures_demandees.en_francais(),
                faits.heures_autorisees.en_francais()
            ),
            salarie: None,
        });
    }
    signaux.extend(contingents_proches(faits, seuil));
    signaux
}

/// Employees who have used this many percents of a contingent, or more.
fn contingents_proches(faits: &FaitsSignaux, seuil: i64) -> impl Iterator<Item = Signal> {
    let proches = faits
        .contingents
        .iter()
        .filter(move |(_, c)| c.consommees().0 * 100 >= c.plafond.0 * seuil);
    proches.map(|(salarie, contingent)| {
        let motif = match contingent.nature {
            Nature::ContingentModernisation => " sous le motif 4°",
            _ => "",
        };
        let plafond = contingent.plafond.en_francais();
        Signal {
            code: CodeSignal::ContingentProche,
            message: format!(
                "{} h dans l'année{motif}, pour {} h au plus.",
                contingent.consommees().en_francais(),
                plafond.trim_end_matches(",00")
            ),
            salarie: Some(salarie.clone()),
        }
    })
}
