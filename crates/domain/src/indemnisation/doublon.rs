//! The same employee in the same week in several DIs of one company: under two authorisations, or in two
//! establishments. Together they never have more hours than one week is paid.

use std::collections::BTreeMap;

use super::{HeuresSemaine, heures_indemnisables_semaine};
use crate::mois::Semaine;
use crate::montant::Heures;
use crate::simulation::DUREE_LEGALE;

/// What one DI says of an employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Number of the DI.
    pub demande: String,
    /// SIRET, or whatever tells establishments apart: two of them may share an employee, each with its contract.
    pub etablissement: String,
    /// Weekly hours of the contract.
    pub contrat: Heures,
    /// The weeks.
    pub semaines: Vec<HeuresSemaine>,
}

impl Declaration {
    fn indemnisables(&self, semaine: Semaine) -> Heures {
        self.semaines
            .iter()
            .filter(|s| s.semaine == semaine)
            .map(|s| heures_indemnisables_semaine(self.contrat, s))
            .sum()
    }
}

/// A week that has more hours than it is paid, all DIs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SemaineEnTrop {
    /// Name and first name.
    pub salarie: String,
    /// The week.
    pub semaine: Semaine,
    /// Indemnifiable hours of all DIs.
    pub demandees: Heures,
    /// Most of them: 35, or the contracts of the establishments together if they are less.
    pub plafond: Heures,
    /// Numbers of the other DIs.
    pub avec: Vec<String>,
}

impl SemaineEnTrop {
    /// « DUPONT Jean, semaine du 02/05/2022 : 49,00 h pour 35,00 h, avec DI-1 ».
    pub(super) fn dire(&self) -> String {
        format!(
            "{}, {} : {} h pour {} h, avec {}",
            self.salarie,
            self.semaine.libelle(),
            self.demandees.en_francais(),
            self.plafond.en_francais(),
            self.avec.join(", ")
        )
    }
}

/// The weeks of `ici` that are asked for more than once, beside what the other DIs of the company already ask for.
pub fn semaines_en_trop(salarie: &str, ici: &Declaration, ailleurs: &[Declaration]) -> Vec<SemaineEnTrop> {
    let mut en_trop = Vec::new();
    for s in &ici.semaines {
        let siennes = ici.indemnisables(s.semaine);
        if siennes == Heures::ZERO {
            continue;
        }
        let mut contrats: BTreeMap<&str, Heures> =
            BTreeMap::from([(ici.etablissement.as_str(), ici.contrat)]);
        let (mut demandees, mut avec) = (siennes, Vec::new());
        for autre in ailleurs {
            let heures = autre.indemnisables(s.semaine);
            if heures > Heures::ZERO {
                demandees += heures;
                avec.push(autre.demande.clone());
                let contrat = contrats.entry(&autre.etablissement).or_default();
                *contrat = (*contrat).max(autre.contrat);
            }
        }
        let plafond = DUREE_LEGALE.min(contrats.into_values().sum());
        if demandees > plafond && !avec.is_empty() {
            en_trop.push(SemaineEnTrop {
                salarie: salarie.to_owned(),
                semaine: s.semaine,
                demandees,
                plafond,
                avec,
            });
        }
    }
    en_trop
}
