//! What each setting must obey; a fault is noted and the reading goes on.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::lecture::Lecteur;
use super::{CleChiffrement, Configuration, Courriel, Limites, Secret, Smtp, SmtpTls, secret};

/// What the reader of files takes at most, in bytes; a limit above it would only move the refusal.
const IMPORT_MAX: u32 = 32 << 20;
const _: () = assert!(IMPORT_MAX as usize == domain::import::MAX_OCTETS);

pub(super) fn database_url(l: &mut Lecteur) -> String {
    let url = l.texte("DATABASE_URL");
    if !["sqlite:", "postgres:", "postgresql:"]
        .iter()
        .any(|p| url.starts_with(p))
    {
        l.faute("DATABASE_URL", "commence par `sqlite:` ou `postgres:`");
    }
    url
}

pub(super) fn horloge(l: &mut Lecteur, demo: bool) -> Option<OffsetDateTime> {
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

pub(super) fn url_publique(l: &mut Lecteur, demo: bool, listen: SocketAddr) -> String {
    let url = match l.option("URL_PUBLIQUE") {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None if demo => format!("http://{listen}"),
        None => {
            l.faute("URL_PUBLIQUE", "manque");
            return String::new();
        }
    };
    let claire = url.starts_with("http://");
    if !(url.starts_with("https://") || claire && (demo || est_locale(&url))) {
        l.faute(
            "URL_PUBLIQUE",
            "commence par `https://` (ou `http://` sur cette machine, ou en démonstration)",
        );
    }
    url
}

/// True when the address of the service never leaves this machine.
fn est_locale(url: &str) -> bool {
    let sans_schema = url.split_once("://").map_or(url, |(_, suite)| suite);
    let autorite = sans_schema.split(['/', '?', '#']).next().unwrap_or_default();
    // What comes before an `@` is a user, not the host.
    let hote = match autorite.strip_prefix('[') {
        Some(ipv6) => ipv6.split(']').next().unwrap_or_default(),
        None => autorite.split(':').next().unwrap_or_default(),
    };
    !autorite.contains('@') && hote_local(hote)
}

/// True for a name or an address of this machine.
fn hote_local(hote: &str) -> bool {
    hote.eq_ignore_ascii_case("localhost") || hote.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

pub(super) fn cookie_secure(l: &mut Lecteur, demo: bool, url: &str) -> bool {
    let secure = l.booleen("COOKIE_SECURE", !demo);
    if !secure && !demo && !est_locale(url) {
        l.faute(
            "COOKIE_SECURE",
            "ne peut être faux que sur `http://localhost` ou en démonstration",
        );
    }
    secure
}

pub(super) fn proxys(l: &mut Lecteur, listen: SocketAddr) -> Vec<IpNet> {
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
    if texte.is_empty() && !listen.ip().is_loopback() {
        l.avertissements.push(
            "APART_PROXYS : vide, alors que le service écoute au-delà de cette machine ; derrière un mandataire, tous ses \
             clients partageraient les mêmes débits (README)"
                .to_owned(),
        );
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

pub(super) fn secret_simple(l: &mut Lecteur, demo: bool, nom: &str) -> Vec<u8> {
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

pub(super) fn secret_32(l: &mut Lecteur, octets: &[u8]) -> [u8; 32] {
    // An empty value was already reported.
    if !octets.is_empty() && octets.len() != 32 {
        l.faute(
            "CLE_INDEX",
            format!("fait {} octets une fois décodée, il en faut 32", octets.len()),
        );
    }
    octets.try_into().unwrap_or([0; 32])
}

pub(super) fn cles_chiffrement(l: &mut Lecteur, demo: bool) -> Vec<CleChiffrement> {
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
pub(super) fn cles_distinctes(l: &mut Lecteur, c: &Configuration) {
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

pub(super) fn courriel(l: &mut Lecteur, demo: bool) -> Courriel {
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
    let (utilisateur, mot_de_passe) = identifiants_smtp(l, hote.as_deref(), tls);
    let smtp = hote.map(|hote| Smtp {
        hote,
        port,
        utilisateur,
        mot_de_passe,
        tls,
    });
    Courriel {
        smtp,
        expediteur,
        reponse,
    }
}

/// Both or none, and never in clear over a network.
fn identifiants_smtp(
    l: &mut Lecteur,
    hote: Option<&str>,
    tls: SmtpTls,
) -> (Option<String>, Option<Secret<String>>) {
    let (utilisateur, mot_de_passe) = (l.option("SMTP_UTILISATEUR"), l.option("SMTP_MOT_DE_PASSE"));
    match (&utilisateur, &mot_de_passe) {
        (Some(_), None) => l.faute("SMTP_MOT_DE_PASSE", "manque : APART_SMTP_UTILISATEUR est donné"),
        (None, Some(_)) => l.faute("SMTP_UTILISATEUR", "manque : APART_SMTP_MOT_DE_PASSE est donné"),
        _ => {}
    }
    let loin = hote.is_some_and(|hote| !hote_local(hote));
    if mot_de_passe.is_some() && tls == SmtpTls::Aucun && loin {
        l.faute(
            "SMTP_TLS",
            "ne peut être `aucun` avec un mot de passe que vers cette machine : il passerait en clair",
        );
    }
    (utilisateur, mot_de_passe.map(Secret::new))
}

/// What OWASP asks of argon2id with two passes: passwords are not protected by less.
const MEMOIRE_HACHAGE: u32 = 19_456;

pub(super) fn limites(l: &mut Lecteur, demo: bool) -> Limites {
    let minutes = |n: u32| Duration::from_secs(u64::from(n) * 60);
    let taille = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    Limites {
        tentatives_connexion: l.entier("TENTATIVES_CONNEXION", 1, 100),
        verrou: minutes(l.entier("VERROU_MINUTES", 1, 1440)),
        session: minutes(l.entier("SESSION_MINUTES", 1, 720)),
        corps_max: taille(l.entier("CORPS_MAX_OCTETS", 1024, 100 << 20)),
        import_max: taille(l.entier("IMPORT_MAX_OCTETS", 1024, IMPORT_MAX)),
        document_max: taille(l.entier("DOCUMENT_MAX_OCTETS", 1024, 100 << 20)),
        requetes_par_minute: l.entier("REQUETES_PAR_MINUTE", 0, 10_000_000),
        connexions_par_minute: l.entier("CONNEXIONS_PAR_MINUTE", 0, 10_000_000),
        hachages_simultanes: taille(l.entier("HACHAGES_SIMULTANES", 1, 256)),
        hachages_en_attente: taille(l.entier("HACHAGES_EN_ATTENTE", 1, 100_000)),
        memoire_hachage: l.entier(
            "MEMOIRE_HACHAGE_KIO",
            if demo { 64 } else { MEMOIRE_HACHAGE },
            1 << 20,
        ),
        essais_controle: l.entier("ESSAIS_CONTROLE", 100, 10_000_000),
    }
}
