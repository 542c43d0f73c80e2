//! One hash over all that goes into the pages: equal means that there is nothing to do.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::site::parcourir;
use crate::processus::racine;

/// Inside `dist`, hidden: the server never serves it.
const FICHIER: &str = ".empreinte";
const DOSSIERS: &[&str] = &[
    "frontend/src",
    "frontend/styles",
    "frontend/public",
    "crates/client",
    "crates/api-types",
    "crates/domain",
    "crates/xtask/src",
];
const FICHIERS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "frontend/Cargo.toml",
    "frontend/index.html",
    "frontend/package-lock.json",
];

/// Hash of the contents, not of the dates: a checkout changes dates alone.
///
/// # Errors
/// A source cannot be read.
pub fn calculer(variante: &str) -> Result<String> {
    let racine = racine();
    let mut hache = Sha256::new();
    hache.update(variante);
    let mut prendre = |chemin: &Path| -> Result<()> {
        let contenu = fs::read(chemin).with_context(|| chemin.display().to_string())?;
        let relatif = chemin.strip_prefix(&racine)?.to_string_lossy().into_owned();
        hache.update(format!("\n{relatif}\n{}\n", contenu.len()));
        hache.update(&contenu);
        Ok(())
    };
    for dossier in DOSSIERS {
        parcourir(&racine.join(dossier), &mut prendre)?;
    }
    for fichier in FICHIERS {
        prendre(&racine.join(fichier))?;
    }
    Ok(hexa(&hache.finalize()))
}

/// What a build started from, and the warnings of the compiler on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empreinte {
    pub hache: String,
    pub avertissements: usize,
}

/// What the pages in `dist` were built from.
pub fn de_dist(dist: &Path) -> Option<Empreinte> {
    let note = fs::read_to_string(dist.join(FICHIER))
        .ok()
        .filter(|_| dist.join("index.html").is_file())?;
    let (hache, avertissements) = note.split_once('\n')?;
    Some(Empreinte {
        hache: hache.to_owned(),
        avertissements: avertissements.trim().parse().ok()?,
    })
}

/// Declares `dist` whole. Called last.
pub fn noter(dist: &Path, empreinte: &Empreinte) -> Result<()> {
    Ok(fs::write(
        dist.join(FICHIER),
        format!("{}\n{}\n", empreinte.hache, empreinte.avertissements),
    )?)
}

/// Declares `dist` unfinished. Called first.
pub fn effacer(dist: &Path) {
    // Absent already is fine.
    fs::remove_file(dist.join(FICHIER)).ok();
}

pub fn hexa(octets: &[u8]) -> String {
    octets.iter().map(|o| format!("{o:02x}")).collect()
}
