//! A fresh database for each test: a SQLite file, or a PostgreSQL database made from a template.

use db::ConnectionTrait as _;
use migrations::{Migrator, MigratorTrait as _};
use server::etat::ouvrir;
use tempfile::TempDir;

/// Where PostgreSQL listens; `cargo xtask test` sets it.
const VARIABLE: &str = "APART_TEST_POSTGRES_URL";

/// Key of the lock that one test at a time takes to make the template.
const VERROU: i64 = 7_305_122_026;

/// The database of one test; it goes when the test ends.
pub enum Base {
    Sqlite {
        url: String,
        _dossier: TempDir,
    },
    Postgres {
        url: String,
        serveur: String,
        nom: String,
    },
}

impl Base {
    pub fn sqlite() -> Self {
        let dossier = TempDir::new().expect("dossier temporaire");
        let url = format!("sqlite://{}/apart.db?mode=rwc", dossier.path().display());
        Self::Sqlite {
            url,
            _dossier: dossier,
        }
    }

    /// None where no PostgreSQL was given.
    pub async fn postgres(essai: &str) -> Option<Self> {
        let serveur = std::env::var(VARIABLE).ok()?;
        let modele = modele(&serveur).await;
        Some(Self::copier(serveur, &modele, essai).await)
    }

    /// Without any table.
    pub async fn postgres_vide(essai: &str) -> Option<Self> {
        let serveur = std::env::var(VARIABLE).ok()?;
        Some(Self::copier(serveur, "template1", essai).await)
    }

    async fn copier(serveur: String, modele: &str, essai: &str) -> Self {
        let empreinte: String = essai.chars().filter(char::is_ascii_alphanumeric).collect();
        let nom = format!("essai_{}_{empreinte:.40}", std::process::id()).to_lowercase();
        executer(&serveur, &format!("CREATE DATABASE {nom} TEMPLATE {modele}")).await;
        Self::Postgres {
            url: adresse(&serveur, &nom),
            serveur,
            nom,
        }
    }

    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } | Self::Postgres { url, .. } => url,
        }
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        let Self::Postgres { serveur, nom, .. } = self else {
            return;
        };
        let (serveur, ordre) = (serveur.clone(), format!("DROP DATABASE {nom} WITH (FORCE)"));
        // The runtime of the test is about to end: another one drops the database.
        let fil = std::thread::spawn(move || {
            actix_web::rt::Runtime::new()
                .expect("runtime")
                .block_on(executer(&serveur, &ordre));
        });
        fil.join().ok();
    }
}

/// The migrated template, made by the first test that needs it. Its name tells the migrations.
async fn modele(serveur: &str) -> String {
    let noms: Vec<String> = Migrator::migrations()
        .iter()
        .map(|m| m.name().to_owned())
        .collect();
    let dernier: String = noms.last().cloned().unwrap_or_default();
    let modele = format!(
        "apart_modele_{}_{}",
        noms.len(),
        dernier.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
    );
    let base = ouvrir(serveur, 1).await.expect("PostgreSQL joignable");
    base.execute_unprepared(&format!("SELECT pg_advisory_lock({VERROU})"))
        .await
        .expect("verrou");
    // Fails when it is there already, which is as good.
    if base
        .execute_unprepared(&format!("CREATE DATABASE {modele}"))
        .await
        .is_ok()
    {
        let neuve = ouvrir(&adresse(serveur, &modele), 1).await.expect("modèle");
        migrations::migrer(&neuve).await.expect("migrations");
        neuve.close().await.expect("modèle refermé");
    }
    base.close().await.expect("verrou rendu");
    modele
}

async fn executer(serveur: &str, ordre: &str) {
    let base = ouvrir(serveur, 1).await.expect("PostgreSQL joignable");
    base.execute_unprepared(ordre).await.expect("ordre");
    base.close().await.expect("connexion refermée");
}

/// The same server, another database.
fn adresse(serveur: &str, nom: &str) -> String {
    let (debut, options) = serveur.split_once('?').map_or((serveur, ""), |(d, o)| (d, o));
    let hote = debut.rsplit_once('/').map_or(debut, |(hote, _)| hote);
    if options.is_empty() {
        format!("{hote}/{nom}")
    } else {
        format!("{hote}/{nom}?{options}")
    }
}
