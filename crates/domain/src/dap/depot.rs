//! By when a DAP is filed (art. R5122-3).

use time::{Date, Duration};

use super::MotifDap;
use super::limite::{Esquisse, Limite, Situation, limite};
use crate::calendrier::date_fr;
use crate::regles::{Regle, regle};

const LIBELLE: &str = "Délai de dépôt";

/// The first day that the filing is about. An avenant files for the days that the authorisation in force
/// does not have.
fn premier_jour(demande: &Esquisse, situation: &Situation<'_>) -> Option<Date> {
    match (demande.debut?, situation.en_vigueur) {
        (debut, None) => Some(debut),
        (debut, Some((premier, _))) if debut < premier => Some(debut),
        (_, Some((_, dernier))) if demande.fin? > dernier => dernier.next_day(),
        _ => None,
    }
}

/// The days after the placement that this motif leaves on that day of filing, and until when.
fn delai(motif: MotifDap, debut: Date, depot: Date) -> Option<(Regle, Date)> {
    let nom = match motif {
        MotifDap::SinistreIntemperies => "depot_apres_placement_jours_sinistre",
        MotifDap::AutreCirconstance => "depot_apres_placement_jours_circonstance",
        _ => return None,
    };
    let delai = regle(nom, depot)?;
    let dernier = debut.checked_add(Duration::days(i64::from(delai.valeur)))?;
    Some((delai, dernier))
}

/// The last day to file the request as it stands: the first day of the period; 30 days after it for motif 3°
/// (and 5° since 26 March 2020), which were not opposed to what was filed by 30 April 2020. None while that
/// cannot be said, and for an avenant that adds no day.
pub(super) fn dernier_jour(demande: &Esquisse, situation: &Situation<'_>) -> Option<Date> {
    let debut = premier_jour(demande, situation)?;
    let Some((_, dernier)) = delai(demande.motif?, debut, situation.aujourd_hui) else {
        return Some(debut);
    };
    let derogation = regle("depot_derogation", situation.aujourd_hui).and_then(|regle| regle.au);
    Some(derogation.map_or(dernier, |jusqu_au| jusqu_au.max(dernier)))
}

/// Art. R5122-3: before the start; 30 days after it for motif 3° (and 5° since 26 March
/// 2020). Those 30 days were not opposed to what was filed by 30 April 2020; the other motifs have none.
pub(super) fn depot(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let (motif, aujourd_hui) = (demande.motif?, situation.aujourd_hui);
    let debut = premier_jour(demande, situation)?;
    let Some((delai, dernier)) = delai(motif, debut, aujourd_hui) else {
        let tard = aujourd_hui > debut;
        let sortie = if tard {
            " : expliquez dans les circonstances pourquoi elle vient après, l'UD appréciera."
        } else {
            "."
        };
        let message = format!(
            "Pour ce motif, la demande se dépose avant le placement des salariés, donc au plus tard le premier jour de la période, le {}{sortie}",
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
