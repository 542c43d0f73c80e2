//! The rules of a DI as they were applied when it was sent: whatever the tables and the authorisation say
//! later, what was sent is explained by what it was computed with.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{Contingents, ReglesDi};
use crate::bareme::{BaremeApplicable, ChiffreApplique, Regime, Territoire};
use crate::mois::{Mois, date_iso};
use crate::montant::Heures;

/// The frozen rules, as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReglesFigees {
    /// The month, whose rates apply.
    pub mois: Mois,
    /// The regime.
    pub regime: Regime,
    /// Where.
    pub territoire: Territoire,
    /// Every figure applied, with its source.
    pub chiffres: Vec<ChiffreApplique>,
    /// First authorised day.
    #[serde(with = "date_iso")]
    pub debut: Date,
    /// Last authorised day.
    #[serde(with = "date_iso")]
    pub fin: Date,
    /// Collective weekly hours, when below 35.
    pub duree_collective: Option<Heures>,
    /// The yearly contingents.
    pub contingents: Contingents,
}

impl ReglesFigees {
    /// Freezes the rules of a DI.
    pub fn figer(regles: &ReglesDi, contingents: Contingents) -> Self {
        Self {
            mois: regles.bareme.mois,
            regime: regles.bareme.regime,
            territoire: regles.bareme.territoire,
            chiffres: regles.bareme.chiffres(),
            debut: regles.periode.0,
            fin: regles.periode.1,
            duree_collective: regles.duree_collective,
            contingents,
        }
    }

    /// The rules, as they were; none when a figure is missing.
    pub fn regles(&self) -> Option<ReglesDi> {
        Some(ReglesDi {
            bareme: BaremeApplicable::depuis_chiffres(
                self.mois,
                self.regime,
                self.territoire,
                &self.chiffres,
            )?,
            periode: (self.debut, self.fin),
            duree_collective: self.duree_collective,
        })
    }
}
