//! docker-compose.yml and the Dockerfile, as a parser sees them.

use saphyr::{LoadableYamlNode as _, Yaml};
use server::configuration::{Configuration, TABLE};

const COMPOSE: &str = include_str!("../../../../docker-compose.yml");
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
    let commande = document["services"]["proxy"]["command"]
        .as_str()
        .expect("commande");
    assert!(
        commande.contains("--to apart-1:8080") && commande.contains("--to apart-2:8080"),
        "{commande}"
    );
    assert!(
        document["services"]["postgres"]["healthcheck"]["test"]
            .as_sequence()
            .is_some()
    );
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
