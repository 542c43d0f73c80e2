//! What the API said of a claim and of its lines, as the domain computes with it: the page shows, while one
//! types, what the server will find.

use api_types::indemnisation::{Demande, HeuresSemaine, Ligne};
use domain::{
    bareme::{BaremeApplicable, ChiffreApplique},
    indemnisation::{self, LigneDi, ReglesDi, calculer_di_ligne},
    mois::parse_date,
    montant::Heures,
    salarie::{Contrat, ModeTravail},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The rules of the claim; none while its figures are not known.
pub fn regles(demande: &Demande) -> Option<ReglesDi> {
    let chiffres: Vec<_> = demande.chiffres.iter().filter_map(chiffre).collect();
    let bareme = BaremeApplicable::depuis_chiffres(
        demande.mois.parse().ok()?,
        demande.regime.parse().ok()?,
        demande.territoire.parse().ok()?,
        &chiffres,
    )?;
    let jour = |texte: &Option<String>| parse_date(texte.as_deref()?).ok();
    Some(ReglesDi {
        bareme,
        periode: (jour(&demande.debut)?, jour(&demande.fin)?),
        duree_collective: demande.duree_collective.as_deref().and_then(|h| h.parse().ok()),
    })
}

/// One figure, if the page knows its kind.
pub fn chiffre(recu: &api_types::indemnisation::ChiffreApplique) -> Option<ChiffreApplique> {
    Some(ChiffreApplique {
        nature: recu.nature.parse().ok()?,
        valeur: recu.valeur.clone(),
        source: recu.source.clone(),
        confirme: recu.confirme,
    })
}

/// The contract of a line.
pub fn contrat(ligne: &Ligne) -> Contrat {
    let jour = |texte: &Option<String>| parse_date(texte.as_deref()?).ok();
    Contrat {
        salaire_mensuel_brut: ligne.salaire_mensuel_brut.as_deref().and_then(|m| m.parse().ok()),
        profil: ligne
            .profil
            .parse()
            .unwrap_or(domain::simulation::ProfilSalarie::Ordinaire),
        mode: ligne.mode.parse().unwrap_or(ModeTravail::Heures),
        entree: jour(&ligne.entree),
        sortie: jour(&ligne.sortie),
        ..Contrat::ordinaire(
            ligne.duree_hebdomadaire.parse().unwrap_or(Heures::ZERO),
            ligne.taux_horaire_brut.parse().unwrap_or_default(),
        )
    }
}

/// The weeks that can be read, as the domain knows them.
pub fn semaines(mode: ModeTravail, semaines: &[HeuresSemaine]) -> Vec<indemnisation::HeuresSemaine> {
    let lire = |s: &HeuresSemaine| {
        Some(indemnisation::HeuresSemaine {
            semaine: s.semaine.parse().ok()?,
            travaillees: mode.lire_duree(&s.travaillees).ok()?,
            chomees: mode.lire_duree(&s.chomees).ok()?,
        })
    };
    semaines.iter().filter_map(lire).collect()
}

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
