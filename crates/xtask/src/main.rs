//! `cargo xtask`: builds, starts and tests Apart. `cargo xtask --help` tells the rest.

mod bilan;
mod brouillon;
mod couches;
mod e2e;
mod epreuves;
mod npm;
mod postgres;
mod processus;
mod serveur;
mod wasm_target;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Construit, lance et éprouve Apart.
///
/// Pour voir le service tout de suite : cargo xtask run
/// Avant de proposer un changement :    cargo xtask test
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", verbatim_doc_comment)]
struct Ligne {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Debug, Subcommand)]
enum Commande {
    /// Construit tout et ouvre une démonstration sur http://127.0.0.1:8080
    Run(serveur::OptionsRun),
    /// Construit les pages (Leptos → WASM) dans frontend/dist
    Web(web::Options),
    /// Lance tous les contrôles et tous les essais, puis un bilan
    Test(epreuves::Options),
    /// Joue les parcours dans de vrais navigateurs
    E2e(e2e::Options),
    /// Mesure le service optimisé, en rapport à un plancher mesuré au même moment
    Bench(serveur::OptionsBench),
    /// Récrit openapi/openapi.json d'après les routes du service
    Openapi,
}

fn main() -> ExitCode {
    let resultat = match Ligne::parse().commande {
        Commande::Run(options) => serveur::demontrer(&options),
        Commande::Web(options) => web::lancer(&options),
        Commande::Test(options) => epreuves::lancer(&options),
        Commande::E2e(options) => e2e::lancer(&options),
        Commande::Bench(options) => serveur::mesurer(&options),
        Commande::Openapi => epreuves::ecrire_openapi(),
    };
    match resultat {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            eprintln!("xtask : {erreur:#}");
            ExitCode::FAILURE
        }
    }
}
