//! A correction: a new version of a validated DI, of which only the difference is paid.

use super::{DemandeIndemnisation, EtatDi};
use crate::erreur::Refus;
use crate::montant::{Centimes, Heures};

impl DemandeIndemnisation {
    /// May a correction of this version be opened? `a_payer`: what this version adds to those before.
    ///
    /// Code: `correction_impossible`.
    pub fn verifier_correction(&self, a_payer: Centimes) -> Result<(), Refus> {
        let refuser = |raison: &str| Err(Refus::new("correction_impossible", raison));
        match &self.etat {
            EtatDi::Validee { .. }
            | EtatDi::PaiementDemande { .. }
            | EtatDi::PaiementEffectue { .. }
            | EtatDi::PaiementInvalide { .. }
            | EtatDi::OrInvalide { .. } => Ok(()),
            EtatDi::OrAEmettre { .. } | EtatDi::OrEmis { .. } if a_payer < Centimes::ZERO => Ok(()),
            EtatDi::OrAEmettre { .. } | EtatDi::OrEmis { .. } => refuser(
                "Le versement de cette demande est à rembourser en entier : adressez-vous à l'assistance pour la refaire.",
            ),
            EtatDi::Provisoire => refuser("Cette demande est un brouillon : modifiez-la directement."),
            EtatDi::Rejetee { .. } => refuser(
                "Cette demande est rejetée : reprenez-la par « Corriger la demande », puis renvoyez-la.",
            ),
            _ => refuser("Une demande se corrige une fois validée : attendez la décision."),
        }
    }
}

/// One employee of a version, as it is compared. The key is the same for one person in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparee {
    /// Who, without showing it.
    pub cle: String,
    /// Name as shown.
    pub nom: String,
    /// First name as shown.
    pub prenom: String,
    /// Indemnifiable hours.
    pub heures: Heures,
    /// Allocation.
    pub allocation: Centimes,
    /// Indemnity.
    pub indemnite: Centimes,
}

/// What one employee has in either version; zero where absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceLigne {
    /// Name as shown.
    pub nom: String,
    /// First name as shown.
    pub prenom: String,
    /// Indemnifiable hours: before, after.
    pub heures: (Heures, Heures),
    /// Allocation: before, after.
    pub allocation: (Centimes, Centimes),
    /// Indemnity: before, after.
    pub indemnite: (Centimes, Centimes),
}

/// The employees whose figures differ, those of the new version first, in its order; then those
/// that it leaves out.
pub fn differences(avant: &[Comparee], apres: &[Comparee]) -> Vec<DifferenceLigne> {
    let anciens: std::collections::HashMap<&str, &Comparee> =
        avant.iter().map(|ligne| (ligne.cle.as_str(), ligne)).collect();
    let nouveaux: std::collections::HashSet<&str> = apres.iter().map(|ligne| ligne.cle.as_str()).collect();
    let paires = apres
        .iter()
        .map(|ligne| (anciens.get(ligne.cle.as_str()).copied(), Some(ligne)));
    let absents = avant
        .iter()
        .filter(|ligne| !nouveaux.contains(ligne.cle.as_str()))
        .map(|ligne| (Some(ligne), None));
    paires
        .chain(absents)
        .filter_map(|(avant, apres)| {
            let qui = apres.or(avant)?;
            let difference = DifferenceLigne {
                nom: qui.nom.clone(),
                prenom: qui.prenom.clone(),
                heures: (
                    avant.map_or(Heures::ZERO, |l| l.heures),
                    apres.map_or(Heures::ZERO, |l| l.heures),
                ),
                allocation: (
                    avant.map_or(Centimes::ZERO, |l| l.allocation),
                    apres.map_or(Centimes::ZERO, |l| l.allocation),
                ),
                indemnite: (
                    avant.map_or(Centimes::ZERO, |l| l.indemnite),
                    apres.map_or(Centimes::ZERO, |l| l.indemnite),
                ),
            };
            let change = difference.heures.0 != difference.heures.1
                || difference.allocation.0 != difference.allocation.1
                || difference.indemnite.0 != difference.indemnite.1;
            change.then_some(difference)
        })
        .collect()
}
