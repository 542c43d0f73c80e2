//! Packages of npm: installed from the lock file, once.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::processus::{executer, programme, sortie, trouver};

/// What the packages of the pages and of the journeys ask for.
const NODE_MIN: (u32, u32) = (20, 19);
const REMEDE: &str =
    "Node.js 20.19 ou plus récent est nécessaire : apt-get install nodejs npm, ou https://nodejs.org";

/// The version of Node.js, as it says it.
///
/// # Errors
/// It is missing or too old.
pub fn node() -> Result<String> {
    let version = sortie(programme("node").arg("--version")).context(REMEDE)?;
    let version = version.trim().to_owned();
    if lire_version(&version).is_none_or(|lue| lue < NODE_MIN) {
        bail!("{REMEDE} ({version} est installé)");
    }
    Ok(version)
}

/// "v20.19.2".
fn lire_version(texte: &str) -> Option<(u32, u32)> {
    let mut nombres = texte.strip_prefix('v')?.split('.').map(|n| n.parse().ok());
    Some((nombres.next()??, nombres.next()??))
}

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
    node()?;
    let npm = trouver("npm").context("npm est introuvable : apt-get install npm")?;
    executer(programme(npm).current_dir(dossier).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    std::fs::create_dir_all(dossier.join("node_modules"))?;
    Ok(std::fs::write(temoin, verrou)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_version_trop_ancienne_se_voit() {
        assert!(lire_version("v20.18.1").is_some_and(|lue| lue < NODE_MIN));
        assert!(lire_version("v20.19.0").is_some_and(|lue| lue >= NODE_MIN));
        assert!(lire_version("v24.1.0").is_some_and(|lue| lue >= NODE_MIN));
        assert_eq!(lire_version("node"), None);
    }
}
