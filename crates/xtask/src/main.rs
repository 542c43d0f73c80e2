//! `cargo xtask`: builds, starts and tests Apart. `cargo xtask --help` tells the rest.

mod npm;
mod processus;
mod wasm_target;
mod web;

use clap::{Parser, Subcommand};

/// Construit, lance et éprouve Apart.
///
/// Pour voir le service tout de suite : `cargo xtask run`
/// Avant de proposer un changement :    `cargo xtask test`
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", verbatim_doc_comment)]
struct Ligne {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Debug, Subcommand)]
enum Commande {
    /// Construit les pages (Leptos → WASM) dans frontend/dist
    Web(web::Options),
}

fn main() -> anyhow::Result<()> {
    match Ligne::parse().commande {
        Commande::Web(options) => web::lancer(&options),
    }
}
