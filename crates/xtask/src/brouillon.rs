//! Where tests write what nobody keeps: in memory where there is room.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::processus::sortie;

/// Where Linux keeps files in memory.
const MEMOIRE: &str = "/dev/shm";
/// What the databases of the tests and the profiles of the browsers may take, in KiB, with a margin.
const PLACE: u64 = 4 << 20;

/// The folder of all drafts. Hundreds of databases come and go, a file for each of their tables: on a disk, making
/// and dropping them takes a sixth of the tests' time.
pub fn racine() -> PathBuf {
    let memoire = Path::new(MEMOIRE);
    match place(memoire) {
        Some(libre) if libre >= PLACE => memoire.to_path_buf(),
        _ => std::env::temp_dir(),
    }
}

/// A folder of our own in it, gone with the value.
///
/// # Errors
/// It cannot be made.
pub fn dossier() -> Result<tempfile::TempDir> {
    Ok(tempfile::Builder::new().prefix("apart-").tempdir_in(racine())?)
}

/// Free room in KiB.
fn place(dossier: &Path) -> Option<u64> {
    if !dossier.is_dir() {
        return None;
    }
    let mut df = Command::new("df");
    let texte = sortie(df.arg("-Pk").arg(dossier).stderr(Stdio::null())).ok()?;
    libre(&texte)
}

/// The fourth column of the second line of `df -Pk`.
fn libre(df: &str) -> Option<u64> {
    df.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_place_libre_est_lue_et_le_dossier_disparait() {
        let df = "Filesystem 1024-blocks Used Available Capacity Mounted on\ntmpfs 24653440 1024 24652416 1% /dev/shm\n";
        assert_eq!(libre(df), Some(24_652_416));
        assert_eq!(libre("df: /nulle/part: No such file\n"), None);
        let dossier = dossier().unwrap();
        let chemin = dossier.path().to_path_buf();
        assert!(chemin.starts_with(racine()));
        drop(dossier);
        assert!(!chemin.exists());
    }
}
