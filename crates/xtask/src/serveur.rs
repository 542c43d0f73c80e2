//! The `apart` binary: built, asked for its OpenAPI document, started for a demonstration.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::epreuves::ESPACE;
use crate::postgres::{self, Postgres};
use crate::processus::{attendre, cargo, dossier_cible, executer, programme, racine, sortie};
use crate::{npm, web};

const LIMITE_DEMARRAGE: Duration = Duration::from_secs(60);

#[derive(Debug, clap::Args)]
pub struct OptionsRun {
    /// Pages et service optimisés (plus longs à construire)
    #[arg(long)]
    release: bool,
    /// Repart d'une base neuve (efface data/apart.db)
    #[arg(long)]
    neuf: bool,
    /// Heure du service au démarrage (RFC 3339)
    #[arg(long, env = "APART_HORLOGE", default_value = "2022-06-01T09:00:00+02:00")]
    horloge: String,
    /// Adresse et port d'écoute
    #[arg(long, env = "APART_LISTEN", default_value = "127.0.0.1:8080")]
    ecoute: SocketAddr,
    /// Base de données : sqlite://… ou postgres://…
    #[arg(long, env = "APART_DATABASE_URL", default_value = BASE, hide_env_values = true)]
    base: String,
}

const BASE: &str = "sqlite://data/apart.db?mode=rwc";

/// Builds `apart` and returns where it is.
///
/// # Errors
/// The sources do not compile.
pub fn construire(release: bool) -> Result<PathBuf> {
    let mut build = cargo("build");
    build.args(["--bin", "apart"]);
    if release {
        build.arg("--release");
    }
    executer(&mut build)?;
    Ok(binaire(release))
}

/// The binary that the integration tests start. Built by the very command of the tests: any other
/// selection would unite other features and compile most dependencies again.
///
/// # Errors
/// The sources do not compile.
pub fn construire_des_essais() -> Result<PathBuf> {
    executer(cargo("test").args(ESPACE).args(["--no-run", "--quiet"]))?;
    Ok(binaire(false))
}

fn binaire(release: bool) -> PathBuf {
    programme_construit("apart", release)
}

fn programme_construit(nom: &str, release: bool) -> PathBuf {
    let profil = if release { "release" } else { "debug" };
    dossier_cible()
        .join(profil)
        .join(format!("{nom}{}", std::env::consts::EXE_SUFFIX))
}

/// `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub struct OptionsBench {
    /// Sur PostgreSQL : les listes à 1 000 000 de DAP, et un jour de pointe de 2020
    #[arg(long)]
    large: bool,
    /// Avec --large, quelle part du jour de pointe : 10 en fait un dixième, 1 le jour entier
    #[arg(long, default_value_t = 10, requires = "large")]
    part: u32,
}

/// Builds pages, service and bench optimised, then measures.
///
/// # Errors
/// Something does not compile, or a measure fails.
pub fn mesurer(options: &OptionsBench) -> Result<()> {
    let construire = || {
        // Together, so that both share one set of dependencies.
        executer(cargo("build").args(["--release", "--package", "server", "--package", "bench"]))
    };
    if options.large {
        construire()?;
        let postgres = Postgres::durable()?.context(postgres::REMEDE)?;
        for base in ["dix_mille", "un_million", "jour_de_pointe"] {
            postgres.creer(base)?;
        }
        return executer(
            programme(programme_construit("bench", true))
                .args(["large", &options.part.to_string()])
                .env("APART_MESURES_POSTGRES_URL", postgres.adresse("{base}")),
        );
    }
    web::construire(&web::Options {
        release: true,
        ..Default::default()
    })?;
    construire()?;
    executer(programme(programme_construit("bench", true)).env("APART_BINAIRE", binaire(true)))
}

/// The OpenAPI document as the routes describe it.
///
/// # Errors
/// The binary does not compile or fails.
pub fn openapi() -> Result<String> {
    sortie(programme(construire_des_essais()?).arg("openapi"))
}

/// The document kept with the sources.
pub fn fichier_openapi() -> PathBuf {
    racine().join("openapi/openapi.json")
}

/// Builds everything and serves a demonstration until Ctrl-C.
///
/// # Errors
/// Something is missing, does not compile, or the port is taken.
pub fn demontrer(options: &OptionsRun) -> Result<()> {
    println!("[1/5] Outils");
    println!("  Node.js {}", npm::node()?);
    TcpListener::bind(options.ecoute).with_context(|| {
        format!(
            "{} est déjà pris : arrêtez l'autre service, ou --ecoute 127.0.0.1:8081",
            options.ecoute
        )
    })?;

    println!("[2/5] Paquets npm des pages");
    npm::installer(&racine().join("frontend"))?;

    println!("[3/5] Pages (la première fois : quelques minutes)");
    web::construire(&web::Options {
        release: options.release,
        ..Default::default()
    })?;

    println!("[4/5] Service (la première fois : quelques minutes)");
    let apart = construire(options.release)?;

    println!("[5/5] Démarrage");
    preparer_base(options)?;
    let mut enfant = programme(apart)
        .args(["serve", "--demo"])
        .env("APART_DATABASE_URL", &options.base)
        .env("APART_LISTEN", options.ecoute.to_string())
        .env("APART_HORLOGE", &options.horloge)
        .env("APART_SPA_DIR", web::dist())
        // A line for each request would bury the addresses.
        .env(
            "APART_LOG",
            std::env::var_os("APART_LOG").unwrap_or_else(|| "warn".into()),
        )
        .spawn()?;
    attendre_pret(&mut enfant, options.ecoute)?;
    annoncer(options);
    let etat = enfant.wait()?;
    ensure!(etat.success(), "le service s'est arrêté ({etat})");
    Ok(())
}

fn preparer_base(options: &OptionsRun) -> Result<()> {
    let data = racine().join("data");
    std::fs::create_dir_all(&data)?;
    if options.neuf {
        ensure!(
            options.base == BASE,
            "--neuf n'efface que la base par défaut ({BASE})"
        );
        for fichier in ["apart.db", "apart.db-wal", "apart.db-shm"] {
            // Absent already is fine.
            std::fs::remove_file(data.join(fichier)).ok();
        }
    }
    Ok(())
}

/// Asks `/readyz` until it answers 200.
fn attendre_pret(enfant: &mut Child, adresse: SocketAddr) -> Result<()> {
    let debut = Instant::now();
    while debut.elapsed() < LIMITE_DEMARRAGE {
        if attendre(enfant, Duration::from_millis(200)).is_some() {
            bail!("le service ne démarre pas (voir plus haut)");
        }
        if est_pret(adresse).unwrap_or(false) {
            return Ok(());
        }
    }
    enfant.kill().ok();
    bail!("le service n'est pas prêt après {} s", LIMITE_DEMARRAGE.as_secs())
}

fn est_pret(adresse: SocketAddr) -> std::io::Result<bool> {
    let mut flux = TcpStream::connect_timeout(&adresse, Duration::from_secs(1))?;
    flux.set_read_timeout(Some(Duration::from_secs(2)))?;
    flux.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut debut = [0; 12];
    flux.read_exact(&mut debut)?;
    Ok(&debut == b"HTTP/1.1 200")
}

fn annoncer(options: &OptionsRun) {
    let adresse = format!("http://{}", options.ecoute);
    println!(
        "\nApart est prêt, à l'heure du {} :\n  \
         Pages                 {adresse}/\n  \
         Courriels envoyés     {adresse}/demo/courriels\n  \
         Documentation de l'API {adresse}/api/docs/\n\
         Ctrl-C pour arrêter.",
        options.horloge
    );
}
