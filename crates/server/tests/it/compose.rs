//! docker-compose.yml and the Dockerfile, as a parser sees them.

use saphyr::{LoadableYamlNode as _, Yaml};
use server::configuration::{Configuration, TABLE};

const COMPOSE: &str = include_str!("../../../../docker-compose.yml");
const CADDYFILE: &str = include_str!("../../../../Caddyfile");
const DOCKERFILE: &str = include_str!("../../../../Dockerfile");

fn document() -> Yaml<'static> {
    Yaml::load_from_str(COMPOSE).expect("YAML").remove(0)
}

fn cles(noeud: &Yaml<'_>) -> Vec<String> {
    let paires = noeud.as_mapping().expect("un objet");
    paires
        .iter()
        .filter_map(|(cle, _)| cle.as_str().map(str::to_owned))
        .collect()
}

#[test]
fn une_production_a_sa_base_deux_repliques_un_mandataire_et_une_boite() {
    let document = document();
    let services = cles(&document["services"]);
    for attendu in ["postgres", "apart-1", "apart-2", "proxy", "courriels"] {
        assert!(
            services.iter().any(|service| service == attendu),
            "{attendu} : {services:?}"
        );
    }
    let proxy = &document["services"]["proxy"];
    let volumes = proxy["volumes"].as_sequence().expect("volumes");
    assert!(
        volumes
            .iter()
            .any(|v| v.as_str() == Some("./Caddyfile:/etc/caddy/Caddyfile:ro"))
    );
    for attendu in [
        "{$APART_URL_PUBLIQUE",
        "apart-1:8080 apart-2:8080",
        "health_uri /readyz",
        "lb_try_duration",
    ] {
        assert!(CADDYFILE.contains(attendu), "{attendu}");
    }
    assert!(
        document["services"]["postgres"]["healthcheck"]["test"]
            .as_sequence()
            .is_some()
    );
}

/// A tag that moves would change the production without a word.
#[test]
fn chaque_image_a_sa_version() {
    let document = document();
    let services = &document["services"];
    for nom in cles(services) {
        let service = &services[nom.as_str()];
        if !cles(service).iter().any(|cle| cle == "image") {
            continue;
        }
        let image = service["image"].as_str().expect("une image");
        let version = image.split_once(':').map_or("", |(_, version)| version);
        // PostgreSQL moves within one major version only, without a change of its files.
        let fixe = version.contains('.') || image.starts_with("postgres:17");
        assert!(fixe, "{image}");
    }
}

#[test]
fn l_arret_laisse_finir_ce_qui_est_en_cours() {
    let document = document();
    assert_eq!(document["x-apart"]["stop_grace_period"].as_str(), Some("30s"));
}

#[test]
fn les_reglages_donnes_existent_et_suffisent_au_demarrage() {
    let document = document();
    let environnement = &document["x-apart"]["environment"];
    let noms = cles(environnement);
    for nom in &noms {
        let court = nom.strip_prefix("APART_").expect("préfixe");
        assert!(
            TABLE.iter().any(|reglage| reglage.nom == court),
            "{nom} n'est pas un réglage"
        );
    }
    // The operator's own values stand where the file asks for them.
    let secrets = [
        (
            "APART_SECRET_SESSION",
            "q0h3Yb1m8cVtZx5uKf2wNs7pLr9aEjDgTiOyQMWkX4c=",
        ),
        ("APART_CLE_INDEX", "9sKzP1vQe7RmB4nTgYx2uLhWc8JdAo5iF3kEjMq0XtU="),
        (
            "APART_CLE_CHIFFREMENT",
            "k1:Zr5tXw8nQ2vLmB7cJ1yPs4dKf9gHa6eUo3iTqRxEjWY=",
        ),
        ("APART_URL_PUBLIQUE", "https://apart.example.org"),
    ];
    let variables = noms.iter().map(|nom| {
        let secret = secrets
            .iter()
            .find(|(cle, _)| cle == nom)
            .map(|(_, valeur)| *valeur);
        let valeur = secret
            .or_else(|| environnement[nom.as_str()].as_str())
            .expect("une valeur");
        (nom.clone(), valeur.to_owned())
    });
    Configuration::charger(variables, None, false).expect("le service démarre avec ces réglages");
}

#[test]
fn l_image_construit_le_meme_binaire_avec_ses_pages() {
    for attendu in [
        "cargo xtask web --release",
        "cargo build --release --locked",
        "target/release/apart",
        "frontend/dist",
    ] {
        assert!(DOCKERFILE.contains(attendu), "{attendu}");
    }
}
