//! A PostgreSQL of our own for the tests: started in a temporary folder, spoken to over a Unix
//! socket, gone at the end. Durability is switched off: its data live for minutes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::brouillon;
use crate::processus::{attendre, avec_limite, est_root, executer, sortie, trouver};

/// How to get what is missing.
pub const REMEDE: &str = "PostgreSQL est introuvable : apt-get install postgresql";
const LIMITE: Duration = Duration::from_secs(60);
const DURABLES: &[&str] = &[
    "listen_addresses=",
    "unix_socket_permissions=0777",
    // A tenth of a day would otherwise go by before the tables that it fills have statistics.
    "autovacuum_naptime=5s",
];
/// Each API test has its pool; hundreds of them run.
const EPHEMERES: &[&str] = &[
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
    "unix_socket_permissions=0777",
];

pub struct Postgres {
    dossier: tempfile::TempDir,
    programmes: PathBuf,
    compte: Option<Compte>,
    serveur: Option<Child>,
}

/// An unprivileged account: PostgreSQL refuses to run as root.
struct Compte {
    uid: String,
    gid: String,
}

impl Postgres {
    /// Starts a server whose data need not last; `None` when PostgreSQL is not installed.
    ///
    /// # Errors
    /// It is installed but does not start: its journal is in the message.
    pub fn ephemere() -> Result<Option<Self>> {
        Self::demarrer(EPHEMERES, &brouillon::racine())
    }

    /// Starts one as it comes, for measures: what was answered is on the disk.
    ///
    /// # Errors
    /// As above.
    pub fn durable() -> Result<Option<Self>> {
        Self::demarrer(DURABLES, &std::env::temp_dir())
    }

    fn demarrer(reglages: &[&str], parent: &Path) -> Result<Option<Self>> {
        let Some(programmes) = programmes() else {
            return Ok(None);
        };
        let dossier = tempfile::Builder::new().prefix("apart-pg-").tempdir_in(parent)?;
        let compte = if est_root() {
            Some(Compte::trouver()?)
        } else {
            None
        };
        if let Some(Compte { uid, gid }) = &compte {
            executer(
                Command::new("chown")
                    .arg(format!("{uid}:{gid}"))
                    .arg(dossier.path()),
            )?;
        }
        executer(Command::new("chmod").arg("755").arg(dossier.path()))?;
        let mut postgres = Self {
            dossier,
            programmes,
            compte,
            serveur: None,
        };
        postgres.initialiser()?;
        postgres.lancer(reglages)?;
        Ok(Some(postgres))
    }

    /// Address of a database of this server.
    pub fn adresse(&self, base: &str) -> String {
        format!(
            "postgres://apart@localhost/{base}?host={}",
            self.dossier.path().display()
        )
    }

    /// Creates an empty database.
    ///
    /// # Errors
    /// `createdb` fails.
    pub fn creer(&self, base: &str) -> Result<()> {
        let mut createdb = self.commande("createdb");
        createdb.arg("-h").arg(self.dossier.path());
        executer(createdb.args(["-U", "apart", base]))
    }

    fn donnees(&self) -> PathBuf {
        self.dossier.path().join("donnees")
    }

    fn journal(&self) -> PathBuf {
        self.dossier.path().join("journal")
    }

    fn initialiser(&self) -> Result<()> {
        // C.UTF-8 is not everywhere; C is.
        for locale in ["C.UTF-8", "C"] {
            let mut initdb = self.commande("initdb");
            initdb
                .arg("-D")
                .arg(self.donnees())
                .args(["-U", "apart", "--auth=trust", "--encoding=UTF8", "--no-sync"])
                .arg(format!("--locale={locale}"))
                .stdout(File::create(self.journal())?)
                .stderr(File::create(self.journal())?);
            if executer(&mut initdb).is_ok() {
                return Ok(());
            }
            // Left half made by a refused locale.
            fs::remove_dir_all(self.donnees()).ok();
        }
        bail!("initdb échoue :\n{}", fs::read_to_string(self.journal())?)
    }

    fn lancer(&mut self, reglages: &[&str]) -> Result<()> {
        let journal = File::create(self.journal())?;
        let mut postgres = self.commande("postgres");
        postgres
            .arg("-D")
            .arg(self.donnees())
            .arg("-k")
            .arg(self.dossier.path());
        for reglage in reglages {
            postgres.args(["-c", reglage]);
        }
        let enfant = postgres
            .stdout(journal.try_clone()?)
            .stderr(journal)
            .stdin(Stdio::null())
            .spawn();
        self.serveur = Some(enfant.context("postgres")?);
        let debut = Instant::now();
        while debut.elapsed() < LIMITE {
            let mut pret = self.commande("pg_isready");
            pret.arg("-q")
                .arg("-h")
                .arg(self.dossier.path())
                .args(["-U", "apart"]);
            if avec_limite(&mut pret, LIMITE) {
                return Ok(());
            }
            if self
                .serveur
                .as_mut()
                .is_some_and(|s| attendre(s, Duration::from_millis(200)).is_some())
            {
                break;
            }
        }
        bail!(
            "PostgreSQL ne démarre pas :\n{}",
            fs::read_to_string(self.journal())?
        )
    }

    /// A program of PostgreSQL, as the unprivileged account if we are root, and told to stop if we
    /// die.
    fn commande(&self, nom: &str) -> Command {
        let programme = self.programmes.join(nom);
        let mut commande = match (trouver("setpriv"), &self.compte) {
            (Some(setpriv), compte) => {
                let mut commande = Command::new(setpriv);
                if let Some(Compte { uid, gid }) = compte {
                    commande.args(["--reuid", uid, "--regid", gid, "--clear-groups"]);
                }
                commande.args(["--pdeathsig", "INT", "--"]).arg(programme);
                commande
            }
            (None, Some(Compte { uid, .. })) => {
                let mut commande = Command::new("runuser");
                commande
                    .arg("-u")
                    .arg(nom_du_compte(uid))
                    .arg("--")
                    .arg(programme);
                commande
            }
            (None, None) => Command::new(programme),
        };
        // Ours may be closed to that account.
        commande.current_dir(self.dossier.path());
        commande
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let Some(mut serveur) = self.serveur.take() else {
            return;
        };
        let mut arret = self.commande("pg_ctl");
        arret
            .arg("stop")
            .arg("-s")
            .arg("-D")
            .arg(self.donnees())
            .args(["-m", "immediate"]);
        avec_limite(&mut arret, LIMITE);
        if attendre(&mut serveur, Duration::from_secs(5)).is_none() {
            // Last resort; a failure means that it has ended.
            serveur.kill().ok();
            serveur.wait().ok();
        }
    }
}

impl Compte {
    fn trouver() -> Result<Self> {
        let nombre = |option: &str, nom: &str| {
            let mut id = Command::new("id");
            sortie(id.args([option, nom]).stderr(Stdio::null())).map(|n| n.trim().to_owned())
        };
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|nom| {
                Some(Self {
                    uid: nombre("-u", nom).ok()?,
                    gid: nombre("-g", nom).ok()?,
                })
            })
            .context("aucun compte sans privilège (postgres, nobody) pour lancer PostgreSQL")
    }
}

fn nom_du_compte(uid: &str) -> String {
    sortie(Command::new("id").args(["-un", uid])).map_or_else(|_| uid.to_owned(), |n| n.trim().to_owned())
}

/// Folder that holds `initdb` and `postgres`: on PATH, told by `pg_config`, or Debian's newest.
fn programmes() -> Option<PathBuf> {
    let de_path = || {
        trouver("initdb")?
            .canonicalize()
            .ok()?
            .parent()
            .map(Path::to_path_buf)
    };
    let de_pg_config = || {
        let pg_config = trouver("pg_config")?;
        sortie(Command::new(pg_config).arg("--bindir"))
            .ok()
            .map(|d| PathBuf::from(d.trim()))
    };
    let complet = |d: &PathBuf| {
        ["initdb", "postgres", "pg_ctl"]
            .iter()
            .all(|p| d.join(p).is_file())
    };
    de_path()
        .filter(complet)
        .or_else(|| de_pg_config().filter(complet))
        .or_else(|| versions_debian().into_iter().find(complet))
}

fn versions_debian() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|e| {
            let e = e.ok()?;
            Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin")))
        })
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, chemin)| chemin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_serveur_demarre_puis_disparait() {
        let Some(postgres) = Postgres::ephemere().unwrap() else {
            return eprintln!("{REMEDE}");
        };
        let dossier = postgres.dossier.path().to_path_buf();
        assert!(dossier.join("donnees/postmaster.pid").exists());
        assert!(
            postgres
                .adresse("x")
                .ends_with(&format!("/x?host={}", dossier.display()))
        );
        drop(postgres);
        assert!(!dossier.exists());
    }
}
