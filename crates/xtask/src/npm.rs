//! Packages of npm: installed from the lock file, once.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::processus::{executer, programme, trouver};

/// Inside `node_modules`: the lock file that was installed.
const TEMOIN: &str = ".apart-package-lock.json";

/// `npm ci` in that folder, unless its lock file is installed already.
///
/// # Errors
/// npm is missing or cannot reach its registry.
pub fn installer(dossier: &Path) -> Result<()> {
    let verrou = std::fs::read(dossier.join("package-lock.json"))
        .with_context(|| format!("{}/package-lock.json", dossier.display()))?;
    let temoin = dossier.join("node_modules").join(TEMOIN);
    if std::fs::read(&temoin).is_ok_and(|installe| installe == verrou) {
        return Ok(());
    }
    let npm = trouver("npm")
        .context("npm est introuvable : installez Node.js 20 ou plus récent (apt-get install nodejs npm)")?;
    executer(programme(npm).current_dir(dossier).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    std::fs::create_dir_all(dossier.join("node_modules"))?;
    Ok(std::fs::write(temoin, verrou)?)
}
