//! The files of `dist`, gathered in memory, then written so that a running server never sees a page
//! whose parts are missing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::empreinte::{self, Empreinte};

/// Folder whose names hold a hash of the content: the server lets browsers keep them for ever.
pub const ASSETS: &str = "assets";

#[derive(Default)]
pub struct Site {
    fichiers: BTreeMap<PathBuf, Vec<u8>>,
}

impl Site {
    pub fn ajouter(&mut self, chemin: impl Into<PathBuf>, contenu: &[u8]) {
        self.fichiers.insert(chemin.into(), contenu.to_vec());
    }

    /// Adds `assets/<nom>-<hash>.<extension>` and returns its address.
    pub fn hacher(&mut self, nom: &str, extension: &str, contenu: &[u8]) -> String {
        let hache = empreinte::hexa(&Sha256::digest(contenu)[..8]);
        let chemin = format!("{ASSETS}/{nom}-{hache}.{extension}");
        self.ajouter(&chemin, contenu);
        format!("/{chemin}")
    }

    /// Adds files that name each other in a folder `assets/<nom>-<hash>` and returns its address.
    pub fn ajouter_ensemble(&mut self, nom: &str, fichiers: &[(PathBuf, Vec<u8>)]) -> String {
        let mut hache = Sha256::new();
        for (chemin, contenu) in fichiers {
            hache.update(chemin.as_os_str().as_encoded_bytes());
            hache.update(contenu);
        }
        let hache = empreinte::hexa(&hache.finalize()[..8]);
        let dossier = format!("{ASSETS}/{nom}-{hache}");
        for (chemin, contenu) in fichiers {
            self.ajouter(Path::new(&dossier).join(chemin), contenu);
        }
        format!("/{dossier}")
    }

    /// Adds a file of the sources under a hashed name and returns its address.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn hacher_fichier(&mut self, chemin: &Path) -> Result<String> {
        let contenu =
            fs::read(chemin).with_context(|| format!("fichier introuvable : {}", chemin.display()))?;
        let partie = |p: Option<&std::ffi::OsStr>| p.unwrap_or_default().to_string_lossy().into_owned();
        Ok(self.hacher(&partie(chemin.file_stem()), &partie(chemin.extension()), &contenu))
    }

    /// Adds a folder as it stands, names unchanged. Absent means empty.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn ajouter_dossier(&mut self, dossier: &Path) -> Result<()> {
        parcourir(dossier, &mut |chemin| {
            self.fichiers
                .insert(chemin.strip_prefix(dossier)?.to_path_buf(), fs::read(chemin)?);
            Ok(())
        })
    }

    /// Writes what changed, `index.html` after the files it names, then removes what is no longer
    /// part of the site.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn ecrire(mut self, dist: &Path, comprimer: bool, empreinte: &Empreinte) -> Result<()> {
        empreinte::effacer(dist);
        imprimer_tailles(&self.fichiers, comprimer);
        if comprimer {
            self.comprimer()?;
        }
        let page = Path::new("index.html");
        let (pages, reste): (Vec<_>, Vec<_>) = self.fichiers.iter().partition(|(c, _)| c.starts_with(page));
        for (chemin, contenu) in reste.into_iter().chain(pages) {
            poser(&dist.join(chemin), contenu)?;
        }
        parcourir(dist, &mut |chemin| {
            if !self.fichiers.contains_key(chemin.strip_prefix(dist)?) {
                fs::remove_file(chemin)?;
                // Fails while something is left in it.
                chemin.parent().map(fs::remove_dir);
            }
            Ok(())
        })?;
        empreinte::noter(dist, empreinte)
    }

    /// Adds `.br` and `.gz` beside each text and the WASM; fonts and images are compressed already.
    fn comprimer(&mut self) -> Result<()> {
        let mut ajouts = Vec::new();
        for (chemin, contenu) in &self.fichiers {
            if se_comprime(chemin) {
                ajouts.push((suffixe(chemin, ".br"), brotli(contenu)?));
                ajouts.push((suffixe(chemin, ".gz"), gzip(contenu)?));
            }
        }
        self.fichiers.extend(ajouts);
        Ok(())
    }
}

/// Calls `f` for each file below `dossier`, in the order of names.
///
/// # Errors
/// Those of `f`. An absent folder is empty.
pub fn parcourir(dossier: &Path, f: &mut impl FnMut(&Path) -> Result<()>) -> Result<()> {
    let Ok(entrees) = fs::read_dir(dossier) else {
        return Ok(());
    };
    let mut chemins = entrees
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?;
    chemins.sort();
    for chemin in chemins {
        if chemin.is_dir() {
            parcourir(&chemin, f)?;
        } else {
            f(&chemin)?;
        }
    }
    Ok(())
}

/// Replaces the file in one step; untouched if it holds the same.
fn poser(chemin: &Path, contenu: &[u8]) -> Result<()> {
    if fs::read(chemin).is_ok_and(|actuel| actuel == contenu) {
        return Ok(());
    }
    let dossier = chemin.parent().context("fichier sans dossier")?;
    fs::create_dir_all(dossier)?;
    let provisoire = suffixe(chemin, ".tmp");
    fs::write(&provisoire, contenu)?;
    fs::rename(&provisoire, chemin).with_context(|| chemin.display().to_string())
}

fn suffixe(chemin: &Path, suffixe: &str) -> PathBuf {
    let mut nom = chemin.as_os_str().to_owned();
    nom.push(suffixe);
    nom.into()
}

fn se_comprime(chemin: &Path) -> bool {
    let extension = chemin.extension().unwrap_or_default().to_string_lossy();
    matches!(
        &*extension,
        "wasm" | "js" | "css" | "html" | "svg" | "json" | "txt" | "webmanifest"
    )
}

fn brotli(contenu: &[u8]) -> Result<Vec<u8>> {
    let mut sortie = Vec::new();
    let parametres = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*contenu, &mut sortie, &parametres)?;
    Ok(sortie)
}

fn gzip(contenu: &[u8]) -> Result<Vec<u8>> {
    let mut flux = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    flux.write_all(contenu)?;
    Ok(flux.finish()?)
}

/// Sizes in kB; compressed only for a release, as the best brotli is slow.
fn imprimer_tailles(fichiers: &BTreeMap<PathBuf, Vec<u8>>, comprimer: bool) {
    let ko = |octets: usize| format!("{:>7}.{} ko", octets / 1000, octets % 1000 / 100);
    for (chemin, contenu) in fichiers.iter().filter(|(c, _)| c.starts_with(ASSETS)) {
        let comprime = if comprimer && se_comprime(chemin) {
            brotli(contenu)
                .map(|b| format!("   brotli {}", ko(b.len())))
                .unwrap_or_default()
        } else {
            String::new()
        };
        println!("  {:<48} {}{comprime}", chemin.display(), ko(contenu.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_site_remplace_l_ancien_et_se_comprime() {
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("vieux.js"), "ancien").unwrap();
        let mut site = Site::default();
        let adresse = site.hacher("apart", "js", b"let a = 1;");
        site.ajouter("index.html", adresse.as_bytes());
        let empreinte = Empreinte {
            hache: "abc".into(),
            avertissements: 2,
        };
        site.ecrire(dist.path(), true, &empreinte).unwrap();
        assert!(!dist.path().join("vieux.js").exists());
        assert!(dist.path().join(format!("{}.br", &adresse[1..])).is_file());
        assert!(dist.path().join("index.html.gz").is_file());
        assert_eq!(empreinte::de_dist(dist.path()), Some(empreinte));
    }
}
