//! cargo, then the module cut into parts, then wasm-bindgen; both as libraries, so that they cannot
//! disagree with Cargo.lock.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::processus::{dossier_cible, suivre};
use crate::wasm_target::{CIBLE, Chaine};

/// The script that starts everything, among [`Compile::fichiers`].
pub const SCRIPT: &str = "apart.js";
/// The part of the module that every page needs.
pub const MODULE: &str = "apart_bg.wasm";

/// What the browser needs of the compiled SPA.
pub struct Compile {
    /// Scripts and WASM, which name each other by these relative paths.
    pub fichiers: Vec<(PathBuf, Vec<u8>)>,
    pub avertissements: usize,
}

/// Flags of rustc for the pages.
const DRAPEAUX: &[&str] = &[
    // Leptos then erases the types of views: smaller, and compiled much faster.
    "--cfg",
    "erase_components",
    // Cutting the module needs to know what refers to what.
    "-Clink-args=--emit-relocs",
];

/// Compiles `frontend` and wraps it for `<script type="module">`.
///
/// # Errors
/// The sources do not compile, or wasm-bindgen refuses the module.
pub fn compiler(chaine: &Chaine, profil: &str, release: bool) -> Result<Compile> {
    let compile = compiler_une_fois(chaine, profil, release)?;
    if compile.est_complet() {
        return Ok(compile);
    }
    // An incremental build has lost where the module is cut: no browser could load it. From scratch it is whole.
    println!("  Module incomplet : les pages se recompilent entièrement");
    let mut nettoyage = chaine.cargo("clean", DRAPEAUX);
    nettoyage
        .args(["--package", "frontend", "--profile", profil])
        .env("CARGO_TARGET_DIR", dossier_cible().join("web"));
    suivre(&mut nettoyage)?;
    let compile = compiler_une_fois(chaine, profil, release)?;
    if !compile.est_complet() {
        bail!("le module des pages attend des fonctions que personne ne fournit");
    }
    Ok(compile)
}

impl Compile {
    /// Every function that the module imports is one of its own scripts'.
    fn est_complet(&self) -> bool {
        self.fichiers
            .iter()
            .filter(|(nom, _)| nom.extension().is_some_and(|extension| extension == "js"))
            .all(|(_, octets)| !String::from_utf8_lossy(octets).contains("from \"env\""))
    }
}

fn compiler_une_fois(chaine: &Chaine, profil: &str, release: bool) -> Result<Compile> {
    // Apart from the native build: neither waits for the other, neither undoes the other.
    let cible = dossier_cible().join("web");
    let mut cargo = chaine.cargo("build", DRAPEAUX);
    cargo
        .args(["--package", "frontend", "--profile", profil])
        .env("CARGO_TARGET_DIR", &cible);
    let (reussi, texte) = suivre(&mut cargo)?;
    if !reussi {
        bail!("les pages ne compilent pas (voir plus haut)");
    }
    let module = cible.join(CIBLE).join(profil).join("frontend.wasm");
    let travail = tempfile::tempdir()?;
    let sortie = tempfile::tempdir()?;
    let principal = travail.path().join("principal.wasm");
    decouper(&module, &principal, sortie.path())?;
    envelopper(&principal, sortie.path(), release)?;
    let mut fichiers = Vec::new();
    super::site::parcourir(sortie.path(), &mut |chemin| {
        let relatif = chemin.strip_prefix(sortie.path())?.to_path_buf();
        fichiers.push((relatif, std::fs::read(chemin)?));
        Ok(())
    })?;
    Ok(Compile {
        fichiers,
        avertissements: compter_avertissements(&texte),
    })
}

/// Compiles the calculation alone and wraps it for Node.js; answers the script to load.
///
/// # Errors
/// The sources do not compile, or wasm-bindgen refuses the module.
pub fn compiler_calcul(chaine: &Chaine) -> Result<PathBuf> {
    let cible = dossier_cible().join("web");
    // The flags of the pages: both share what they are built from.
    let mut cargo = chaine.cargo("build", DRAPEAUX);
    cargo
        .args([
            "--package",
            "frontend",
            "--example",
            "calcul",
            "--profile",
            "web-dev",
        ])
        .env("CARGO_TARGET_DIR", &cible);
    if !suivre(&mut cargo)?.0 {
        bail!("le calcul ne compile pas pour le navigateur (voir plus haut)");
    }
    let module = cible.join(CIBLE).join("web-dev/examples/calcul.wasm");
    let sortie = cible.join("calcul");
    Bindgen::new()
        .input_path(&module)
        .out_name("calcul")
        .typescript(false)
        .nodejs(true)
        .and_then(|bindgen| bindgen.generate(&sortie))
        .with_context(|| format!("wasm-bindgen refuse {}", module.display()))?;
    Ok(sortie.join("calcul.js"))
}

/// Cuts the module at the functions marked in the sources: each part is fetched when first called.
fn decouper(module: &Path, principal: &Path, sortie: &Path) -> Result<()> {
    let octets = std::fs::read(module).with_context(|| module.display().to_string())?;
    let script = format!("./{SCRIPT}");
    let mut options = wasm_split_cli_support::Options::new(&octets);
    options.output_dir = sortie;
    options.main_out_path = principal;
    options.main_module = &script;
    options.link_name = "./parties.js";
    wasm_split_cli_support::transform(options).map_err(|erreur| anyhow!("découpe des pages : {erreur:#}"))?;
    Ok(())
}

fn envelopper(module: &Path, sortie: &Path, release: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("apart")
        .typescript(false)
        .debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release)
        // What the other parts import.
        .keep_lld_exports(true);
    bindgen
        .web(true)
        .and_then(|b| b.generate(sortie))
        .with_context(|| format!("wasm-bindgen refuse {}", module.display()))
}

/// Sums "warning: `frontend` (bin "frontend") generated 3 warnings".
fn compter_avertissements(texte: &str) -> usize {
    texte
        .lines()
        .filter(|l| l.starts_with("warning: `"))
        .filter_map(|l| {
            l.split(" generated ")
                .nth(1)?
                .split(' ')
                .next()?
                .parse::<usize>()
                .ok()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_module_incomplet_est_vu() {
        let compile = |script: &str| Compile {
            fichiers: vec![(PathBuf::from(SCRIPT), script.as_bytes().to_vec())],
            avertissements: 0,
        };
        assert!(compile("import { charger } from \"./parties.js\";").est_complet());
        assert!(!compile("import * as import1 from \"env\"").est_complet());
    }

    #[test]
    fn les_avertissements_sont_comptes() {
        let texte = "warning: unused import\n\
            warning: `client` (lib) generated 1 warning\n\
            warning: `frontend` (bin \"frontend\") generated 3 warnings (run `cargo fix`)\n";
        assert_eq!(compter_avertissements(texte), 4);
        assert_eq!(compter_avertissements("    Finished `web-dev` profile"), 0);
    }
}
