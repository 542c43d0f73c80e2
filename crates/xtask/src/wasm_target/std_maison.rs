//! `std` built once from its sources and kept as a sysroot in the user's cache.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::{CIBLE, Chaine, editeur_de_liens};
use crate::processus::{executer, programme};

const MANIFESTE: &str = "[package]\nname = \"vide\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
    [lib]\npath = \"vide.rs\"\n[profile.release]\npanic = \"abort\"\n[workspace]\n";

/// A compiled `std` lies in that folder.
pub fn contient_std(dossier: &Path) -> bool {
    fs::read_dir(dossier).is_ok_and(|mut entrees| {
        entrees.any(|e| e.is_ok_and(|e| e.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

/// The toolchain with the `std` kept from an earlier build.
pub fn gardee(chaine: &Chaine) -> Option<Chaine> {
    let sysroot = emplacement(chaine)?;
    contient_std(&bibliotheques(&sysroot)).then(|| avec_sysroot(chaine, sysroot))
}

/// Builds `std` with `-Zbuild-std` (one to three minutes), once for each version of the compiler.
///
/// # Errors
/// No linker, no cache folder, or the compilation fails.
pub fn construire(chaine: Chaine) -> Result<Chaine> {
    let sysroot =
        emplacement(&chaine).context("HOME n'est pas défini : où garder la bibliothèque standard ?")?;
    ensure!(
        editeur_de_liens().is_some(),
        "aucun éditeur de liens WASM : installez `lld` (apt-get install lld) ou le composant rust-lld"
    );
    let version = chaine.ligne("release:").unwrap_or("?").to_owned();
    eprintln!("  Construction, une fois pour toutes, de la bibliothèque standard {version} pour {CIBLE}…");
    let atelier = tempfile::tempdir()?;
    fs::write(atelier.path().join("Cargo.toml"), MANIFESTE)?;
    fs::write(atelier.path().join("vide.rs"), "#![no_std]\n")?;
    let mut cargo = programme(&chaine.cargo);
    chaine.nettoyer(&mut cargo);
    executer(
        cargo
            .current_dir(atelier.path())
            .env("RUSTC_BOOTSTRAP", "1")
            // Bitcode lets the release profile optimise across std.
            .env("CARGO_ENCODED_RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_TARGET_DIR", atelier.path().join("target"))
            .args([
                "build",
                "--quiet",
                "--release",
                "-Zbuild-std=std,panic_abort",
                "--target",
                CIBLE,
            ]),
    )?;
    garder(
        &atelier.path().join("target").join(CIBLE).join("release/deps"),
        &sysroot,
    )?;
    Ok(avec_sysroot(&chaine, sysroot))
}

/// Copies the libraries beside their final place, then renames: an interrupted build leaves nothing
/// that looks whole.
fn garder(deps: &Path, sysroot: &Path) -> Result<()> {
    let parent = sysroot.parent().context("cache sans dossier parent")?;
    fs::create_dir_all(parent)?;
    let provisoire = tempfile::tempdir_in(parent)?;
    let dossier = bibliotheques(provisoire.path());
    fs::create_dir_all(&dossier)?;
    for entree in fs::read_dir(deps)? {
        let entree = entree?;
        let nom = entree.file_name();
        let texte = nom.to_string_lossy();
        if texte.ends_with(".rlib") && !texte.starts_with("libvide-") {
            fs::copy(entree.path(), dossier.join(&nom))?;
        }
    }
    ensure!(
        contient_std(&dossier),
        "la construction de std n'a rien laissé dans {}",
        deps.display()
    );
    if fs::rename(provisoire.path(), sysroot).is_ok() {
        // Renamed: nothing left to remove.
        let _ = provisoire.keep();
    }
    ensure!(
        contient_std(&bibliotheques(sysroot)),
        "impossible d'écrire {}",
        sysroot.display()
    );
    Ok(())
}

fn avec_sysroot(chaine: &Chaine, sysroot: PathBuf) -> Chaine {
    Chaine {
        sysroot: Some(sysroot),
        editeur_de_liens: editeur_de_liens(),
        ..chaine.clone()
    }
}

fn bibliotheques(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(CIBLE).join("lib")
}

/// `~/.cache/apart/wasm32-1.96.0-ac68faa20c58`: std only fits the very compiler that built it.
fn emplacement(chaine: &Chaine) -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .filter(|v| !v.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
    let commit: String = chaine.ligne("commit-hash:")?.chars().take(12).collect();
    let origine = if chaine.etrangere { "debian" } else { "projet" };
    Some(
        cache
            .join("apart")
            .join(format!("wasm32-{}-{commit}-{origine}", chaine.ligne("release:")?)),
    )
}
