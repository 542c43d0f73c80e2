//! The command line of `apart`.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::web::Data;
use app::compte::NouvelAgent;
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::compte::Role;
use domain::mois::{date_fr, parse_date};

use crate::configuration::{Configuration, tableau_markdown};
use crate::etat::{self, Echec, Etat};
use crate::{documentation, serveur, taches, telemetrie};

/// How long the jobs under way may still run when the service stops.
const PATIENCE: Duration = Duration::from_secs(10);

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
    /// Met le schéma de la base à jour
    Migrate,
    /// Comptes de l'administration
    Compte {
        #[command(subcommand)]
        action: ActionCompte,
    },
    /// Supprime ce qui est au terme de sa conservation : DAP (5 ans), courriels (un an), sessions (90 jours) ; le service
    /// le fait de lui-même
    Purger {
        /// Dit ce qui serait supprimé, et ne supprime rien
        #[arg(long)]
        essai: bool,
    },
    /// Garde une DAP et tout son dossier au-delà de cinq ans, pour un contentieux
    Conserver {
        /// Numéro de la DAP, par exemple DAP-7K3-M9Q-2XH
        numero: String,
        /// Dernier jour de la conservation, comme 31/12/2031 ; sans lui, la DAP se garde cinq ans comme les autres
        #[arg(long)]
        jusqu_au: Option<String>,
    },
    /// Écrit le document OpenAPI
    Openapi,
    /// Écrit le tableau des réglages, en Markdown
    Reglages,
    /// Écrit les taux, planchers et plafonds du programme, en CSV, pour APART_BAREMES
    Baremes,
}

#[derive(Debug, Subcommand)]
enum ActionCompte {
    /// Crée un compte et écrit, une seule fois, son mot de passe temporaire
    Creer(NouveauCompte),
}

#[derive(Debug, Args)]
struct NouveauCompte {
    /// Qui : l'assistance, ou un agent d'unité départementale
    #[arg(long, value_enum)]
    role: RoleCompte,
    #[arg(long)]
    courriel: String,
    #[arg(long)]
    nom: String,
    #[arg(long)]
    prenom: String,
    /// Codes des départements d'un agent, par exemple 44 ou 44,49
    #[arg(long, value_delimiter = ',')]
    departement: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleCompte {
    Assistance,
    Ud,
}

impl Commandes {
    /// Runs the command.
    ///
    /// # Errors
    /// Whatever stops it, in words for the operator.
    pub async fn executer(self) -> Result<(), Echec> {
        match self.commande {
            Commande::Serve { demo } => servir(demo).await,
            Commande::Migrate => migrer().await,
            Commande::Compte {
                action: ActionCompte::Creer(compte),
            } => creer_compte(compte).await,
            Commande::Purger { essai } => purger(essai).await,
            Commande::Conserver { numero, jusqu_au } => conserver(&numero, jusqu_au).await,
            Commande::Openapi => {
                print!("{}", documentation::openapi_texte());
                Ok(())
            }
            Commande::Reglages => {
                print!("{}", tableau_markdown());
                Ok(())
            }
            Commande::Baremes => {
                print!("{}", domain::bareme::TABLE);
                Ok(())
            }
        }
    }
}

/// Text of the optional TOML file.
fn fichier() -> Result<Option<String>, Echec> {
    let Ok(chemin) = std::env::var("APART_CONFIG") else {
        return Ok(None);
    };
    let texte = std::fs::read_to_string(&chemin).map_err(|e| format!("APART_CONFIG : {chemin} : {e}"))?;
    Ok(Some(texte))
}

/// Reads the settings of this process.
fn configuration(demo: bool) -> Result<Configuration, Echec> {
    Ok(Configuration::charger(
        std::env::vars(),
        fichier()?.as_deref(),
        demo,
    )?)
}

async fn servir(demo: bool) -> Result<(), Echec> {
    let config = configuration(demo)?;
    // One provider for everything that speaks TLS: mails and the company register.
    rustls::crypto::ring::default_provider().install_default().ok();
    telemetrie::demarrer(&config.log)?;
    for avertissement in &config.avertissements {
        tracing::warn!("{avertissement}");
    }
    let ecoute =
        TcpListener::bind(config.listen).map_err(|e| format!("APART_LISTEN : {} : {e}", config.listen))?;
    let etat = Data::new(Etat::preparer(config).await?);
    if etat.config.demo {
        accueillir(&etat).await?;
    }
    let taches = taches::lancer(&etat)?;
    tracing::info!(adresse = %ecoute.local_addr()?, demo = etat.config.demo, "à l'écoute");
    // Ends on SIGINT or SIGTERM, once the requests under way are answered.
    serveur::demarrer(&etat, ecoute)?.await?;
    taches.arreter(PATIENCE).await;
    tracing::info!("arrêté");
    Ok(())
}

/// Loads the demo data into an empty database and tells who can log in.
async fn accueillir(etat: &Etat) -> Result<(), Echec> {
    app::demo::charger(&etat.contexte).await?;
    println!("Démonstration : {}", etat.config.url_publique);
    println!("Mot de passe de tous les comptes : {}", app::demo::MOT_DE_PASSE);
    for personne in app::demo::PERSONNES {
        println!("  {:<16} {}", personne.identifiant(), personne.presentation);
    }
    println!(
        "Codes de double authentification (agents, assistance) : {}/demo/courriels",
        etat.config.url_publique
    );
    Ok(())
}

async fn migrer() -> Result<(), Echec> {
    let url = Configuration::charger_base(std::env::vars(), fichier()?.as_deref())?;
    let base = etat::ouvrir(url.exposer(), 1).await?;
    migrations::migrer(&base).await?;
    println!("Le schéma de la base est à jour.");
    Ok(())
}

async fn purger(essai: bool) -> Result<(), Echec> {
    let etat = Etat::preparer(configuration(false)?).await?;
    let numeros = app::dap::purger(&etat.contexte, essai).await?;
    for numero in &numeros {
        println!("{numero}");
    }
    let fait = if essai { "à supprimer" } else { "supprimées" };
    println!("{} DAP {fait}.", numeros.len());
    let termes = app::purge::purger_termes(&etat.contexte, essai).await?;
    println!("{} courriels {fait}.", termes.courriels);
    println!("{} sessions {fait}.", termes.sessions);
    Ok(())
}

async fn conserver(numero: &str, jusqu_au: Option<String>) -> Result<(), Echec> {
    let jusqu_au = jusqu_au
        .map(|jour| parse_date(&jour).map_err(|refus| format!("--jusqu-au : {refus}")))
        .transpose()?;
    let etat = Etat::preparer(configuration(false)?).await?;
    let numero = app::dap::conserver(&etat.contexte, numero, jusqu_au).await?;
    match jusqu_au {
        Some(jour) => println!("{numero} est gardée jusqu'au {}.", date_fr(jour)),
        None => println!("{numero} se garde cinq ans, comme les autres."),
    }
    Ok(())
}

async fn creer_compte(compte: NouveauCompte) -> Result<(), Echec> {
    let etat = Etat::preparer(configuration(false)?).await?;
    let nouvel = NouvelAgent {
        role: match compte.role {
            RoleCompte::Assistance => Role::Assistance,
            RoleCompte::Ud => Role::AgentUd,
        }
        .code()
        .to_owned(),
        courriel: compte.courriel,
        nom: compte.nom,
        prenom: compte.prenom,
        departements: compte.departement,
    };
    let (identifiant, mot_de_passe) = app::compte::creer_agent(&etat.contexte, &nouvel).await?;
    println!("Identifiant : {identifiant}");
    println!("Mot de passe temporaire : {mot_de_passe}");
    Ok(())
}
