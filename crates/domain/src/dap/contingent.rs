//! The yearly contingent of hours per employee, as a request foresees them.

use time::Date;

use super::MotifDap;
use super::limite::{Esquisse, Limite, Situation, limite};
use crate::bareme::Nature;
use crate::montant::Heures;

/// Hours per employee and calendar year (art. R5122-6), 100 for modernisation works
/// (art. R5122-7). A period over two years has both years' hours.
pub(super) fn limite_annuelle(demande: &Esquisse, situation: &Situation<'_>) -> Option<Limite> {
    let (debut, fin) = demande.periode()?;
    let nature = match demande.motif? {
        MotifDap::Transformation => Nature::ContingentModernisation,
        _ => Nature::Contingent,
    };
    let baremes = situation.baremes?;
    let le = |jour: Date| baremes.contingent_source(nature, jour, situation.territoire);
    let contingent = le(debut)?;
    let par_annee: Vec<(i32, Heures)> = (debut.year()..=fin.year())
        .filter_map(|annee| {
            let jour = Date::from_ordinal_date(annee, 1).ok()?.max(debut);
            le(jour).map(|contingent| (annee, Heures::entieres(contingent.valeur)))
        })
        .collect();
    let annees = Heures(par_annee.iter().map(|(_, heures)| heures.0).sum());
    let prevues = demande
        .heures
        .zip(demande.concernes)
        .map(|(heures, salaries)| Heures(heures.0.div_euclid(i64::from(salaries))));
    let trop = prevues.is_some_and(|prevues| prevues > annees);
    let maxima: Vec<String> = par_annee
        .iter()
        .map(|(annee, heures)| {
            let heures = heures.en_francais();
            format!("{} h au plus en {annee}", heures.trim_end_matches(",00"))
        })
        .collect();
    let mut message = format!("Chaque salarié est indemnisé {}.", maxima.join(" et "));
    if let Some(prevues) = prevues {
        message = format!(
            "{message} La demande en prévoit {} h en moyenne.",
            prevues.en_francais()
        );
    }
    if trop {
        message.push_str(
            " Au-delà, il faut une décision exceptionnelle de l'administration : réduisez les heures, ou justifiez-les dans les circonstances.",
        );
    }
    let mut lue = limite(
        "contingent_depasse",
        "Contingent annuel",
        trop,
        message,
        &contingent.source,
    );
    lue.confirmee = contingent.confirme;
    Some(lue)
}
