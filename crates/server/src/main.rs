//! The `apart` binary.

use clap::Parser as _;
use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    match server::commandes::Commandes::parse().executer().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            eprintln!("{erreur}");
            ExitCode::FAILURE
        }
    }
}
