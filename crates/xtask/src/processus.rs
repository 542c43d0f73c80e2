//! Starting programs: their environment, their output, their time limit.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Root of the sources.
pub fn racine() -> PathBuf {
    let ici = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    ici.ancestors().nth(2).unwrap_or(Path::new(".")).to_path_buf()
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or `target/`.
pub fn dossier_cible() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dossier) => std::path::absolute(&dossier).unwrap_or_else(|_| dossier.into()),
        None => racine().join("target"),
    }
}

/// True when a machine runs us: nobody to ask, nothing may be skipped.
pub fn integration_continue() -> bool {
    std::env::var("CI").is_ok_and(|v| !matches!(v.as_str(), "" | "0" | "false"))
}

/// True for the superuser: `apt-get` is allowed, PostgreSQL refuses to start.
pub fn est_root() -> bool {
    sortie(Command::new("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0")
}

/// First program of that name on PATH. A dangling link is no program.
pub fn trouver(nom: &str) -> Option<PathBuf> {
    let chemins = std::env::var_os("PATH")?;
    std::env::split_paths(&chemins)
        .map(|d| d.join(nom))
        .find(|p| p.is_file())
}

/// A program started at the root of the sources, without what the cargo that started us has set
/// (another cargo would take it for orders).
pub fn programme(nom: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut commande = Command::new(nom);
    commande.current_dir(racine());
    for (cle, _) in std::env::vars_os() {
        let nom = cle.to_string_lossy();
        let a_nous = nom.starts_with("CARGO_PKG_")
            || nom.starts_with("CARGO_MANIFEST_")
            || matches!(
                &*nom,
                "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE"
            );
        if a_nous {
            commande.env_remove(&cle);
        }
    }
    commande
}

/// The cargo that started us. On an integration machine it must respect Cargo.lock.
pub fn cargo(sous_commande: &str) -> Command {
    let mut commande = programme(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    commande.arg(sous_commande);
    if std::io::stderr().is_terminal() {
        commande.env("CARGO_TERM_COLOR", "always");
    }
    if integration_continue() && !matches!(sous_commande, "fmt" | "nextest") {
        commande.arg("--locked");
    }
    commande
}

/// Runs to the end, output passed through.
///
/// # Errors
/// The program is missing or fails.
pub fn executer(commande: &mut Command) -> Result<()> {
    let etat = commande
        .status()
        .with_context(|| format!("impossible de lancer {}", lisible(commande)))?;
    if !etat.success() {
        bail!("échec ({etat}) de {}", lisible(commande));
    }
    Ok(())
}

/// Runs to the end and returns what it wrote; its errors pass through.
///
/// # Errors
/// The program is missing or fails.
pub fn sortie(commande: &mut Command) -> Result<String> {
    let resultat = commande
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("impossible de lancer {}", lisible(commande)))?;
    if !resultat.status.success() {
        bail!("échec ({}) de {}", resultat.status, lisible(commande));
    }
    Ok(String::from_utf8_lossy(&resultat.stdout).into_owned())
}

/// Runs to the end, output passed through and kept: success, then all it wrote, without colours.
///
/// # Errors
/// The program is missing.
pub fn suivre(commande: &mut Command) -> Result<(bool, String)> {
    let mut enfant = commande
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("impossible de lancer {}", lisible(commande)))?;
    let (sortie, erreurs) = (enfant.stdout.take(), enfant.stderr.take());
    let texte = std::thread::scope(|s| {
        let gauche = s.spawn(|| sortie.map(recopier).unwrap_or_default());
        let droite = s.spawn(|| erreurs.map(recopier).unwrap_or_default());
        gauche.join().unwrap_or_default() + &droite.join().unwrap_or_default()
    });
    Ok((enfant.wait()?.success(), sans_couleurs(&texte)))
}

/// Runs with a time limit; false when it fails, is missing or is stopped at the limit.
pub fn avec_limite(commande: &mut Command, limite: Duration) -> bool {
    let Ok(mut enfant) = commande.spawn() else {
        return false;
    };
    match attendre(&mut enfant, limite) {
        Some(reussi) => reussi,
        None => {
            // Both fail only when it has ended by itself meanwhile.
            enfant.kill().ok();
            enfant.wait().ok();
            false
        }
    }
}

/// Waits at most `limite`: success or failure, `None` if it still runs.
pub fn attendre(enfant: &mut Child, limite: Duration) -> Option<bool> {
    let debut = Instant::now();
    while debut.elapsed() < limite {
        if let Ok(Some(etat)) = enfant.try_wait() {
            return Some(etat.success());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    None
}

/// The command as one would type it.
pub fn lisible(commande: &Command) -> String {
    let mut mots = vec![commande.get_program().to_string_lossy()];
    mots.extend(commande.get_args().map(|a| a.to_string_lossy()));
    format!("`{}`", mots.join(" "))
}

fn recopier(flux: impl Read) -> String {
    let mut garde = String::new();
    for ligne in BufReader::new(flux).split(b'\n').map_while(Result::ok) {
        let ligne = String::from_utf8_lossy(&ligne).into_owned();
        // A closed terminal must not stop the tests.
        writeln!(std::io::stdout(), "{ligne}").ok();
        garde.push_str(&ligne);
        garde.push('\n');
    }
    garde
}

fn sans_couleurs(texte: &str) -> String {
    let mut propre = String::with_capacity(texte.len());
    let mut reste = texte.chars();
    while let Some(c) = reste.next() {
        if c == '\u{1b}' {
            // "ESC [ 1 ; 32 m": skipped up to its letter.
            reste.by_ref().find(char::is_ascii_alphabetic);
        } else {
            propre.push(c);
        }
    }
    propre
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_couleurs_s_enlevent() {
        assert_eq!(sans_couleurs("\u{1b}[1;32m  ok\u{1b}[0m 3"), "  ok 3");
    }

    #[test]
    fn un_programme_trop_long_est_arrete() {
        let debut = Instant::now();
        assert!(!avec_limite(
            Command::new("sleep").arg("20"),
            Duration::from_millis(100)
        ));
        assert!(debut.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn la_racine_porte_l_espace_de_travail() {
        assert!(racine().join("Cargo.lock").is_file());
    }
}
