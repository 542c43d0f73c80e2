//! The DI (demande d'indemnisation): hours, amounts, deadline, blockers and states.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendrier::{ajouter_mois, date_fr};
use crate::contrat::Contrat;
use crate::erreur::Refus;
use crate::mois::{Mois, Semaine};
use crate::montant::Heures;
use crate::simulation::{DUREE_LEGALE, HEURES_PAR_SEMAINE};

mod blocage;
mod contingent;
mod correction;
mod doublon;
mod etat;
mod ferie;
mod ligne;
mod paiement;
mod regles_figees;
mod signal;
mod suite;
mod transition;
mod tri;

pub use blocage::{AvenantAttendu, Blocage, Depassement, FaitsDi, blocages};
pub use contingent::{Contingent, Contingents, HeuresAilleurs};
pub use correction::{Comparee, DifferenceLigne, differences};
pub use doublon::{Declaration, SemaineEnTrop, semaines_en_trop};
pub use etat::{CodeEtatDi, EtatDi};
pub use ferie::feries_chomes;
pub(crate) use ligne::pertes_aux_plafonds;
pub use ligne::{
    CausePerte, LigneDi, Perte, ReglesDi, calculer_di_ligne, expliquer_di_ligne, lire_duree_collective,
    pertes,
};
pub use paiement::{OperationPaiement, delai_de_reversement};
pub use regles_figees::ReglesFigees;
pub use signal::{Ailleurs, CodeSignal, FaitsSignaux, Signal, signaux};
pub use suite::{Suite, limite_validation_tacite, suite};
pub use transition::DemandeIndemnisation;
pub use tri::TriDi;

/// The hours of one employee in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeuresSemaine {
    /// The week.
    pub semaine: Semaine,
    /// Worked or assimilated (leave, sickness).
    pub travaillees: Heures,
    /// Unworked, as declared.
    pub chomees: Heures,
}

/// Indemnifiable hours of one week (art. R5122-19): never above the lesser of 35 hours
/// and the contract, worked hours taken off, nor above what is declared.
pub fn heures_indemnisables_semaine(contrat: Heures, heures: &HeuresSemaine) -> Heures {
    let plafond = DUREE_LEGALE.min(contrat) - heures.travaillees;
    plafond.min(heures.chomees).max(Heures::ZERO)
}

/// Indemnifiable hours of an employee, week by week. A week counts when it overlaps the
/// authorised period (both days included).
pub fn heures_indemnisables(
    contrat: Heures,
    semaines: &[HeuresSemaine],
    (debut, fin): (Date, Date),
) -> Heures {
    semaines
        .iter()
        .filter(|s| s.semaine.chevauche(debut, fin))
        .map(|s| heures_indemnisables_semaine(contrat, s))
        .sum()
}

/// Judges the hours of one week, before they become a [`HeuresSemaine`].
///
/// Codes: `pas_un_lundi`, `semaine_hors_mois`, `heures_hebdo_impossibles`,
/// `heures_au_dela_du_contrat`, `semaine_hors_contrat`, `demi_journees`.
pub fn verifier_heures(
    mois: Mois,
    semaine: Date,
    contrat: &Contrat,
    travaillees: Heures,
    chomees: Heures,
) -> Vec<Refus> {
    let mut refus = Vec::new();
    match Semaine::commencant(semaine) {
        Err(pas_un_lundi) => refus.push(pas_un_lundi),
        Ok(semaine) if semaine.mois() != mois => refus.push(Refus::new(
            "semaine_hors_mois",
            format!(
                "La {} appartient à {} (le mois de son mercredi), pas à {} : déclarez-la dans la demande de ce mois-là.",
                semaine.libelle(),
                semaine.mois().libelle(),
                mois.libelle()
            ),
        )),
        Ok(semaine) => refus.extend(contrat.verifier_semaine(semaine, travaillees, chomees)),
    }
    let duree = contrat.duree_hebdomadaire;
    let dire = |heures| contrat.mode.dire(heures);
    if travaillees + chomees > HEURES_PAR_SEMAINE {
        refus.push(Refus::new(
            "heures_hebdo_impossibles",
            "Une semaine ne compte que 168 heures : vérifiez les heures travaillées et chômées.",
        ));
    } else if chomees > heures_restantes(duree, travaillees) {
        refus.push(Refus::new(
            "heures_au_dela_du_contrat",
            format!(
                "Avec un contrat de {} et {} travaillées, {} au plus peuvent être chômées : vous en avez saisi {}. Corrigez l'une ou l'autre.",
                dire(duree),
                dire(travaillees),
                dire(heures_restantes(duree, travaillees)),
                dire(chomees)
            ),
        ));
    }
    refus
}

/// What is left of the contract's week once the other hours are counted: unworked hours from the worked
/// ones, or the other way round. Never negative.
pub fn heures_restantes(contrat: Heures, autres: Heures) -> Heures {
    (contrat - autres).max(Heures::ZERO)
}

/// True when at least one week of the month overlaps the authorised period.
pub fn mois_dans_periode(mois: Mois, debut: Date, fin: Date) -> bool {
    mois.semaines().iter().any(|s| s.chevauche(debut, fin))
}

/// Refuses a month outside the authorised period. Code: `mois_hors_periode`.
pub fn verifier_mois(mois: Mois, debut: Date, fin: Date) -> Result<(), Refus> {
    if mois_dans_periode(mois, debut, fin) {
        return Ok(());
    }
    Err(Refus::new(
        "mois_hors_periode",
        format!(
            "L'autorisation va du {} au {} : elle ne couvre pas {}. Choisissez un mois de la période, ou demandez un avenant.",
            date_fr(debut),
            date_fr(fin),
            mois.libelle()
        ),
    ))
}

/// The last day to claim (art. L5122-1 IV), by the end of the authorised period.
///
/// One year when it ended before 1 July 2020; 30 June 2021 when it ended in the second
/// half of 2020; 6 months since, and 6 more under a work-time arrangement of more than
/// 6 months.
pub fn limite_de_demande(fin_autorisation: Date, amenagement_plus_de_6_mois: bool) -> Date {
    use time::macros::date;
    if fin_autorisation < date!(2020 - 07 - 01) {
        ajouter_mois(fin_autorisation, 12)
    } else if fin_autorisation <= date!(2020 - 12 - 31) {
        date!(2021 - 06 - 30)
    } else {
        ajouter_mois(fin_autorisation, if amenagement_plus_de_6_mois { 12 } else { 6 })
    }
}
