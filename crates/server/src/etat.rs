//! What every handler shares: the context of the use cases, the tokens, the settings.

use std::path::Path;
use std::sync::Arc;

use actix_web::web;
use adapters::registre::Registre;
use app::chiffrement::{Chiffrement, Cle};
use app::hachage::Hachage;
use app::{Contexte, Hasard, Horloge, Parametres};
use domain::bareme::Baremes;
use domain::compte::ReglesVerrou;
use migrations::{Migrator, MigratorTrait as _};

use crate::configuration::Configuration;
use crate::jeton::Jetons;
use crate::registre;
use crate::securite::Debit;

/// Failure of the start or of a command, told to the operator.
pub type Echec = Box<dyn std::error::Error + Send + Sync>;

/// The shared state, as handlers ask for it.
pub type Service = web::Data<Etat>;

/// What every handler shares.
pub struct Etat {
    /// Given to every use case.
    pub contexte: Contexte,
    /// Signs and reads session tokens.
    pub jetons: Jetons,
    /// Request rates.
    pub debit: Debit,
    /// The company register.
    pub registre: Registre,
    /// The long imports that this process works on.
    pub imports: Arc<app::import::Registre>,
    /// The settings.
    pub config: Configuration,
}

impl Etat {
    /// Opens the database, brings its schema up to date and reads the dated figures.
    ///
    /// # Errors
    /// The database cannot be reached or migrated.
    pub async fn preparer(config: Configuration) -> Result<Self, Echec> {
        let acces = acces(config.database_url.exposer(), config.connexions_base)?;
        let base = db::ouvrir(&acces).await?;
        migrations::migrer(&base).await?;
        let ecritures = db::ouvrir_ecritures(&acces, &base).await?;
        let cles: Vec<Cle> = config
            .cles_chiffrement
            .iter()
            .map(|cle| Cle {
                id: cle.id.clone(),
                octets: *cle.octets.exposer(),
            })
            .collect();
        let contexte = Contexte {
            base,
            ecritures,
            horloge: horloge(&config),
            hasard: Hasard::systeme(),
            chiffrement: Chiffrement::new(&cles, *config.cle_index.exposer()),
            hachage: Hachage::new(
                config.limites.hachages_simultanes,
                config.limites.hachages_en_attente,
                config.limites.memoire_hachage,
            ),
            baremes: Arc::new(baremes(&config)?),
            parametres: Arc::new(parametres(&config)?),
        };
        Ok(Self {
            jetons: Jetons::new(config.secret_session.exposer(), config.cookie_secure),
            debit: Debit::new(&config),
            registre: registre::ouvrir(&config, &contexte.horloge),
            imports: Arc::default(),
            contexte,
            config,
        })
    }

    /// Can it serve: the database answers and its schema is the one of this binary.
    ///
    /// # Errors
    /// Why not, for the log.
    pub async fn verifier(&self) -> Result<(), Echec> {
        match Migrator::get_pending_migrations(&self.contexte.base).await?.len() {
            0 => Ok(()),
            n => Err(format!("{n} migrations à appliquer").into()),
        }
    }
}

/// Opens the pool; the folder of a SQLite file is made if it is missing.
///
/// # Errors
/// The database cannot be reached.
pub async fn ouvrir(url: &str, connexions: u32) -> Result<db::DatabaseConnection, Echec> {
    Ok(db::ouvrir(&acces(url, connexions)?).await?)
}

fn acces(url: &str, connexions: u32) -> Result<db::Acces, Echec> {
    if let Some(chemin) = url.strip_prefix("sqlite://")
        && let Some(dossier) = Path::new(chemin.split('?').next().unwrap_or("")).parent()
        && !dossier.as_os_str().is_empty()
    {
        std::fs::create_dir_all(dossier)?;
    }
    Ok(db::Acces {
        url: url.to_owned(),
        connexions,
    })
}

/// The dated figures: the operator's file, or those of the program. Every fault of the file is told
/// with its row.
fn baremes(config: &Configuration) -> Result<Baremes, Echec> {
    let Some(chemin) = &config.baremes else {
        return Ok(Baremes::charger()?);
    };
    let nom = chemin.display();
    let texte = std::fs::read_to_string(chemin).map_err(|e| format!("APART_BAREMES : {nom} : {e}"))?;
    Baremes::lire(&texte).map_err(|fautes| {
        let lignes: Vec<_> = fautes.0.iter().map(|f| format!("  - {}", f.message)).collect();
        format!("APART_BAREMES : {nom} est refusé :\n{}", lignes.join("\n")).into()
    })
}

/// The machine's clock; in demo mode one that can be advanced.
fn horloge(config: &Configuration) -> Horloge {
    let systeme = Horloge::systeme();
    if config.demo {
        Horloge::reglee(config.horloge.unwrap_or_else(|| systeme.maintenant()))
    } else {
        systeme
    }
}

fn parametres(config: &Configuration) -> Result<Parametres, Echec> {
    Ok(Parametres {
        verrou: ReglesVerrou {
            tentatives: config.limites.tentatives_connexion,
            duree: config.limites.verrou.try_into()?,
        },
        session: config.limites.session.try_into()?,
        delai_habilitation: time::Duration::hours(config.delai_habilitation_heures.into()),
        url_publique: config.url_publique.clone(),
        ligne_assistance: config.ligne_assistance.clone(),
        document_max: config.limites.document_max,
        essais_controle: config.limites.essais_controle,
        demo: config.demo,
    })
}
