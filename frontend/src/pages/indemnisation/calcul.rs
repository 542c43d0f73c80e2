//! What the API said of a claim and of its lines, as the domain computes with it: the page shows, while one
//! types, what the server will find.

mod lecture;

use api_types::indemnisation::Ligne;
use domain::{
    indemnisation::{LigneDi, ReglesDi, calculer_di_ligne},
    salarie::ModeTravail,
};
pub use lecture::{chiffre, contrat, regles, semaines};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The sums of the lines as they are typed, whatever the server has by now.
#[derive(Clone, Copy)]
pub struct Cumul {
    lignes: StoredValue<BTreeMap<String, LigneDi>>,
    total: RwSignal<LigneDi>,
}

impl Cumul {
    /// The sums of the lines as the server has them.
    pub fn new(regles: Option<&ReglesDi>, lignes: &[Ligne]) -> Self {
        let calculees = regles.into_iter().flat_map(|regles| {
            lignes.iter().map(|ligne| {
                let contrat = contrat(ligne);
                let semaines = semaines(ModeTravail::Heures, &ligne.semaines);
                (ligne.id.clone(), calculer_di_ligne(regles, &contrat, &semaines))
            })
        });
        let lignes: BTreeMap<_, _> = calculees.collect();
        let total = lignes.values().fold(LigneDi::default(), ajouter);
        Self {
            lignes: StoredValue::new(lignes),
            total: RwSignal::new(total),
        }
    }

    /// One line has changed: only it is counted again.
    pub fn noter(self, id: &str, nouvelle: LigneDi) {
        let ancienne = self
            .lignes
            .try_update_value(|lignes| lignes.insert(id.to_owned(), nouvelle));
        let ancienne = ancienne.flatten().unwrap_or_default();
        if ancienne != nouvelle {
            self.total
                .update(|total| *total = ajouter(oter(*total, &ancienne), &nouvelle));
        }
    }

    /// The sums; tracked.
    pub fn total(self) -> LigneDi {
        self.total.get()
    }
}

fn ajouter(mut total: LigneDi, ligne: &LigneDi) -> LigneDi {
    total.heures_chomees += ligne.heures_chomees;
    total.heures_indemnisables += ligne.heures_indemnisables;
    total.montants.allocation += ligne.montants.allocation;
    total.montants.indemnite += ligne.montants.indemnite;
    total
}

fn oter(mut total: LigneDi, ligne: &LigneDi) -> LigneDi {
    total.heures_chomees = total.heures_chomees - ligne.heures_chomees;
    total.heures_indemnisables = total.heures_indemnisables - ligne.heures_indemnisables;
    total.montants.allocation = total.montants.allocation - ligne.montants.allocation;
    total.montants.indemnite = total.montants.indemnite - ligne.montants.indemnite;
    total
}
