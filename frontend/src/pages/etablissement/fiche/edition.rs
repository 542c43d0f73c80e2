//! What the form of the sheet holds, and how it is written: with the version that was read.

use super::Champs;
use crate::{
    api::{Donnees, client, texte_erreur},
    format,
    pages::{
        enregistrement::{EchecEnregistrement, Issue},
        fusion::{Depart, Ecart, Textes, comparer},
    },
    session::Acces,
};
use api_types::etablissement::{Etablissement, FicheEtablissement};
use client::Versionne;
use domain::{Faute, Fautes};
use leptos::prelude::*;

/// Writings tried while somebody else keeps saving fields that are the same here.
const ESSAIS: usize = 3;

const CHAMPS: &[&str] = FicheEtablissement::CHAMPS;

fn textes(fiche: &FicheEtablissement) -> Textes {
    let texte = |nom: &&str| fiche.champ(nom).trim().to_owned();
    CHAMPS.iter().map(texte).collect()
}

/// Somebody has saved the sheet since it was read here.
#[derive(Debug, Clone)]
pub struct Conflit {
    pub leur: Versionne<Etablissement>,
    pub ecarts: Vec<Ecart>,
}

/// The form, with what it began from.
#[derive(Clone, Copy)]
pub struct Edition {
    champs: Champs,
    siret: StoredValue<String>,
    etag: StoredValue<String>,
    depart: StoredValue<Depart>,
    conflit: RwSignal<Option<Conflit>>,
    donnees: Donnees<Versionne<Etablissement>>,
    acces: Acces,
}

impl Edition {
    pub fn new(
        champs: Champs,
        lu: &Versionne<Etablissement>,
        donnees: Donnees<Versionne<Etablissement>>,
        acces: Acces,
    ) -> Self {
        let edition = Self {
            champs,
            siret: StoredValue::new(lu.corps.siret.clone()),
            etag: StoredValue::new(String::new()),
            depart: StoredValue::new(Depart::default()),
            conflit: RwSignal::new(None),
            donnees,
            acces,
        };
        edition.partir_de(lu, &lu.corps.fiche);
        edition
    }

    /// The conflict to settle, if any.
    pub fn conflit(self) -> Signal<Option<Conflit>> {
        self.conflit.into()
    }

    /// The label of a field.
    pub fn libelle(self, nom: &str) -> String {
        self.champs
            .champ(nom)
            .map(|champ| champ.libelle())
            .unwrap_or_default()
    }

    fn partir_de(self, lu: &Versionne<Etablissement>, saisie: &FicheEtablissement) {
        self.etag.set_value(lu.etag.clone());
        self.depart.set_value(Depart {
            lue: textes(&lu.corps.fiche),
            saisie: textes(saisie),
        });
    }

    /// Writes the form, or says what keeps it from being written.
    pub async fn ecrire(self) -> Issue {
        let fiche = untrack(|| self.champs.lire());
        if let Err(Fautes(fautes)) = fiche.en_saisie().verifier() {
            return Err(EchecEnregistrement::ACorriger(self.resume(&fautes)));
        }
        let siret = self.siret.get_value();
        for _ in 0..ESSAIS {
            let etag = self.etag.get_value();
            let appel = async { client().modifier_etablissement(&siret, &etag, &fiche).await };
            let erreur = match self.acces.appeler(appel).await {
                Ok(lu) => {
                    self.partir_de(&lu, &fiche);
                    let heure = format::heure_dite(&lu.corps.modifie_le);
                    self.donnees.remplacer(lu);
                    return Ok(heure);
                }
                Err(erreur) => erreur,
            };
            if erreur.code() != Some("version_perimee") {
                let texte = texte_erreur(&erreur);
                let a_corriger = erreur
                    .probleme()
                    .is_some_and(|probleme| !probleme.errors.is_empty());
                return Err(if a_corriger {
                    EchecEnregistrement::ACorriger(texte)
                } else {
                    EchecEnregistrement::Autre(texte)
                });
            }
            let appel = async { client().lire_etablissement(&siret).await };
            let leur = match self.acces.appeler(appel).await {
                Ok(leur) => leur,
                Err(erreur) => return Err(EchecEnregistrement::Autre(texte_erreur(&erreur))),
            };
            let ecarts = self
                .depart
                .with_value(|depart| comparer(CHAMPS, depart, &textes(&fiche), &textes(&leur.corps.fiche)));
            if !ecarts.is_empty() {
                self.conflit.set(Some(Conflit { leur, ecarts }));
                return Err(EchecEnregistrement::Conflit);
            }
            // What they changed reads the same here: mine can follow theirs.
            self.etag.set_value(leur.etag);
        }
        Err(EchecEnregistrement::Autre(
            "la fiche est modifiée sans cesse par quelqu'un d'autre.".to_owned(),
        ))
    }

    /// The fields named are taken from the other's sheet; the others stay as they are here.
    pub fn regler(self, conflit: &Conflit, pris: &[&'static str]) {
        for nom in pris {
            if let Some(champ) = self.champs.champ(nom) {
                champ.saisir(conflit.leur.corps.fiche.champ(nom).to_owned());
            }
        }
        self.partir_de(&conflit.leur, &conflit.leur.corps.fiche);
        self.conflit.set(None);
    }

    fn resume(self, fautes: &[Faute]) -> String {
        let Some(premiere) = fautes.first() else {
            return String::new();
        };
        let libelle = self.libelle(premiere.pointeur.trim_start_matches('/'));
        let suite = match fautes.len() - 1 {
            0 => String::new(),
            1 => " Et un autre champ.".to_owned(),
            n => format!(" Et {n} autres champs."),
        };
        format!("« {libelle} ». {}{suite}", premiere.message)
    }
}
