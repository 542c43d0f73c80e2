//! Browser journeys: `node --test` in `e2e/`, a real browser against the real binary.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::bilan::{Bilan, Issue};
use crate::brouillon;
use crate::postgres::{self, Postgres};
use crate::processus::{integration_continue, programme, racine, suivre, trouver};
use crate::{npm, serveur, web};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Navigateur {
    Chrome,
    Firefox,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Base {
    Sqlite,
    Postgres,
}

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Navigateur (les deux par défaut)
    #[arg(long)]
    browser: Option<Navigateur>,
    /// Base de données du service
    #[arg(long, default_value = "sqlite")]
    db: Base,
    /// Ne joue que les parcours dont le nom de fichier contient ce texte
    filtre: Option<String>,
}

/// What the journeys need, built once.
pub struct Scene {
    apart: PathBuf,
    /// For the databases and the profiles of the browsers.
    brouillon: tempfile::TempDir,
}

impl Navigateur {
    fn nom(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }

    fn executable(self) -> Option<PathBuf> {
        let noms: &[&str] = match self {
            Self::Chrome => &[
                "chromium",
                "google-chrome",
                "google-chrome-stable",
                "chromium-browser",
            ],
            Self::Firefox => &["firefox-esr", "firefox"],
        };
        noms.iter().find_map(|nom| trouver(nom))
    }

    fn remede(self) -> &'static str {
        match self {
            Self::Chrome => "Chromium est introuvable : apt-get install chromium",
            Self::Firefox => "Firefox est introuvable : apt-get install firefox-esr",
        }
    }
}

impl Scene {
    /// Builds the pages and the service, installs the npm packages of the journeys.
    ///
    /// # Errors
    /// Something does not compile, or npm fails.
    pub fn preparer() -> Result<Self> {
        npm::installer(&racine().join("e2e"))?;
        web::construire(&web::Options::default())?;
        Ok(Self {
            apart: serveur::construire_des_essais()?,
            brouillon: brouillon::dossier()?,
        })
    }

    /// Plays the journeys whose file name contains `filtre`.
    ///
    /// # Errors
    /// Node.js is missing or there is no such journey.
    pub fn jouer(
        &self,
        navigateur: Navigateur,
        postgres: Option<&Postgres>,
        filtre: Option<&str>,
    ) -> Result<Issue> {
        let Some(executable) = navigateur.executable() else {
            return Ok(Issue::Ignoree(navigateur.remede().to_owned()));
        };
        let parcours = parcours(&racine().join("e2e/parcours"), filtre)?;
        self.node(&parcours, |node| {
            node.env("APART_E2E_NAVIGATEUR", navigateur.nom())
                .env("APART_E2E_EXECUTABLE", executable)
                .env("APART_SPA_DIR", web::dist());
            donner(node, postgres);
        })
    }

    /// Compares the calculation of the browser with that of the service, on SQLite and, where it is, PostgreSQL.
    ///
    /// # Errors
    /// Node.js is missing, or the calculation does not compile for the browser.
    pub fn comparer_calcul(&self, postgres: Option<&Postgres>) -> Result<Issue> {
        let calcul = web::calcul()?;
        let essais = parcours(&racine().join("e2e/calcul"), None)?;
        self.node(&essais, |node| {
            node.env("APART_E2E_CALCUL", calcul);
            donner(node, postgres);
        })
    }

    fn node(&self, essais: &[PathBuf], regler: impl FnOnce(&mut Command)) -> Result<Issue> {
        let rapport = tempfile::NamedTempFile::new()?;
        let mut node = programme("node");
        node.current_dir(racine().join("e2e"))
            .args(["--test", "--test-concurrency=2", "--test-timeout=300000"])
            .args([
                "--test-reporter=spec",
                "--test-reporter-destination=stdout",
                "--test-reporter=tap",
            ])
            .arg(format!(
                "--test-reporter-destination={}",
                rapport.path().display()
            ))
            .args(essais)
            .env("APART_E2E_BINAIRE", &self.apart)
            .env("TMPDIR", self.brouillon.path())
            .env_remove("APART_E2E_POSTGRES_URL");
        regler(&mut node);
        let (reussi, _) = suivre(&mut node)?;
        let rapport = std::fs::read_to_string(rapport.path())?;
        let echecs = compte(&rapport, "fail") + compte(&rapport, "cancelled");
        Ok(Issue::des_comptes(reussi, compte(&rapport, "pass"), echecs))
    }
}

/// The PostgreSQL of the tests, where there is one.
fn donner(node: &mut Command, postgres: Option<&Postgres>) {
    if let Some(postgres) = postgres {
        node.env("APART_E2E_POSTGRES_URL", postgres.adresse("postgres"));
    }
}

/// `cargo xtask e2e`
///
/// # Errors
/// A journey fails, or cannot be played where nothing may be skipped.
pub fn lancer(options: &Options) -> Result<()> {
    let scene = Scene::preparer()?;
    let postgres = match options.db {
        Base::Sqlite => None,
        Base::Postgres => match Postgres::ephemere()? {
            Some(postgres) => Some(postgres),
            None => bail!(postgres::REMEDE),
        },
    };
    let navigateurs = options
        .browser
        .map_or_else(|| vec![Navigateur::Chrome, Navigateur::Firefox], |n| vec![n]);
    // Asked for by name, a missing browser is a failure.
    let mut bilan = Bilan::nouveau(integration_continue() || options.browser.is_some());
    for navigateur in navigateurs {
        bilan.etape(&format!("parcours, {}", navigateur.nom()), || {
            scene.jouer(navigateur, postgres.as_ref(), options.filtre.as_deref())
        });
    }
    bilan.conclure()
}

fn parcours(dossier: &Path, filtre: Option<&str>) -> Result<Vec<PathBuf>> {
    let mut fichiers = Vec::new();
    web::parcourir(dossier, &mut |chemin| {
        let nom = chemin.file_name().unwrap_or_default().to_string_lossy();
        if nom.ends_with(".test.js") && filtre.is_none_or(|f| nom.contains(f)) {
            fichiers.push(chemin.to_path_buf());
        }
        Ok(())
    })?;
    if fichiers.is_empty() {
        bail!("aucun parcours de ce nom dans {}", dossier.display());
    }
    Ok(fichiers)
}

/// Reads "# pass 12" in the TAP report of node.
fn compte(rapport: &str, mot: &str) -> usize {
    let debut = format!("# {mot} ");
    rapport
        .lines()
        .filter_map(|l| l.strip_prefix(&debut)?.trim().parse::<usize>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::compte;

    #[test]
    fn le_rapport_de_node_est_lu() {
        let rapport = "TAP version 13\n    # pass lue dans un message\n1..2\n# tests 3\n# pass 2\n# fail 1\n# cancelled 0\n";
        assert_eq!(
            (
                compte(rapport, "pass"),
                compte(rapport, "fail"),
                compte(rapport, "cancelled")
            ),
            (2, 1, 0)
        );
    }
}
