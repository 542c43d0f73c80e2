//! What is typed in the table of hours and how.

use crate::{
    api::{Donnees, acces, client, texte_erreur},
    format,
    pages::enregistrement::{EchecEnregistrement, Enregistrement},
};
use api_types::indemnisation::{Demande, HeuresSemaine, SaisieLigne, SaisieLignes};
use client::Versionne;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Lines typed and not yet saved: those that can be sent, and those that hold a fault. Kept apart
/// from the table, so that searching, showing more or leaving the tab loses nothing.
#[derive(Clone, Copy)]
pub struct SaisieEnCours {
    lignes: StoredValue<BTreeMap<String, Typee>>,
    fautives: RwSignal<usize>,
    /// The lines that the person was led to; none: she sees them all.
    suivies: RwSignal<Vec<String>>,
}

#[derive(Clone)]
struct Typee {
    semaines: Vec<HeuresSemaine>,
    fautive: bool,
    a_envoyer: bool,
}

impl SaisieEnCours {
    pub fn new() -> Self {
        Self {
            lignes: StoredValue::new(BTreeMap::new()),
            fautives: RwSignal::new(0),
            suivies: RwSignal::new(Vec::new()),
        }
    }

    /// A line as it is typed now.
    pub fn noter(self, id: &str, semaines: Vec<HeuresSemaine>, fautive: bool) {
        let typee = Typee {
            semaines,
            fautive,
            a_envoyer: true,
        };
        let ancienne = self
            .lignes
            .try_update_value(|lignes| lignes.insert(id.to_owned(), typee));
        let etait_fautive = ancienne.flatten().is_some_and(|ligne| ligne.fautive);
        if etait_fautive != fautive {
            self.fautives
                .update(|n| *n = if fautive { *n + 1 } else { n.saturating_sub(1) });
        }
    }

    /// What was typed in a line, if anything was.
    pub fn typee(self, id: &str) -> Option<Vec<HeuresSemaine>> {
        self.lignes
            .with_value(|lignes| lignes.get(id).map(|ligne| ligne.semaines.clone()))
    }

    /// How many lines hold a fault; tracked.
    pub fn fautives(self) -> usize {
        self.fautives.get()
    }

    /// The lines to show alone; none: all of them. Tracked.
    pub fn suivies(self) -> Vec<String> {
        self.suivies.get()
    }

    /// From now on only the lines with a fault are shown, also once they are mended.
    pub fn suivre_les_fautives(self) {
        let fautives = self.lignes.with_value(|lignes| {
            let fautives = lignes.iter().filter(|(_, ligne)| ligne.fautive);
            fautives.map(|(id, _)| id.clone()).collect()
        });
        self.suivies.set(fautives);
    }

    /// All lines are shown again.
    pub fn tout_montrer(self) {
        self.suivies.set(Vec::new());
    }

    /// Lines without fault that the server does not have yet.
    pub fn a_envoyer(self) -> Vec<SaisieLigne> {
        self.lignes.with_value(|lignes| {
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
        self.lignes.try_update_value(|lignes| {
            for envoyee in envoyees {
                if let Some(ligne) = lignes.get_mut(&envoyee.id)
                    && ligne.semaines == envoyee.semaines
                {
                    ligne.a_envoyer = false;
                }
            }
        });
    }

    /// The lines are about to be read again: the server knows better what it has acknowledged.
    pub fn oublier_acquittees(self) {
        self.retenir(|_, ligne| ligne.a_envoyer);
    }

    /// The line has left the claim.
    pub fn oublier(self, id: &str) {
        self.retenir(|connu, _| connu != id);
        if self
            .suivies
            .with_untracked(|suivies| suivies.iter().any(|suivie| suivie == id))
        {
            self.suivies
                .update(|suivies| suivies.retain(|suivie| suivie != id));
        }
    }

    /// A file has replaced what was typed.
    pub fn vider(self) {
        self.retenir(|_, _| false);
        self.tout_montrer();
    }

    fn retenir(self, garder: impl Fn(&str, &Typee) -> bool) {
        let fautives = self.lignes.try_update_value(|lignes| {
            lignes.retain(|id, ligne| garder(id, ligne));
            lignes.values().filter(|ligne| ligne.fautive).count()
        });
        if let Some(fautives) = fautives
            && self.fautives.try_get_untracked() != Some(fautives)
        {
            self.fautives.try_set(fautives);
        }
    }
}

/// The saving of the hours of one claim. It belongs to the page: what is typed is saved whatever tab is shown, and
/// when the page is left.
pub fn enregistrement(
    donnees: Donnees<Versionne<Demande>>,
    id: StoredValue<String>,
    saisie: SaisieEnCours,
) -> Enregistrement {
    let acces = acces();
    let enregistrement = Enregistrement::new(move || {
        let prises = saisie.a_envoyer();
        let fautive = saisie.fautives.get_untracked() > 0;
        let id = id.get_value();
        let (etag, connue_le) = donnees
            .lire_sans_suivre()
            .map(|lu| (lu.etag, lu.corps.modifiee_le))
            .unwrap_or_default();
        async move {
            if prises.is_empty() {
                return if fautive {
                    Err(EchecEnregistrement::ACorriger(FAUTIVES.to_owned()))
                } else {
                    Ok(format::heure_dite(&connue_le))
                };
            }
            let corps = SaisieLignes { lignes: prises };
            let appel = async { client().saisir_lignes(&id, &etag, &corps).await };
            match acces.appeler(appel).await {
                Ok(lu) => {
                    saisie.acquitter(&corps.lignes);
                    let heure = format::heure_dite(&lu.corps.modifiee_le);
                    donnees.remplacer(lu);
                    if saisie.fautives.try_get_untracked().is_some_and(|n| n > 0) {
                        return Err(EchecEnregistrement::ACorriger(FAUTIVES_SEULES.to_owned()));
                    }
                    Ok(heure)
                }
                Err(erreur) if erreur.code() == Some("version_perimee") => Err(EchecEnregistrement::Conflit),
                Err(erreur) => {
                    let texte = texte_erreur(&erreur);
                    let fautes = |probleme: &api_types::probleme::Probleme| !probleme.errors.is_empty();
                    Err(if erreur.probleme().is_some_and(fautes) {
                        EchecEnregistrement::ACorriger(texte)
                    } else {
                        EchecEnregistrement::Autre(texte)
                    })
                }
            }
        }
    });
    // Said as soon as it is seen: an older "Enregistré" would be read as true.
    Effect::new(move |_| {
        if saisie.fautives() > 0 {
            enregistrement.signaler(FAUTIVES);
        } else {
            enregistrement.apaiser();
        }
    });
    on_cleanup(move || enregistrement.quitter());
    enregistrement
}

const FAUTIVES: &str = "corrigez les heures signalées.";
const FAUTIVES_SEULES: &str = "corrigez les heures signalées ; les autres lignes sont enregistrées.";

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
