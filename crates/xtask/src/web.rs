//! The pages: Leptos → WASM → `frontend/dist`, ready to be served under a strict CSP.

mod compilation;
mod empreinte;
mod page;
mod site;
mod styles;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::processus::racine;
use crate::{npm, wasm_target};
pub use empreinte::Empreinte;
use site::Site;
pub use site::parcourir;

#[derive(Debug, Default, clap::Args)]
pub struct Options {
    /// Petit et rapide à l'exécution, long à construire ; ajoute les fichiers .br et .gz
    #[arg(long)]
    pub release: bool,
    /// Reconstruit à chaque changement, jusqu'à Ctrl-C
    #[arg(long)]
    pub suivre: bool,
    /// Reconstruit même si rien n'a changé
    #[arg(long)]
    pub force: bool,
}

/// Builds the pages, once or at each change.
///
/// # Errors
/// No toolchain for WASM, no npm, or sources that do not compile.
pub fn lancer(options: &Options) -> Result<()> {
    if !options.suivre {
        return construire(options).map(|_| ());
    }
    let mut derniere = String::new();
    loop {
        // A file may vanish while an editor saves it: the next look sees it again.
        let actuelle = empreinte::calculer("").unwrap_or_default();
        if !actuelle.is_empty() && actuelle != derniere {
            // A fault in the sources is told; the next change mends it.
            if let Err(erreur) = construire(&Options {
                force: false,
                ..*options
            }) {
                eprintln!("{erreur:#}");
            }
            derniere = actuelle;
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// Builds the pages unless `frontend/dist` already holds what would come out.
///
/// # Errors
/// See [`lancer`].
pub fn construire(options: &Options) -> Result<Empreinte> {
    let debut = Instant::now();
    let chaine = wasm_target::obtenir()?;
    let profil = if options.release { "web" } else { "web-dev" };
    npm::installer(&frontend())?;
    let hache = empreinte::calculer(&format!("{profil}\n{}", chaine.version))?;
    if let Some(actuelle) = empreinte::de_dist(&dist()).filter(|e| !options.force && e.hache == hache) {
        println!("  Pages à jour ({profil}) : {}", dist().display());
        return Ok(actuelle);
    }
    let compile = compilation::compiler(&chaine, profil, options.release)?;
    let site = assembler(&compile)?;
    let empreinte = Empreinte {
        hache,
        avertissements: compile.avertissements,
    };
    site.ecrire(&dist(), options.release, &empreinte)?;
    println!(
        "  Pages construites ({profil}) en {:.1} s : {}",
        debut.elapsed().as_secs_f32(),
        dist().display()
    );
    Ok(empreinte)
}

/// Builds the calculation alone, as the browser runs it; answers the script that Node.js loads.
///
/// # Errors
/// See [`lancer`].
pub fn calcul() -> Result<PathBuf> {
    compilation::compiler_calcul(&wasm_target::obtenir()?)
}

fn assembler(compile: &compilation::Compile) -> Result<Site> {
    let mut site = Site::default();
    let dossier = site.ajouter_ensemble("apart", &compile.fichiers);
    let js = format!("{dossier}/{}", compilation::SCRIPT);
    let wasm = format!("{dossier}/{}", compilation::MODULE);
    let demarrage = site.hacher("demarrage", "js", page::demarrage(&js, &wasm).as_bytes());
    let modele = std::fs::read_to_string(frontend().join("index.html")).context("frontend/index.html")?;
    let html = page::completer(
        &modele,
        &frontend(),
        &mut site,
        &page::Adresses { wasm, js, demarrage },
    )?;
    site.ajouter("index.html", html.as_bytes());
    site.ajouter_dossier(&frontend().join("public"))?;
    Ok(site)
}

fn frontend() -> PathBuf {
    racine().join("frontend")
}

/// Where the server looks for the pages unless told otherwise.
pub fn dist() -> PathBuf {
    frontend().join("dist")
}
