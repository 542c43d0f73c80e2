//! From an error to the sheet that explains it. The list is asked once, when a first error is
//! shown: whoever makes none never loads it.

use crate::api::client;
use api_types::fiche::FicheResume;
use leptos::{prelude::*, task::spawn_local};

/// Codes whose message says all there is to say.
const EVIDENTS: &[&str] = &[
    "champ_requis",
    "texte_trop_long",
    "nombre_negatif",
    "message_vide",
];
/// Sheets named under one form.
const LIENS_MAX: usize = 3;

/// The sheets, once known.
#[derive(Clone, Copy)]
pub struct Aide {
    fiches: RwSignal<Vec<FicheResume>>,
    demandees: StoredValue<bool>,
}

/// A link to a sheet: its address and its title.
pub type LienAide = (String, String);

impl Aide {
    /// Made once, by the application.
    pub fn new() -> Self {
        Self {
            fiches: RwSignal::new(Vec::new()),
            demandees: StoredValue::new(false),
        }
    }

    /// Sheets about these codes, each once; tracked.
    pub fn liens<'a>(self, codes: impl Iterator<Item = &'a str>) -> Vec<LienAide> {
        let codes: Vec<&str> = codes.filter(|code| !EVIDENTS.contains(code)).collect();
        if codes.is_empty() {
            return Vec::new();
        }
        self.charger();
        self.fiches.with(|fiches| liens(fiches, &codes))
    }

    fn charger(self) {
        if self.demandees.get_value() {
            return;
        }
        self.demandees.set_value(true);
        spawn_local(async move {
            match client().lister_fiches(None).await {
                Ok(liste) => {
                    self.fiches.try_set(liste.items);
                }
                // The errors themselves are shown all the same; the next one asks again.
                Err(_) => {
                    self.demandees.try_set_value(false);
                }
            }
        });
    }
}

impl Default for Aide {
    fn default() -> Self {
        Self::new()
    }
}

fn liens(fiches: &[FicheResume], codes: &[&str]) -> Vec<LienAide> {
    let mut liens: Vec<LienAide> = Vec::new();
    for code in codes {
        let Some(fiche) = fiches.iter().find(|f| f.codes.iter().any(|c| c == code)) else {
            continue;
        };
        let href = format!("/aide/fiches/{}", fiche.slug);
        if liens.len() < LIENS_MAX && !liens.iter().any(|(deja, _)| *deja == href) {
            liens.push((href, fiche.titre.clone()));
        }
    }
    liens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sheet_is_named_once() {
        let fiche = |slug: &str, codes: &[&str]| FicheResume {
            slug: slug.to_owned(),
            titre: slug.to_uppercase(),
            codes: codes.iter().map(|c| (*c).to_owned()).collect(),
            ..Default::default()
        };
        let fiches = [
            fiche("rib", &["iban_invalide", "bic_invalide"]),
            fiche("date", &["date_invalide"]),
        ];
        assert_eq!(
            liens(
                &fiches,
                &["bic_invalide", "iban_invalide", "inconnu", "date_invalide"]
            ),
            [
                ("/aide/fiches/rib".to_owned(), "RIB".to_owned()),
                ("/aide/fiches/date".to_owned(), "DATE".to_owned()),
            ]
        );
    }
}
