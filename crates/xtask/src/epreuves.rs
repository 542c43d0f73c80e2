//! `cargo xtask test`: every check of the project, one after the other, one summary.

use anyhow::Result;

use crate::bilan::{Bilan, Issue};
use crate::brouillon;
use crate::e2e::{Navigateur, Scene};
use crate::postgres::{self, Postgres};
use crate::processus::{cargo, integration_continue, suivre, trouver};
use crate::{couches, serveur, web};

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Une étape impossible ici est un échec (comme avec CI=true)
    #[arg(long)]
    no_skip: bool,
    /// Sans les parcours dans les navigateurs
    #[arg(long)]
    sans_navigateur: bool,
    /// Seulement les étapes dont le nom contient ce mot (clippy, couches, natifs…)
    #[arg(long, value_name = "MOT")]
    seulement: Option<String>,
}

/// Everything of the workspace but xtask, whose rebuilding while it runs would only cost time.
pub const ESPACE: &[&str] = &["--workspace", "--exclude", "xtask"];
const XTASK: &[&str] = &["--package", "xtask"];

/// Runs every stage, even after a failure.
///
/// # Errors
/// A stage failed, or was skipped where nothing may be.
pub fn lancer(options: &Options) -> Result<()> {
    let mut bilan =
        Bilan::nouveau(options.no_skip || integration_continue()).seulement(options.seulement.clone());
    bilan.etape("mise en forme", || lancer_simple(&["fmt", "--all", "--check"]));
    bilan.etape("couches", verifier_couches);
    bilan.etape("pages", construire_pages);
    bilan.etape("clippy", || clippy(ESPACE));
    bilan.etape("clippy, xtask", || clippy(XTASK));

    let mut postgres = None;
    bilan.etape("PostgreSQL temporaire", || {
        postgres = Postgres::ephemere()?;
        Ok(match &postgres {
            Some(_) => Issue::simple(true),
            None => Issue::Ignoree(postgres::REMEDE.to_owned()),
        })
    });
    let bases = if postgres.is_some() {
        "SQLite et PostgreSQL"
    } else {
        "SQLite seul (PostgreSQL sauté)"
    };
    bilan.etape(&format!("essais natifs, {bases}"), || {
        essais_natifs(ESPACE, postgres.as_ref())
    });
    bilan.etape("essais de xtask", || essais_natifs(XTASK, None));
    bilan.etape("document OpenAPI", verifier_openapi);
    if !options.sans_navigateur {
        parcours(&mut bilan, postgres.as_ref());
    }
    bilan.conclure()
}

fn parcours(bilan: &mut Bilan, postgres: Option<&Postgres>) {
    let mut scene = None;
    bilan.etape("construction pour le calcul et les parcours", || {
        scene = Some(Scene::preparer()?);
        Ok(Issue::simple(true))
    });
    let Some(scene) = scene else { return };
    bilan.etape("calcul du navigateur et du service", || {
        scene.comparer_calcul(postgres)
    });
    for (nom, navigateur) in [("Chromium", Navigateur::Chrome), ("Firefox", Navigateur::Firefox)] {
        bilan.etape(&format!("parcours, {nom}, SQLite"), || {
            scene.jouer(navigateur, None, None)
        });
    }
    // The main job is enough: what the databases could do differently is tested over HTTP on both.
    bilan.etape("parcours, Chromium, PostgreSQL", || match postgres {
        Some(_) => scene.jouer(Navigateur::Chrome, postgres, Some("metier")),
        None => Ok(Issue::Ignoree(postgres::REMEDE.to_owned())),
    });
}

fn lancer_simple(arguments: &[&str]) -> Result<Issue> {
    let [sous_commande, reste @ ..] = arguments else {
        return Ok(Issue::simple(false));
    };
    Ok(Issue::simple(suivre(cargo(sous_commande).args(reste))?.0))
}

fn clippy(paquets: &[&str]) -> Result<Issue> {
    let mut clippy = cargo("clippy");
    clippy
        .args(paquets)
        .args(["--all-targets", "--", "-D", "warnings"]);
    Ok(Issue::simple(suivre(&mut clippy)?.0))
}

fn verifier_couches() -> Result<Issue> {
    let fautes = couches::infractions()?;
    for faute in &fautes {
        println!("  {faute}");
    }
    Ok(Issue::simple(fautes.is_empty()))
}

/// The pages must compile for WASM without a warning.
fn construire_pages() -> Result<Issue> {
    let resultat = web::construire(&web::Options::default())?;
    if resultat.avertissements > 0 {
        println!("  {} avertissement(s) du compilateur", resultat.avertissements);
    }
    Ok(Issue::simple(resultat.avertissements == 0))
}

/// nextest if installed (a process for each test), else `cargo test`.
fn essais_natifs(paquets: &[&str], postgres: Option<&Postgres>) -> Result<Issue> {
    let nextest = trouver("cargo-nextest").is_some();
    let mut essais = if nextest { cargo("nextest") } else { cargo("test") };
    if nextest {
        essais.args(["run", "--no-fail-fast", "--no-tests=pass"]);
    } else {
        essais.arg("--no-fail-fast");
    }
    let brouillon = brouillon::dossier()?;
    essais.args(paquets).env("TMPDIR", brouillon.path());
    match postgres {
        Some(postgres) => essais.env("APART_TEST_POSTGRES_URL", postgres.adresse("postgres")),
        // The developer's own database is none of ours.
        None => essais.env_remove("APART_TEST_POSTGRES_URL"),
    };
    let (reussi, texte) = suivre(&mut essais)?;
    let (passes, echecs) = if nextest {
        comptes_nextest(&texte)
    } else {
        comptes_cargo(&texte)
    };
    Ok(Issue::des_comptes(reussi, passes, echecs))
}

/// "     Summary [   1.2s] 123 tests run: 120 passed (1 slow), 3 failed, 2 skipped"
fn comptes_nextest(texte: &str) -> (usize, usize) {
    let lignes = || {
        texte
            .lines()
            .filter(|l| l.trim_start().starts_with("Summary ["))
            .filter_map(|l| l.split_once("run: "))
    };
    let total = |mot: &str| lignes().map(|(_, comptes)| nombre_avant(comptes, mot)).sum();
    (total("passed"), total("failed") + total("timed out"))
}

/// "test result: ok. 12 passed; 0 failed; 0 ignored; …", one for each binary.
fn comptes_cargo(texte: &str) -> (usize, usize) {
    let total = |mot: &str| {
        texte
            .lines()
            .filter(|l| l.starts_with("test result:"))
            .map(|l| nombre_avant(l, mot))
            .sum()
    };
    (total("passed"), total("failed"))
}

fn nombre_avant(texte: &str, mot: &str) -> usize {
    texte
        .split_once(mot)
        .and_then(|(avant, _)| avant.split_whitespace().last()?.parse().ok())
        .unwrap_or_default()
}

/// The document kept with the sources is the one that the routes describe.
fn verifier_openapi() -> Result<Issue> {
    let garde = std::fs::read_to_string(serveur::fichier_openapi()).unwrap_or_default();
    let egal = garde == serveur::openapi()?;
    if !egal {
        println!("  openapi/openapi.json n'est plus à jour : cargo xtask openapi");
    }
    Ok(Issue::simple(egal))
}

/// `cargo xtask openapi`: writes the document.
///
/// # Errors
/// The service does not compile.
pub fn ecrire_openapi() -> Result<()> {
    let fichier = serveur::fichier_openapi();
    std::fs::write(&fichier, serveur::openapi()?)?;
    println!("{}", fichier.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_comptes_sont_lus() {
        let nextest =
            "     Summary [   0.5s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n";
        assert_eq!(comptes_nextest(nextest), (6, 3));
        let cargo =
            "test result: ok. 12 passed; 0 failed; 0 ignored\ntest result: FAILED. 3 passed; 1 failed;\n";
        assert_eq!(comptes_cargo(cargo), (15, 1));
        assert_eq!(comptes_nextest("error: could not compile"), (0, 0));
    }
}
