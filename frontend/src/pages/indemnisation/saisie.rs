//! What is typed in the table of hours and how.

use api_types::indemnisation::{HeuresSemaine, SaisieLigne};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Lines typed and not yet saved: those that can be sent, and those that hold a fault. Kept apart
/// from the rows, so that searching or showing more loses nothing.
#[derive(Clone, Copy)]
pub struct SaisieEnCours(StoredValue<BTreeMap<String, Typee>>);

#[derive(Clone)]
struct Typee {
    semaines: Vec<HeuresSemaine>,
    fautive: bool,
    a_envoyer: bool,
}

impl SaisieEnCours {
    pub fn new() -> Self {
        Self(StoredValue::new(BTreeMap::new()))
    }

    /// A line as it is typed now.
    pub fn noter(self, id: &str, semaines: Vec<HeuresSemaine>, fautive: bool) {
        self.0.update_value(|lignes| {
            lignes.insert(
                id.to_owned(),
                Typee {
                    semaines,
                    fautive,
                    a_envoyer: true,
                },
            );
        });
    }

    /// What was typed in a line, if anything was.
    pub fn typee(self, id: &str) -> Option<Vec<HeuresSemaine>> {
        self.0
            .with_value(|lignes| lignes.get(id).map(|ligne| ligne.semaines.clone()))
    }

    /// Lines without fault that the server does not have yet.
    pub fn a_envoyer(self) -> Vec<SaisieLigne> {
        self.0.with_value(|lignes| {
            lignes
                .iter()
                .filter(|(_, ligne)| ligne.a_envoyer && !ligne.fautive)
                .map(|(id, ligne)| SaisieLigne {
                    id: id.clone(),
                    semaines: ligne.semaines.clone(),
                })
                .collect()
        })
    }

    /// The server has these; what was typed meanwhile stays to be sent.
    pub fn acquitter(self, envoyees: &[SaisieLigne]) {
        self.0.try_update_value(|lignes| {
            for envoyee in envoyees {
                if let Some(ligne) = lignes.get_mut(&envoyee.id)
                    && ligne.semaines == envoyee.semaines
                {
                    ligne.a_envoyer = false;
                }
            }
        });
    }
}

impl Default for SaisieEnCours {
    fn default() -> Self {
        Self::new()
    }
}

/// Which hours are typed; the others are what is left of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModeSaisie {
    LesDeux,
    Travaillees,
    Chomees,
}

impl ModeSaisie {
    pub const TOUS: &[Self] = &[Self::LesDeux, Self::Chomees, Self::Travaillees];

    pub const fn code(self) -> &'static str {
        match self {
            Self::LesDeux => "les_deux",
            Self::Travaillees => "travaillees",
            Self::Chomees => "chomees",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::LesDeux => "Les heures travaillées et chômées",
            Self::Travaillees => "Les heures travaillées seules",
            Self::Chomees => "Les heures chômées seules",
        }
    }

    /// The mode of this code; both kinds of hours when there is none.
    pub fn du_code(code: &str) -> Self {
        Self::TOUS
            .iter()
            .copied()
            .find(|mode| mode.code() == code)
            .unwrap_or(Self::LesDeux)
    }
}
