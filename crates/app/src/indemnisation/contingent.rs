//! Hours of the year by employee, over all claims and establishments of one employer.

use db::ConnectionTrait;
use db::etablissement::Etablissement;
use db::indemnisation::{Demande, HeuresComptees, Indemnisee};
use domain::bareme::Territoire;
use domain::dap::MotifDap;
use domain::indemnisation::{Contingent, Contingents, Depassement, HeuresAilleurs};
use domain::montant::Heures;
use std::collections::HashMap;

use super::{lire_mois, regles};
use crate::{Contexte, Erreur};

/// What the year of the employees of a claim looks like.
pub(super) struct Annee {
    contingents: Contingents,
    ailleurs: HashMap<String, HeuresAilleurs>,
}

pub(super) fn siren(siret: &str) -> &str {
    siret.get(..9).unwrap_or_default()
}

impl Annee {
    /// # Errors
    /// `Base`.
    pub(super) async fn lire(
        base: &impl ConnectionTrait,
        contexte: &Contexte,
        demande: &Demande,
        (siret, motif): (&str, &str),
    ) -> Result<Self, Erreur> {
        let comptees = HeuresComptees {
            siren: siren(siret),
            annee: lire_mois(demande)?.annee(),
            motif: None,
        };
        let mut ailleurs: HashMap<String, HeuresAilleurs> = HashMap::new();
        for (nir, centiemes) in db::indemnisation::heures_ailleurs(base, demande, comptees).await? {
            ailleurs.entry(nir).or_default().toutes = Heures(centiemes);
        }
        if motif == MotifDap::Transformation.code() {
            let du_motif = HeuresComptees {
                motif: Some(motif),
                ..comptees
            };
            for (nir, centiemes) in db::indemnisation::heures_ailleurs(base, demande, du_motif).await? {
                ailleurs.entry(nir).or_default().motif_4 = Heures(centiemes);
            }
        }
        Ok(Self {
            ailleurs,
            ..Self::sans_heures(contexte, demande, motif)?
        })
    }

    /// The same, with nothing read of what was claimed elsewhere: of no use to an employee who has hours here.
    ///
    /// # Errors
    /// `Interne` where the frozen rules cannot be read.
    pub(super) fn sans_heures(contexte: &Contexte, demande: &Demande, motif: &str) -> Result<Self, Erreur> {
        let territoire = Territoire::du_departement(&demande.departement);
        let contingents = match regles::figees(demande)? {
            Some(figees) => figees.contingents,
            None => Contingents::de(&contexte.baremes, lire_mois(demande)?, territoire, motif),
        };
        Ok(Self {
            contingents,
            ailleurs: HashMap::new(),
        })
    }

    /// The contingents of one employee, this claim included.
    pub(super) fn du_salarie(&self, nir_index: &str, heures_indemnisables: i64) -> Vec<Contingent> {
        let ailleurs = self.ailleurs.get(nir_index).copied().unwrap_or_default();
        self.contingents
            .du_salarie(ailleurs, Heures(heures_indemnisables))
    }

    /// Every employee above a contingent, in the order of the lines that ask for hours. Whoever asks for none
    /// here is above it by other claims: nothing of this one can mend it.
    pub(super) fn depassements(&self, lignes: &[Indemnisee]) -> Vec<Depassement> {
        lignes
            .iter()
            .flat_map(|ligne| {
                self.du_salarie(&ligne.nir_index, ligne.heures_indemnisables)
                    .into_iter()
                    .filter(|contingent| contingent.depassement() > Heures::ZERO)
                    .map(|contingent| Depassement {
                        salarie: format!("{} {}", ligne.nom, ligne.prenom),
                        contingent,
                    })
            })
            .collect()
    }
}

/// Claims of two establishments of one company sent at once must not together exceed the contingent of an
/// employee: whoever sends holds all of its establishments.
///
/// # Errors
/// `Base`.
pub(super) async fn verrouiller(
    tx: &impl ConnectionTrait,
    etablissement: &Etablissement,
) -> Result<(), Erreur> {
    Ok(db::etablissement::verrouiller_entreprise(tx, siren(&etablissement.siret)).await?)
}
