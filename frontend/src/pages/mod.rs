//! The pages, one file each, under the noun they are about.

pub mod accueil;
pub mod accueil_public;
mod adresse;
pub mod agent;
pub mod aide;
pub mod assistance;
pub mod compte;
pub mod comptes;
pub mod dap;
pub mod demo;
pub mod diagnostic;
mod enregistrement;
pub mod etablissement;
mod etats;
mod fusion;
pub mod habilitation;
mod import;
pub mod indemnisation;
pub mod informations;
pub mod inscription;
pub mod introuvable;
mod lot_demandes;
pub mod mandat;
pub mod oubli;
pub mod paiement;
pub mod reprise;
pub mod simulation;
#[cfg(debug_assertions)]
pub mod styleguide;

use crate::{format, ui::Jalon};
use api_types::Evenement;

/// The timeline of a file, ready to be shown.
fn chronologie(evenements: &[Evenement]) -> Vec<Jalon> {
    evenements
        .iter()
        .map(|evenement| Jalon {
            date: format::instant(&evenement.le),
            libelle: evenement.libelle.clone(),
            auteur: evenement.auteur.clone(),
            a_venir: false,
        })
        .collect()
}
