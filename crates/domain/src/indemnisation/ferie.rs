//! Public holidays in weeks of which nothing was worked: their hours are claimed with the others.

use time::Weekday;

use super::{HeuresSemaine, heures_indemnisables_semaine};
use crate::calcul::{Etape, etape};
use crate::calendrier::date_fr;
use crate::contrat::Contrat;
use crate::ferie::JourFerie;
use crate::simulation::DUREE_LEGALE;

/// The public holidays, Sundays left out, of the weeks that are unworked from end to end. Normally they are not
/// worked and so not indemnifiable: whoever fills in the claim may have forgotten to count their hours as assimilated.
/// Nothing is taken off: an establishment may work on them.
pub fn feries_chomes(contrat: &Contrat, semaines: &[HeuresSemaine], feries: &[JourFerie]) -> Vec<JourFerie> {
    let duree = contrat.duree_hebdomadaire;
    let entiere = |s: &HeuresSemaine| heures_indemnisables_semaine(duree, s) >= duree.min(DUREE_LEGALE);
    feries
        .iter()
        .filter(|jour| jour.date.weekday() != Weekday::Sunday)
        .filter(|jour| {
            let semaine = jour.semaine();
            semaines.iter().any(|s| s.semaine == semaine && entiere(s))
        })
        .copied()
        .collect()
}

/// What the explanation says of them; nothing without any.
pub(super) fn etape_feries(chomes: &[JourFerie]) -> Option<Etape> {
    let premier = chomes.first()?;
    let dits: Vec<String> = chomes
        .iter()
        .map(|jour| format!("{} ({})", date_fr(jour.date), jour.libelle))
        .collect();
    let libelle = format!(
        "Jour férié dans une semaine entièrement chômée : {}. Normalement chômé, il n'est pas indemnisable ; le calcul n'enlève rien, ses heures se comptent avec les heures travaillées ou assimilées",
        dits.join(", ")
    );
    let source = format!("{} ; ministère du Travail", premier.source);
    Some(etape("jour_ferie", libelle, chomes.len(), &source))
}
