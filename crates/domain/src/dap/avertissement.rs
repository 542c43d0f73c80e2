//! What the agent will look at: told to the employer before sending, never a refusal.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use super::{AvisCse, ContenuDap, MotifDap};
use crate::calendrier::date_fr;
use crate::mois::Semaine;
use crate::montant::Heures;
use crate::regles::regle;

/// A warning: the file can be sent all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avertissement {
    /// Stable code.
    pub code: String,
    /// French message: the rule and the way out.
    pub message: String,
    /// Article of law or publication.
    pub source: String,
}

fn avertir(code: &str, message: String, source: &str) -> Avertissement {
    Avertissement {
        code: code.to_owned(),
        message,
        source: source.to_owned(),
    }
}

/// The warnings of a DAP that would be sent today, by an establishment of
/// `effectif_etab` employees.
///
/// Codes: `depot_tardif`, `avis_cse_requis`, `avis_cse_a_transmettre`,
/// `engagements_requis`, `heures_elevees`, `effectif_depasse`.
pub fn avertissements(
    contenu: &ContenuDap,
    aujourd_hui: Date,
    effectif_etab: Option<u32>,
) -> Vec<Avertissement> {
    [
        depot(contenu, aujourd_hui),
        cse(contenu, aujourd_hui, effectif_etab),
        engagements(contenu),
        heures(contenu),
        concernes(contenu, effectif_etab),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Art. R5122-3: before the start; 30 days after it for motif 3° (and 5° since 26 March
/// 2020). The 30 days were not opposed to what was filed by 30 April 2020.
fn depot(contenu: &ContenuDap, aujourd_hui: Date) -> Option<Avertissement> {
    if aujourd_hui <= contenu.debut || regle("depot_derogation", aujourd_hui).is_some() {
        return None;
    }
    let nom = match contenu.motif {
        MotifDap::SinistreIntemperies => Some("depot_apres_placement_jours_sinistre"),
        MotifDap::AutreCirconstance => Some("depot_apres_placement_jours_circonstance"),
        _ => None,
    };
    let Some(delai) = nom.and_then(|nom| regle(nom, aujourd_hui)) else {
        return Some(avertir(
            "depot_tardif",
            format!(
                "Pour ce motif, la demande se dépose avant le début de la période ({}) : expliquez dans les circonstances pourquoi elle vient après, l'UD appréciera.",
                date_fr(contenu.debut)
            ),
            "art. R5122-3",
        ));
    };
    let limite = contenu
        .debut
        .checked_add(Duration::days(i64::from(delai.valeur)))?;
    (aujourd_hui > limite).then(|| {
        avertir(
            "depot_tardif",
            format!(
                "Pour ce motif, la demande se dépose dans les {} jours qui suivent le placement, soit jusqu'au {} : expliquez le retard dans les circonstances, l'UD appréciera.",
                delai.valeur,
                date_fr(limite)
            ),
            delai.source,
        )
    })
}

fn cse(contenu: &ContenuDap, aujourd_hui: Date, effectif_etab: Option<u32>) -> Option<Avertissement> {
    let seuil = regle("cse_effectif_min", aujourd_hui)?;
    let seuil_atteint = effectif_etab.is_some_and(|n| i64::from(n) >= i64::from(seuil.valeur));
    let rendu = matches!(contenu.avis_cse, AvisCse::Favorable | AvisCse::Defavorable);
    if !seuil_atteint || rendu {
        return None;
    }
    let plus_tard = matches!(
        contenu.motif,
        MotifDap::SinistreIntemperies | MotifDap::AutreCirconstance
    );
    if plus_tard && let Some(delai) = regle("cse_delai_mois", aujourd_hui) {
        return Some(avertir(
            "avis_cse_a_transmettre",
            format!(
                "À partir de {} salariés, l'avis du CSE est dû : transmettez-le dans les {} mois, sans quoi le paiement peut être suspendu.",
                seuil.valeur, delai.valeur
            ),
            delai.source,
        ));
    }
    Some(avertir(
        "avis_cse_requis",
        format!(
            "À partir de {} salariés, l'avis du CSE accompagne la demande : indiquez-le et joignez-le.",
            seuil.valeur
        ),
        seuil.source,
    ))
}

fn engagements(contenu: &ContenuDap) -> Option<Avertissement> {
    let dispense = regle("engagements_dispense", contenu.debut).is_some();
    (contenu.placement_36_mois && contenu.engagements.is_empty() && !dispense).then(|| {
        avertir(
            "engagements_requis",
            "Après un placement en activité partielle dans les 36 derniers mois, l'employeur prend au moins un engagement : choisissez-le.".to_owned(),
            "art. R5122-9 II",
        )
    })
}

/// More than 35 hours per week and employee can never be claimed.
fn heures(contenu: &ContenuDap) -> Option<Avertissement> {
    let jours = (contenu.fin - Semaine::de(contenu.debut).lundi()).whole_days();
    let semaines = jours.div_euclid(7) + 1;
    let maximum = Heures::entieres(35 * semaines * i64::from(contenu.effectif_concerne));
    (contenu.heures_prevues > maximum).then(|| {
        avertir(
            "heures_elevees",
            format!(
                "{} h dépassent 35 h par semaine pour {} salariés sur la période, soit {} h : vérifiez le total.",
                contenu.heures_prevues.en_francais(),
                contenu.effectif_concerne,
                maximum.en_francais()
            ),
            "art. R5122-19",
        )
    })
}

fn concernes(contenu: &ContenuDap, effectif_etab: Option<u32>) -> Option<Avertissement> {
    let effectif = effectif_etab.filter(|n| contenu.effectif_concerne > *n)?;
    Some(avertir(
        "effectif_depasse",
        format!(
            "{} salariés concernés pour un établissement de {effectif} : corrigez ce nombre, ou l'effectif sur la fiche de l'établissement.",
            contenu.effectif_concerne
        ),
        "art. R5122-2",
    ))
}
