//! The figures of one month as they cross the wire: the page computes with those of the server, whatever
//! table the operator has.

use serde::{Deserialize, Serialize};

use super::{BaremeApplicable, Nature, Part, Regime, Sourcee, Territoire};
use crate::mois::Mois;
use crate::montant::{Centimes, TauxHoraire};

/// One figure that a claim applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChiffreApplique {
    /// What it is. The two caps are euros per hour here, not numbers of SMIC.
    pub nature: Nature,
    /// A decimal string.
    pub valeur: String,
    /// Text of law or publication.
    pub source: String,
    /// False when to be confirmed.
    pub confirme: bool,
}

impl ChiffreApplique {
    fn de<T>(nature: Nature, figure: &Sourcee<T>, valeur: impl ToString) -> Self {
        Self {
            nature,
            valeur: valeur.to_string(),
            source: figure.source.clone(),
            confirme: figure.confirme,
        }
    }

    /// The law gives a cap in SMIC; here it is in euros.
    pub fn libelle(&self) -> &'static str {
        let libelle = self.nature.libelle();
        libelle.strip_suffix(", en SMIC").unwrap_or(libelle)
    }

    /// As a person reads it: « 36 % », « 7,73 € ».
    pub fn en_francais(&self) -> String {
        let euros = |valeur: String| format!("{valeur}\u{A0}€");
        match self.nature {
            Nature::TauxAllocation | Nature::TauxIndemnite => part(&self.valeur).en_pourcents(),
            Nature::PlafondAllocationSmic | Nature::PlafondIndemniteSmic => euros(
                self.valeur
                    .parse()
                    .map_or_else(|_| self.valeur.clone(), TauxHoraire::en_francais),
            ),
            _ => euros(
                self.valeur
                    .parse()
                    .map_or_else(|_| self.valeur.clone(), Centimes::en_francais),
            ),
        }
    }
}

/// `0.36`, at most four decimals.
fn part(texte: &str) -> Part {
    Part(texte.parse::<TauxHoraire>().map_or(0, |lue| lue.0))
}

/// All four decimals: a part is shown with two.
fn exacte(part: Part) -> TauxHoraire {
    TauxHoraire(part.0)
}

impl BaremeApplicable {
    /// Its figures, in the order in which the calculation uses them.
    pub fn chiffres(&self) -> Vec<ChiffreApplique> {
        let mut chiffres = vec![
            ChiffreApplique::de(
                Nature::TauxAllocation,
                &self.taux_allocation,
                exacte(self.taux_allocation.valeur),
            ),
            ChiffreApplique::de(
                Nature::PlancherAllocation,
                &self.plancher_allocation,
                self.plancher_allocation.valeur,
            ),
            ChiffreApplique::de(
                Nature::PlafondAllocationSmic,
                &self.plafond_allocation,
                self.plafond_allocation.valeur,
            ),
            ChiffreApplique::de(
                Nature::TauxIndemnite,
                &self.taux_indemnite,
                exacte(self.taux_indemnite.valeur),
            ),
            ChiffreApplique::de(
                Nature::PlancherIndemnite,
                &self.plancher_indemnite,
                self.plancher_indemnite.valeur,
            ),
        ];
        chiffres.extend(
            self.plafond_indemnite
                .as_ref()
                .map(|plafond| ChiffreApplique::de(Nature::PlafondIndemniteSmic, plafond, plafond.valeur)),
        );
        chiffres.push(ChiffreApplique::de(Nature::Smic, &self.smic, self.smic.valeur));
        chiffres
    }

    /// What [`Self::chiffres`] gave, read again; none when one is missing.
    pub fn depuis_chiffres(
        mois: Mois,
        regime: Regime,
        territoire: Territoire,
        chiffres: &[ChiffreApplique],
    ) -> Option<Self> {
        let trouver = |nature| chiffres.iter().find(|c| c.nature == nature);
        fn lire<T>(c: &ChiffreApplique, valeur: Option<T>) -> Option<Sourcee<T>> {
            Some(Sourcee {
                valeur: valeur?,
                source: c.source.clone(),
                confirme: c.confirme,
            })
        }
        let centimes = |nature| {
            let c = trouver(nature)?;
            lire(c, c.valeur.parse::<Centimes>().ok())
        };
        let taux = |nature| {
            let c = trouver(nature)?;
            lire(c, c.valeur.parse::<TauxHoraire>().ok())
        };
        let parts = |nature| {
            let c = trouver(nature)?;
            lire(c, Some(part(&c.valeur)))
        };
        Some(Self {
            mois,
            regime,
            territoire,
            smic: centimes(Nature::Smic)?,
            taux_allocation: parts(Nature::TauxAllocation)?,
            taux_indemnite: parts(Nature::TauxIndemnite)?,
            plancher_allocation: centimes(Nature::PlancherAllocation)?,
            plancher_indemnite: centimes(Nature::PlancherIndemnite)?,
            plafond_allocation: taux(Nature::PlafondAllocationSmic)?,
            plafond_indemnite: taux(Nature::PlafondIndemniteSmic),
        })
    }
}
