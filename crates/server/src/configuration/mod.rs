//! Settings of the service: `APART_*` variables over an optional TOML file.
//!
//! Read once at start; every fault is told at once, naming its variable. Outside demo mode the
//! service refuses to start on a missing or weak secret.

mod lecture;
mod regles;
mod secret;
mod table;
mod tests;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use time::OffsetDateTime;

pub use lecture::FautesConfiguration;
use lecture::Lecteur;
pub use secret::{CleChiffrement, Secret};
pub use table::{Reglage, TABLE, tableau_markdown};

/// All settings, checked.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Address and port of the listener.
    pub listen: SocketAddr,
    /// May hold a password.
    pub database_url: Secret<String>,
    /// Connections of the pool.
    pub connexions_base: u32,
    /// Example data, built-in secrets, mails kept in an outbox.
    pub demo: bool,
    /// Where the clock starts, in demo mode only.
    pub horloge: Option<OffsetDateTime>,
    /// Folder of the built pages.
    pub spa_dir: PathBuf,
    /// Origin of the service as browsers see it, without a final slash.
    pub url_publique: String,
    /// Networks whose `X-Forwarded-For` is believed.
    pub proxys: Vec<IpNet>,
    /// `Secure` attribute of the session cookie.
    pub cookie_secure: bool,
    /// Signing key of the session token, at least 32 bytes.
    pub secret_session: Secret<Vec<u8>>,
    /// Keys that encrypt NIR and IBAN; the first one encrypts.
    pub cles_chiffrement: Vec<CleChiffrement>,
    /// Key of the search indexes over encrypted values.
    pub cle_index: Secret<[u8; 32]>,
    /// Mails.
    pub courriel: Courriel,
    /// Telephone number of the help desk.
    pub ligne_assistance: String,
    /// Base address of the company register.
    pub registre_url: String,
    /// The operator's own table of dated figures, instead of the one that ships with the program.
    pub baremes: Option<PathBuf>,
    /// Hours between a habilitation and the first possible login.
    pub delai_habilitation_heures: u32,
    /// Rates, sizes, attempts.
    pub limites: Limites,
    /// Filter of the technical log.
    pub log: String,
    /// What is odd in the settings but stops nothing; logged at start.
    pub avertissements: Vec<String>,
}

/// How mails leave.
#[derive(Debug, Clone)]
pub struct Courriel {
    /// None in demo mode: mails stay in the outbox.
    pub smtp: Option<Smtp>,
    /// Sender, `Name <address>`.
    pub expediteur: String,
    /// Reply address.
    pub reponse: String,
}

/// The mail server.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Host name.
    pub hote: String,
    /// Port.
    pub port: u16,
    /// User, when the server wants one.
    pub utilisateur: Option<String>,
    /// Password, when the server wants one.
    pub mot_de_passe: Option<Secret<String>>,
    /// Encryption.
    pub tls: SmtpTls,
}

/// Encryption of the connection to the mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// Plain, then upgraded; refused if the server cannot.
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None: for a mail catcher on the same machine.
    Aucun,
}

/// Limits that protect the service.
#[derive(Debug, Clone, Copy)]
pub struct Limites {
    /// Wrong passwords before an account is locked.
    pub tentatives_connexion: u32,
    /// How long it stays locked.
    pub verrou: Duration,
    /// Time without action that ends a session.
    pub session: Duration,
    /// Request body, bytes.
    pub corps_max: usize,
    /// Imported file, bytes.
    pub import_max: usize,
    /// Document handed in, bytes.
    pub document_max: usize,
    /// API requests per minute and address; 0 is without limit.
    pub requetes_par_minute: u32,
    /// Logins, forgotten passwords and registrations per minute and address; 0 is without limit.
    pub connexions_par_minute: u32,
    /// Passwords hashed at the same time.
    pub hachages_simultanes: usize,
    /// Passwords that wait to be hashed; more are told to come back.
    pub hachages_en_attente: usize,
    /// Memory that one password takes to hash, KiB.
    pub memoire_hachage: u32,
    /// Numbers that the security check makes a browser try, at most.
    pub essais_controle: u32,
}

impl Configuration {
    /// Reads the settings from `environnement` over the text of a TOML file.
    ///
    /// `demo` is the command-line flag; `APART_DEMO` has the same effect.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn charger(
        environnement: impl IntoIterator<Item = (String, String)>,
        toml: Option<&str>,
        demo: bool,
    ) -> Result<Self, FautesConfiguration> {
        let mut l = Lecteur::new(environnement, toml);
        let demo = l.booleen("DEMO", false) || demo;
        let listen = l.lire(
            "LISTEN",
            "une adresse et un port, par exemple `127.0.0.1:8080`",
            SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
        );
        let url_publique = regles::url_publique(&mut l, demo, listen);
        let [secret_session, cle_index] =
            ["SECRET_SESSION", "CLE_INDEX"].map(|nom| regles::secret_simple(&mut l, demo, nom));
        let cle_index = regles::secret_32(&mut l, &cle_index);
        let config = Self {
            listen,
            database_url: Secret::new(regles::database_url(&mut l)),
            connexions_base: l.entier("CONNEXIONS_BASE", 1, 500),
            demo,
            horloge: regles::horloge(&mut l, demo),
            spa_dir: PathBuf::from(l.texte("SPA_DIR")),
            proxys: regles::proxys(&mut l, listen),
            cookie_secure: regles::cookie_secure(&mut l, demo, &url_publique),
            url_publique,
            secret_session: Secret::new(secret_session),
            cles_chiffrement: regles::cles_chiffrement(&mut l, demo),
            cle_index: Secret::new(cle_index),
            courriel: regles::courriel(&mut l, demo),
            ligne_assistance: l.texte("LIGNE_ASSISTANCE"),
            registre_url: l.texte("REGISTRE_URL").trim_end_matches('/').to_owned(),
            baremes: l.option("BAREMES").map(PathBuf::from),
            delai_habilitation_heures: l.entier("DELAI_HABILITATION_HEURES", 0, 720),
            limites: regles::limites(&mut l, demo),
            log: l.texte("LOG"),
            avertissements: std::mem::take(&mut l.avertissements),
        };
        regles::cles_distinctes(&mut l, &config);
        l.fin(config)
    }

    /// The database address alone, for `apart migrate`: a migration job needs no other secret.
    ///
    /// # Errors
    /// The address is of an unknown kind.
    pub fn charger_base(
        environnement: impl IntoIterator<Item = (String, String)>,
        toml: Option<&str>,
    ) -> Result<Secret<String>, FautesConfiguration> {
        let mut l = Lecteur::new(environnement, toml);
        let url = regles::database_url(&mut l);
        l.fin(Secret::new(url))
    }
}
