//! The command line of `apart`.

use clap::{Parser, Subcommand};

use crate::configuration::{Configuration, tableau_markdown};
use crate::{documentation, serveur, telemetrie};

/// Service d'activité partielle.
#[derive(Debug, Parser)]
#[command(name = "apart", version, about)]
pub struct Commandes {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Debug, Subcommand)]
enum Commande {
    /// Migre la base puis sert l'API, les pages et les tâches de fond
    Serve {
        /// Charge les données d'exemple dans une base vide ; comme APART_DEMO=true
        #[arg(long)]
        demo: bool,
    },
    /// Écrit le document OpenAPI
    Openapi,
    /// Écrit le tableau des réglages, en Markdown
    Reglages,
}

/// Failure of a command, told to the operator.
pub type Echec = Box<dyn std::error::Error + Send + Sync>;

impl Commandes {
    /// Runs the command.
    ///
    /// # Errors
    /// Whatever stops it, in words for the operator.
    pub async fn executer(self) -> Result<(), Echec> {
        match self.commande {
            Commande::Serve { demo } => servir(demo).await,
            Commande::Openapi => {
                print!("{}", documentation::openapi_texte());
                Ok(())
            }
            Commande::Reglages => {
                print!("{}", tableau_markdown());
                Ok(())
            }
        }
    }
}

/// Reads the settings of this process.
fn configuration(demo: bool) -> Result<Configuration, Echec> {
    let toml = match std::env::var("APART_CONFIG") {
        Ok(chemin) => {
            Some(std::fs::read_to_string(&chemin).map_err(|e| format!("APART_CONFIG : {chemin} : {e}"))?)
        }
        Err(_) => None,
    };
    Ok(Configuration::charger(std::env::vars(), toml.as_deref(), demo)?)
}

async fn servir(demo: bool) -> Result<(), Echec> {
    let config = configuration(demo)?;
    telemetrie::demarrer(&config.log)?;
    for avertissement in &config.avertissements {
        tracing::warn!("{avertissement}");
    }
    let ecoute = std::net::TcpListener::bind(config.listen)
        .map_err(|e| format!("APART_LISTEN : {} : {e}", config.listen))?;
    tracing::info!(adresse = %ecoute.local_addr()?, "à l'écoute");
    serveur::demarrer(&config, ecoute)?.await?;
    tracing::info!("arrêté");
    Ok(())
}
