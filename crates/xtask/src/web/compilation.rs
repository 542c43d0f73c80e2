//! cargo, then wasm-bindgen as a library: it cannot disagree with Cargo.lock.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::processus::{dossier_cible, suivre};
use crate::wasm_target::{CIBLE, Chaine};

/// What the browser needs of the compiled SPA.
pub struct Compile {
    pub wasm: Vec<u8>,
    pub js: String,
    /// Scripts that crates bring along, at their path relative to the main script.
    pub extraits: Vec<(PathBuf, Vec<u8>)>,
    pub avertissements: usize,
}

/// Compiles `frontend` and wraps it for `<script type="module">`.
///
/// # Errors
/// The sources do not compile, or wasm-bindgen refuses the module.
pub fn compiler(chaine: &Chaine, profil: &str, release: bool) -> Result<Compile> {
    // Apart from the native build: neither waits for the other, neither undoes the other.
    let cible = dossier_cible().join("web");
    let mut cargo = chaine.cargo("build");
    cargo
        .args(["--package", "frontend", "--profile", profil])
        .env("CARGO_TARGET_DIR", &cible);
    let (reussi, texte) = suivre(&mut cargo)?;
    if !reussi {
        bail!("les pages ne compilent pas (voir plus haut)");
    }
    let module = cible.join(CIBLE).join(profil).join("frontend.wasm");
    let sortie = tempfile::tempdir()?;
    envelopper(&module, sortie.path(), release)?;
    let mut extraits = Vec::new();
    super::site::parcourir(&sortie.path().join("snippets"), &mut |chemin| {
        extraits.push((
            chemin.strip_prefix(sortie.path())?.to_path_buf(),
            std::fs::read(chemin)?,
        ));
        Ok(())
    })?;
    Ok(Compile {
        wasm: std::fs::read(sortie.path().join("apart_bg.wasm"))?,
        js: std::fs::read_to_string(sortie.path().join("apart.js"))?,
        extraits,
        avertissements: compter_avertissements(&texte),
    })
}

fn envelopper(module: &Path, sortie: &Path, release: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("apart")
        .typescript(false)
        .debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release);
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
mod essais {
    use super::*;

    #[test]
    fn les_avertissements_sont_comptes() {
        let texte = "warning: unused import\n\
            warning: `client` (lib) generated 1 warning\n\
            warning: `frontend` (bin \"frontend\") generated 3 warnings (run `cargo fix`)\n";
        assert_eq!(compter_avertissements(texte), 4);
        assert_eq!(compter_avertissements("    Finished `web-dev` profile"), 0);
    }
}
