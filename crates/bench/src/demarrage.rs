//! The binary itself: time to be ready on an existing database, memory at rest, size of the pages.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};

use crate::memoire::memoire;
use crate::mesure::mediane;
use crate::montage::Echec;

pub async fn mesurer() -> Result<(), Echec> {
    tailles(&racine().join("frontend/dist"))?;
    let binaire = binaire();
    let dossier = tempfile::tempdir()?;
    let base = dossier.path().join("apart.db");
    // The first start fills the database.
    demarrer(&binaire, &base).await?.1.kill().await?;
    let mut durees = Vec::new();
    for _ in 0..5 {
        let (service, mut enfant) = demarrer(&binaire, &base).await?;
        durees.push(service.duree.as_secs_f64() * 1000.0);
        enfant.kill().await?;
    }
    println!(
        "Prêt en {:.0} ms sur une base existante (but < 300)",
        mediane(durees)
    );
    let (_, mut enfant) = demarrer(&binaire, &base).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!(
        "Mémoire au repos : {:.1} Mo (but < 60)",
        memoire(&enfant, "VmRSS")?
    );
    Ok(enfant.kill().await?)
}

/// The optimised binary, or the one that is named.
pub fn binaire() -> PathBuf {
    std::env::var_os("APART_BINAIRE").map_or_else(|| racine().join("target/release/apart"), PathBuf::from)
}

fn racine() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A service that answers.
pub struct Service {
    pub url: String,
    /// Until it was ready.
    pub duree: Duration,
}

/// Starts one with the data of the demo, on a database that may be there already.
pub async fn demarrer(binaire: &Path, base: &Path) -> Result<(Service, Child), Echec> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let depart = Instant::now();
    let enfant = Command::new(binaire)
        .args(["serve", "--demo"])
        // As in the image.
        .env("MALLOC_ARENA_MAX", "2")
        .env("APART_LISTEN", format!("127.0.0.1:{port}"))
        .env(
            "APART_DATABASE_URL",
            format!("sqlite://{}?mode=rwc", base.display()),
        )
        .env("APART_REQUETES_PAR_MINUTE", "0")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let url = format!("http://127.0.0.1:{port}");
    let adresse = format!("{url}/readyz");
    while depart.elapsed() < Duration::from_secs(60) {
        if reqwest::get(&adresse)
            .await
            .is_ok_and(|reponse| reponse.status().is_success())
        {
            let duree = depart.elapsed();
            return Ok((Service { url, duree }, enfant));
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err("le service n'est pas prêt après 60 s".into())
}

/// Every WASM file of the pages: the first one that the browser gets, then the parts that a page asks for.
fn tailles(dist: &Path) -> Result<(), Echec> {
    let mut fichiers = Vec::new();
    let mut pile = vec![dist.to_path_buf()];
    while let Some(dossier) = pile.pop() {
        for entree in std::fs::read_dir(dossier)? {
            let chemin = entree?.path();
            if chemin.is_dir() {
                pile.push(chemin);
            } else if chemin.extension().is_some_and(|extension| extension == "wasm") {
                let mut brotli = chemin.clone().into_os_string();
                brotli.push(".br");
                let octets = |chemin: &Path| std::fs::metadata(chemin).map(|m| m.len());
                let nom = chemin
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                fichiers.push((octets(&chemin)?, octets(Path::new(&brotli)).ok(), nom));
            }
        }
    }
    fichiers.sort_by(|a, b| b.cmp(a));
    println!("WASM des pages (but ≤ 400 kB brotli)");
    for (brut, brotli, nom) in &fichiers {
        println!("  {nom} : {} kB brut, {} brotli", brut / 1000, ko(*brotli));
    }
    let brut: u64 = fichiers.iter().map(|(brut, ..)| brut).sum();
    let brotli = fichiers.iter().map(|(_, brotli, _)| *brotli).sum();
    println!("  ensemble : {} kB brut, {} brotli\n", brut / 1000, ko(brotli));
    Ok(())
}

fn ko(octets: Option<u64>) -> String {
    octets.map_or_else(
        || "? kB (cargo xtask web --release)".to_owned(),
        |octets| format!("{} kB", octets / 1000),
    )
}
