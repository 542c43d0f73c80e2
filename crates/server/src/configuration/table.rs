//! The one table of settings: name, default, meaning. The README prints it, the reader obeys it.

/// One setting: `APART_<nom>` in the environment, `<nom>` in lower case in the TOML file.
#[derive(Debug, Clone, Copy)]
pub struct Reglage {
    /// Name without the `APART_` prefix.
    pub nom: &'static str,
    /// Value used when none is given; empty means none.
    pub defaut: &'static str,
    /// What it does, with its unit, in French.
    pub aide: &'static str,
}

const fn reglage(nom: &'static str, defaut: &'static str, aide: &'static str) -> Reglage {
    Reglage { nom, defaut, aide }
}

/// Every setting of the service.
pub const TABLE: &[Reglage] = &[
    reglage("LISTEN", "127.0.0.1:8080", "adresse et port d'écoute"),
    reglage(
        "DATABASE_URL",
        "sqlite://data/apart.db?mode=rwc",
        "base de données : `sqlite://chemin?mode=rwc` ou `postgres://…`",
    ),
    reglage(
        "CONNEXIONS_BASE",
        "10",
        "connexions à la base de données ; SQLite en a une de plus, la seule qui écrit",
    ),
    reglage(
        "DEMO",
        "false",
        "mode démonstration : données d'exemple, secrets intégrés, courriels gardés dans une boîte d'envoi",
    ),
    reglage(
        "HORLOGE",
        "",
        "instant de départ de l'horloge (RFC 3339), en démonstration seulement",
    ),
    reglage(
        "SPA_DIR",
        "frontend/dist",
        "dossier des pages construites par `cargo xtask web`",
    ),
    reglage(
        "URL_PUBLIQUE",
        "",
        "adresse du service vue par les navigateurs, par exemple `https://apart.example.org` ; requise hors démonstration",
    ),
    reglage(
        "PROXYS",
        "",
        "adresses ou réseaux (CIDR), séparés par des virgules, dont l'en-tête `X-Forwarded-For` est cru",
    ),
    reglage(
        "COOKIE_SECURE",
        "",
        "attribut `Secure` du cookie de session ; vrai par défaut, faux en démonstration",
    ),
    reglage(
        "SECRET_SESSION",
        "",
        "secret : clé de signature des sessions, base64, au moins 32 octets ; requis hors démonstration",
    ),
    reglage(
        "CLE_CHIFFREMENT",
        "",
        "secret : `id:base64` d'une clé de 32 octets qui chiffre NIR et IBAN ; plusieurs séparées par des virgules, la première chiffre ; requis hors démonstration",
    ),
    reglage(
        "CLE_INDEX",
        "",
        "secret : clé de 32 octets, base64, des index de recherche ; requise hors démonstration",
    ),
    reglage(
        "SMTP_HOTE",
        "",
        "serveur d'envoi des courriels ; requis hors démonstration",
    ),
    reglage("SMTP_PORT", "587", "port du serveur d'envoi"),
    reglage("SMTP_UTILISATEUR", "", "nom d'utilisateur du serveur d'envoi"),
    reglage(
        "SMTP_MOT_DE_PASSE",
        "",
        "secret : mot de passe du serveur d'envoi",
    ),
    reglage(
        "SMTP_TLS",
        "starttls",
        "chiffrement de l'envoi : `starttls`, `tls` ou `aucun`",
    ),
    reglage(
        "COURRIEL_EXPEDITEUR",
        "Apart <apart@example.org>",
        "expéditeur des courriels",
    ),
    reglage(
        "COURRIEL_REPONSE",
        "assistance@example.org",
        "adresse de réponse des courriels",
    ),
    reglage(
        "LIGNE_ASSISTANCE",
        "01 99 00 12 34",
        "numéro de téléphone de l'assistance, affiché et écrit dans les courriels",
    ),
    reglage(
        "REGISTRE_URL",
        "https://recherche-entreprises.api.gouv.fr",
        "annuaire des entreprises ; en démonstration, un fichier répond",
    ),
    reglage(
        "BAREMES",
        "",
        "fichier CSV des taux, planchers et plafonds, à la place de celui du programme (`apart baremes` l'écrit) ; contrôlé au démarrage",
    ),
    reglage(
        "DELAI_HABILITATION_HEURES",
        "0",
        "heures entre l'habilitation et la première connexion possible",
    ),
    reglage(
        "TENTATIVES_CONNEXION",
        "3",
        "mots de passe faux avant le verrouillage d'un compte",
    ),
    reglage("VERROU_MINUTES", "30", "durée du verrouillage, en minutes"),
    reglage(
        "SESSION_MINUTES",
        "15",
        "minutes sans action qui terminent une session",
    ),
    reglage(
        "CORPS_MAX_OCTETS",
        "1048576",
        "taille maximale du corps d'une requête, en octets",
    ),
    reglage(
        "IMPORT_MAX_OCTETS",
        "33554432",
        "taille maximale d'un fichier importé, en octets",
    ),
    reglage(
        "DOCUMENT_MAX_OCTETS",
        "10485760",
        "taille maximale d'un document déposé (PDF), en octets",
    ),
    reglage(
        "REQUETES_PAR_MINUTE",
        "600",
        "requêtes à l'API par minute et par adresse IP ; 0 : sans limite",
    ),
    reglage(
        "CONNEXIONS_PAR_MINUTE",
        "30",
        "connexions, oublis, inscriptions et diagnostics par minute et par adresse IP ; 0 : sans limite",
    ),
    reglage(
        "HACHAGES_SIMULTANES",
        "4",
        "mots de passe hachés en même temps (19 Mio de mémoire chacun)",
    ),
    reglage(
        "HACHAGES_EN_ATTENTE",
        "100",
        "vérifications de mot de passe qui attendent leur tour ; au-delà, réponse 503 avec `Retry-After`",
    ),
    reglage(
        "MEMOIRE_HACHAGE_KIO",
        "19456",
        "mémoire que prend le hachage d'un mot de passe (argon2id), au moins 19456 hors démonstration",
    ),
    reglage(
        "ESSAIS_CONTROLE",
        "50000",
        "nombres qu'un navigateur essaie au plus pour le contrôle de sécurité d'une inscription ; à relever pendant une attaque",
    ),
    reglage(
        "LOG",
        "info,sqlx=warn,sea_orm=warn",
        "niveau des journaux techniques (syntaxe `tracing`)",
    ),
];

/// The table as Markdown, as the README holds it.
pub fn tableau_markdown() -> String {
    let mut texte = String::from("| Variable | Par défaut | Rôle |\n|---|---|---|\n");
    for r in TABLE {
        let defaut = if r.defaut.is_empty() {
            "–".to_owned()
        } else {
            format!("`{}`", r.defaut)
        };
        texte.push_str(&format!("| `APART_{}` | {defaut} | {} |\n", r.nom, r.aide));
    }
    texte
}
