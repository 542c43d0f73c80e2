//! The standard library for `wasm32-unknown-unknown`, wherever it can be had.
//!
//! In this order: installed beside the compiler; built before and kept in the user's cache;
//! `rustup target add`; built from the sources that the toolchain (`rust-src`) or Debian
//! (`rustc-web cargo-web rust-web-src`) brings. A `targets` line in rust-toolchain.toml would break
//! every cargo call where the download is impossible, so the project has none.

mod std_maison;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::processus::{self, est_root, executer, programme, sortie, trouver};

pub const CIBLE: &str = "wasm32-unknown-unknown";
const PAQUETS_DEBIAN: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];
const LIMITE_RUSTUP: Duration = Duration::from_secs(60);

/// A cargo and a rustc that can build for `CIBLE`.
#[derive(Debug, Clone)]
pub struct Chaine {
    cargo: PathBuf,
    rustc: PathBuf,
    /// Not the project's own toolchain: what rustup and the outer cargo set must be cleared.
    etrangere: bool,
    sysroot: Option<PathBuf>,
    editeur_de_liens: Option<PathBuf>,
    /// `rustc -vV`: what is built depends on it.
    pub version: String,
}

impl Chaine {
    fn projet() -> Result<Self> {
        let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        // Beside the cargo that runs us stands its rustc; a bare name goes through rustup.
        let voisin = cargo.with_file_name("rustc");
        let rustc = if voisin.is_file() {
            voisin
        } else {
            PathBuf::from("rustc")
        };
        Self::nouvelle(cargo, rustc, false)
    }

    fn debian() -> Option<Self> {
        let (cargo, rustc) = (Path::new("/usr/bin/cargo"), Path::new("/usr/bin/rustc"));
        if !cargo.is_file() || !rustc.is_file() {
            return None;
        }
        Self::nouvelle(cargo.into(), rustc.into(), true).ok()
    }

    fn nouvelle(cargo: PathBuf, rustc: PathBuf, etrangere: bool) -> Result<Self> {
        let mut chaine = Self {
            cargo,
            rustc,
            etrangere,
            sysroot: None,
            editeur_de_liens: None,
            version: String::new(),
        };
        chaine.version = sortie(chaine.rustc().arg("-vV"))?;
        Ok(chaine)
    }

    fn rustc(&self) -> Command {
        let mut commande = programme(&self.rustc);
        self.nettoyer(&mut commande);
        commande
    }

    fn nettoyer(&self, commande: &mut Command) {
        commande
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        if self.etrangere {
            commande
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("RUSTC")
                .env("RUSTC", &self.rustc);
        }
    }

    /// A cargo call that compiles for `CIBLE`, with these flags for rustc.
    pub fn cargo(&self, sous_commande: &str, drapeaux: &[&str]) -> Command {
        let mut commande = programme(&self.cargo);
        commande.args([sous_commande, "--target", CIBLE]);
        self.nettoyer(&mut commande);
        let mut drapeaux: Vec<String> = drapeaux.iter().map(|&d| d.to_owned()).collect();
        if let Some(sysroot) = &self.sysroot {
            drapeaux.extend(["--sysroot".to_owned(), sysroot.display().to_string()]);
        }
        if !drapeaux.is_empty() {
            // Separated by U+001F: a path may hold a space.
            commande.env("CARGO_ENCODED_RUSTFLAGS", drapeaux.join("\u{1f}"));
        }
        if let Some(lld) = &self.editeur_de_liens {
            commande.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", lld);
        }
        if processus::integration_continue() {
            commande.arg("--locked");
        }
        commande
    }

    fn ligne(&self, cle: &str) -> Option<&str> {
        self.version
            .lines()
            .find_map(|l| l.strip_prefix(cle))
            .map(str::trim)
    }

    /// At least the `rust-version` of the workspace.
    fn assez_recente(&self) -> bool {
        let nombres = |v: &str| {
            v.split('.')
                .map_while(|n| n.parse().ok())
                .take(2)
                .collect::<Vec<u32>>()
        };
        self.ligne("release:")
            .is_some_and(|v| nombres(v) >= nombres(env!("CARGO_PKG_RUST_VERSION")))
    }

    fn sysroot_d_origine(&self) -> Option<PathBuf> {
        sortie(self.rustc().args(["--print", "sysroot"]))
            .ok()
            .map(|s| PathBuf::from(s.trim()))
    }

    fn a_la_cible(&self) -> bool {
        let Ok(dossier) = sortie(self.rustc().args(["--print", "target-libdir", "--target", CIBLE])) else {
            return false;
        };
        std_maison::contient_std(Path::new(dossier.trim()))
    }

    fn sources_de_std(&self) -> bool {
        self.sysroot_d_origine()
            .is_some_and(|s| s.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file())
    }
}

/// Finds or makes a toolchain for `CIBLE`.
///
/// # Errors
/// Nothing worked: the message names the commands that would help.
pub fn obtenir() -> Result<Chaine> {
    let projet = Chaine::projet()?;
    if projet.a_la_cible() {
        return Ok(projet);
    }
    for chaine in [Some(projet.clone()), Chaine::debian()].into_iter().flatten() {
        if let Some(prete) = std_maison::gardee(&chaine) {
            return Ok(prete);
        }
    }
    if rustup_ajoute(&projet) {
        return Ok(projet);
    }
    if projet.sources_de_std() {
        return std_maison::construire(projet);
    }
    if let Some(debian) = chaine_debian()? {
        return std_maison::construire(debian);
    }
    bail!(
        "la bibliothèque standard pour {CIBLE} est introuvable. Au choix :\n  \
         rustup target add {CIBLE}\n  \
         apt-get install {}   (Debian, en root ; xtask fera le reste)",
        PAQUETS_DEBIAN.join(" ")
    )
}

fn rustup_ajoute(projet: &Chaine) -> bool {
    let Some(rustup) = trouver("rustup") else {
        return false;
    };
    eprintln!(
        "  {CIBLE} n'est pas installée : essai de `rustup target add` ({} s au plus)",
        LIMITE_RUSTUP.as_secs()
    );
    let mut commande = programme(rustup);
    commande.args(["target", "add", CIBLE]);
    processus::avec_limite(&mut commande, LIMITE_RUSTUP) && projet.a_la_cible()
}

/// Debian's compiler with its sources; installed if we may.
fn chaine_debian() -> Result<Option<Chaine>> {
    let prete = || Chaine::debian().filter(|c| c.sources_de_std() && c.assez_recente());
    if let Some(chaine) = prete() {
        return Ok(Some(chaine));
    }
    let Some(apt) = trouver("apt-get").filter(|_| est_root()) else {
        return Ok(None);
    };
    eprintln!("  Installation des paquets Debian : {}", PAQUETS_DEBIAN.join(" "));
    executer(programme(&apt).args(["-qq", "update"]))?;
    executer(
        programme(&apt)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(PAQUETS_DEBIAN),
    )?;
    Ok(prete())
}

/// An lld that speaks WASM: the project toolchain brings one even when Debian's is not installed.
fn editeur_de_liens() -> Option<PathBuf> {
    let projet = Chaine::projet().ok()?;
    let hote = projet.ligne("host:")?.to_owned();
    let de_rustup = projet
        .sysroot_d_origine()?
        .join("lib/rustlib")
        .join(hote)
        .join("bin/rust-lld");
    [
        Some(de_rustup),
        trouver("rust-lld"),
        trouver("wasm-ld"),
        trouver("lld"),
    ]
    .into_iter()
    .flatten()
    .chain((18..30).rev().filter_map(|v| trouver(&format!("lld-{v}"))))
    .find(|p| p.is_file())
}
