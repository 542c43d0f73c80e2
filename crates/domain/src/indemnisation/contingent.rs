//! The yearly contingent of hours of an employee (art. R5122-6), and that of motif 4° (art. R5122-7).

use serde::{Deserialize, Serialize};

use crate::bareme::{Baremes, Nature, Territoire};
use crate::dap::MotifDap;
use crate::mois::Mois;
use crate::montant::Heures;

/// One contingent of one employee, this DI included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contingent {
    /// `contingent`, or `contingent_modernisation` for motif 4°.
    pub nature: Nature,
    /// Calendar year.
    pub annee: i32,
    /// Most hours of the year.
    pub plafond: Heures,
    /// Indemnifiable hours of the other DIs of the same employer that stand.
    pub ailleurs: Heures,
    /// Indemnifiable hours of this DI.
    pub demande: Heures,
    /// Article of law.
    pub source: &'static str,
}

impl Contingent {
    /// Hours of the year, this DI included.
    pub fn consommees(&self) -> Heures {
        self.ailleurs + self.demande
    }

    /// What is left after this DI.
    pub fn reste(&self) -> Heures {
        (self.plafond - self.consommees()).max(Heures::ZERO)
    }

    /// Hours above.
    pub fn depassement(&self) -> Heures {
        (self.consommees() - self.plafond).max(Heures::ZERO)
    }
}

/// The contingents of a DI: that of every employee, and for motif 4° the lower one, which counts only the
/// hours of that motif.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contingents {
    annee: i32,
    general: Option<Heures>,
    motif_4: Option<Heures>,
}

/// Hours of one employee in the year outside this DI.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeuresAilleurs {
    /// Under any motif.
    pub toutes: Heures,
    /// Under motif 4°.
    pub motif_4: Heures,
}

impl Contingents {
    /// Those in force on the first day of the DI's month.
    pub fn de(baremes: &Baremes, mois: Mois, territoire: Territoire, motif: &str) -> Self {
        let heures = |nature| {
            baremes
                .contingent(nature, mois.premier_jour(), territoire)
                .map(Heures::entieres)
        };
        Self {
            annee: mois.annee(),
            general: heures(Nature::Contingent),
            motif_4: heures(Nature::ContingentModernisation)
                .filter(|_| motif == MotifDap::Transformation.code()),
        }
    }

    /// The contingents of one employee.
    pub fn du_salarie(&self, ailleurs: HeuresAilleurs, demande: Heures) -> Vec<Contingent> {
        let un = |nature, plafond: Option<Heures>, ailleurs, source| {
            plafond.map(|plafond| Contingent {
                nature,
                annee: self.annee,
                plafond,
                ailleurs,
                demande,
                source,
            })
        };
        [
            un(Nature::Contingent, self.general, ailleurs.toutes, "art. R5122-6"),
            un(
                Nature::ContingentModernisation,
                self.motif_4,
                ailleurs.motif_4,
                "art. R5122-7",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
