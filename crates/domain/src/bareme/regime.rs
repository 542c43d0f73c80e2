//! The regimes that are computed here, and those whose dates and rates the table only shows.

use super::Regime;
use crate::erreur::Refus;

impl Regime {
    /// Those that are computed here; the others are in the table for their dates and rates only.
    pub const CALCULES: &'static [Self] = &[
        Self::DroitCommun,
        Self::SecteurProtege,
        Self::FermetureAdministrative,
        Self::Apld,
        Self::ApldRebond,
    ];

    /// Refuses a regime whose claims are made outside of this service. Code: `regime_hors_perimetre`.
    pub fn verifier(self) -> Result<Self, Refus> {
        if Self::CALCULES.contains(&self) {
            return Ok(self);
        }
        Err(Refus::new(
            "regime_hors_perimetre",
            format!(
                "Le régime « {} » avait ses propres règles, qui ne sont pas prévues ici : choisissez un autre régime, ou adressez-vous à l'assistance.",
                self.libelle()
            ),
        ))
    }
}
