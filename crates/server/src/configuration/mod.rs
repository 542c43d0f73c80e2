//! Settings of the service: `APART_*` variables over an optional TOML file.
//!
//! Read once at start; every fault is told at once, naming its variable. Outside demo mode the
//! service refuses to start on a missing or weak secret.

mod essais;
mod lecture;
mod secret;
mod table;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

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
    /// API requests per minute and address; 0 is without limit.
    pub requetes_par_minute: u32,
    /// Logins, forgotten passwords and registrations per minute and address; 0 is without limit.
    pub connexions_par_minute: u32,
    /// Passwords hashed at the same time.
    pub hachages_simultanes: usize,
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
        let url_publique = url_publique(&mut l, demo, listen);
        let [secret_session, cle_index] =
            ["SECRET_SESSION", "CLE_INDEX"].map(|nom| secret_simple(&mut l, demo, nom));
        let cle_index = secret_32(&mut l, &cle_index);
        let config = Self {
            listen,
            database_url: Secret::new(database_url(&mut l)),
            connexions_base: l.entier("CONNEXIONS_BASE", 1, 500),
            demo,
            horloge: horloge(&mut l, demo),
            spa_dir: PathBuf::from(l.texte("SPA_DIR")),
            proxys: proxys(&mut l),
            cookie_secure: cookie_secure(&mut l, demo, &url_publique),
            url_publique,
            secret_session: Secret::new(secret_session),
            cles_chiffrement: cles_chiffrement(&mut l, demo),
            cle_index: Secret::new(cle_index),
            courriel: courriel(&mut l, demo),
            ligne_assistance: l.texte("LIGNE_ASSISTANCE"),
            registre_url: l.texte("REGISTRE_URL").trim_end_matches('/').to_owned(),
            delai_habilitation_heures: l.entier("DELAI_HABILITATION_HEURES", 0, 720),
            limites: limites(&mut l),
            log: l.texte("LOG"),
            avertissements: std::mem::take(&mut l.avertissements),
        };
        cles_distinctes(&mut l, &config);
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
        let url = database_url(&mut l);
        l.fin(Secret::new(url))
    }
}

fn database_url(l: &mut Lecteur) -> String {
    let url = l.texte("DATABASE_URL");
    if !["sqlite:", "postgres:", "postgresql:"]
        .iter()
        .any(|p| url.starts_with(p))
    {
        l.faute("DATABASE_URL", "commence par `sqlite:` ou `postgres:`");
    }
    url
}

fn horloge(l: &mut Lecteur, demo: bool) -> Option<OffsetDateTime> {
    let texte = l.option("HORLOGE")?;
    if !demo {
        l.faute("HORLOGE", "n'est permise qu'en démonstration");
        return None;
    }
    let instant = OffsetDateTime::parse(&texte, &Rfc3339).ok();
    if instant.is_none() {
        l.faute(
            "HORLOGE",
            "attend un instant RFC 3339, par exemple `2022-06-01T09:00:00+02:00`",
        );
    }
    instant
}

fn url_publique(l: &mut Lecteur, demo: bool, listen: SocketAddr) -> String {
    let url = match l.option("URL_PUBLIQUE") {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None if demo => format!("http://{listen}"),
        None => {
            l.faute("URL_PUBLIQUE", "manque");
            return String::new();
        }
    };
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        l.faute(
            "URL_PUBLIQUE",
            "commence par `https://` (ou `http://` sur cette machine)",
        );
    }
    url
}

/// True when the address of the service never leaves this machine.
fn est_locale(url: &str) -> bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        .iter()
        .any(|p| url.starts_with(p))
}

fn cookie_secure(l: &mut Lecteur, demo: bool, url: &str) -> bool {
    let secure = l.booleen("COOKIE_SECURE", !demo);
    if !secure && !demo && !est_locale(url) {
        l.faute(
            "COOKIE_SECURE",
            "ne peut être faux que sur `http://localhost` ou en démonstration",
        );
    }
    secure
}

fn proxys(l: &mut Lecteur) -> Vec<IpNet> {
    let texte = l.texte("PROXYS");
    let mut reseaux = Vec::new();
    for morceau in texte.split(',').map(str::trim).filter(|m| !m.is_empty()) {
        let reseau = morceau
            .parse::<IpNet>()
            .or_else(|_| morceau.parse::<IpAddr>().map(IpNet::from));
        match reseau {
            Ok(reseau) => reseaux.push(reseau),
            Err(_) => l.faute("PROXYS", format!("`{morceau}` n'est ni une adresse ni un réseau")),
        }
    }
    reseaux
}

/// The given value or, in demo mode, the built-in one; `None` was reported as missing.
fn valeur_secrete(l: &mut Lecteur, demo: bool, nom: &str, integre: &str) -> Option<String> {
    let valeur = l.option(nom).or_else(|| demo.then(|| integre.to_owned()));
    if valeur.is_none() {
        l.faute(nom, "manque (`openssl rand -base64 32` en fournit une)");
    }
    valeur
}

fn secret_simple(l: &mut Lecteur, demo: bool, nom: &str) -> Vec<u8> {
    let integre = if nom == "CLE_INDEX" {
        secret::INDEX_DEMO
    } else {
        secret::SESSION_DEMO
    };
    let Some(valeur) = valeur_secrete(l, demo, nom, integre) else {
        return Vec::new();
    };
    let juge = secret::decoder(&valeur).and_then(|octets| {
        if !demo {
            secret::verifier_force(&octets)?;
        }
        Ok(octets)
    });
    juge.unwrap_or_else(|raison| {
        l.faute(nom, raison);
        Vec::new()
    })
}

fn secret_32(l: &mut Lecteur, octets: &[u8]) -> [u8; 32] {
    // An empty value was already reported.
    if !octets.is_empty() && octets.len() != 32 {
        l.faute(
            "CLE_INDEX",
            format!("fait {} octets une fois décodée, il en faut 32", octets.len()),
        );
    }
    octets.try_into().unwrap_or([0; 32])
}

fn cles_chiffrement(l: &mut Lecteur, demo: bool) -> Vec<CleChiffrement> {
    let nom = "CLE_CHIFFREMENT";
    let Some(valeur) = valeur_secrete(l, demo, nom, secret::CHIFFREMENT_DEMO) else {
        return Vec::new();
    };
    match secret::cles_chiffrement(&valeur) {
        Ok(cles) => {
            for cle in cles.iter().filter(|_| !demo) {
                if let Err(raison) = secret::verifier_force(cle.octets.exposer()) {
                    l.faute(nom, format!("la clé `{}` {raison}", cle.id));
                }
            }
            cles
        }
        Err(raison) => {
            l.faute(nom, raison);
            Vec::new()
        }
    }
}

/// One key for two uses would let a leak of one open the other.
fn cles_distinctes(l: &mut Lecteur, c: &Configuration) {
    let chiffre = |octets: &[u8]| c.cles_chiffrement.iter().any(|k| k.octets.exposer() == octets);
    if chiffre(c.cle_index.exposer()) {
        l.faute(
            "CLE_INDEX",
            "est aussi une clé de chiffrement : tirez-en une autre",
        );
    }
    if chiffre(c.secret_session.exposer()) {
        l.faute(
            "SECRET_SESSION",
            "est aussi une clé de chiffrement : tirez-en un autre",
        );
    }
    if !c.secret_session.exposer().is_empty() && c.secret_session.exposer() == c.cle_index.exposer() {
        l.faute("SECRET_SESSION", "est aussi la clé d'index : tirez-en un autre");
    }
}

fn courriel(l: &mut Lecteur, demo: bool) -> Courriel {
    let hote = l.option("SMTP_HOTE");
    if hote.is_none() && !demo {
        l.faute(
            "SMTP_HOTE",
            "manque : sans courriels, personne ne reçoit son mot de passe",
        );
    }
    let port = l.lire("SMTP_PORT", "un port entre 1 et 65535", 587);
    let tls = match l.texte("SMTP_TLS").as_str() {
        "starttls" => SmtpTls::Starttls,
        "tls" => SmtpTls::Tls,
        "aucun" => SmtpTls::Aucun,
        _ => {
            l.faute("SMTP_TLS", "attend `starttls`, `tls` ou `aucun`");
            SmtpTls::Starttls
        }
    };
    let expediteur = l.texte("COURRIEL_EXPEDITEUR");
    let reponse = l.texte("COURRIEL_REPONSE");
    for (nom, adresse) in [
        ("COURRIEL_EXPEDITEUR", &expediteur),
        ("COURRIEL_REPONSE", &reponse),
    ] {
        if !adresse.contains('@') {
            l.faute(nom, "attend une adresse électronique");
        }
    }
    let smtp = hote.map(|hote| Smtp {
        hote,
        port,
        utilisateur: l.option("SMTP_UTILISATEUR"),
        mot_de_passe: l.option("SMTP_MOT_DE_PASSE").map(Secret::new),
        tls,
    });
    Courriel {
        smtp,
        expediteur,
        reponse,
    }
}

fn limites(l: &mut Lecteur) -> Limites {
    let minutes = |n: u32| Duration::from_secs(u64::from(n) * 60);
    let taille = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    Limites {
        tentatives_connexion: l.entier("TENTATIVES_CONNEXION", 1, 100),
        verrou: minutes(l.entier("VERROU_MINUTES", 1, 1440)),
        session: minutes(l.entier("SESSION_MINUTES", 1, 720)),
        corps_max: taille(l.entier("CORPS_MAX_OCTETS", 1024, 100 << 20)),
        import_max: taille(l.entier("IMPORT_MAX_OCTETS", 1024, 1 << 30)),
        requetes_par_minute: l.entier("REQUETES_PAR_MINUTE", 0, 10_000_000),
        connexions_par_minute: l.entier("CONNEXIONS_PAR_MINUTE", 0, 10_000_000),
        hachages_simultanes: taille(l.entier("HACHAGES_SIMULTANES", 1, 256)),
    }
}
