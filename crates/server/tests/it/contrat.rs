//! The OpenAPI document is the contract: checked in, complete, and true of the running service.

use std::path::Path;

use serde_json::Value;

use crate::banc::essais;

/// Every operation of the document: path, method, operation.
fn operations() -> Vec<(String, String, Value)> {
    let document = server::documentation::openapi();
    let chemins = document["paths"].as_object().expect("chemins").clone();
    let mut liste = Vec::new();
    for (chemin, methodes) in chemins {
        for (methode, operation) in methodes.as_object().expect("méthodes") {
            liste.push((chemin.clone(), methode.to_uppercase(), operation.clone()));
        }
    }
    liste
}

#[test]
fn le_document_du_depot_est_celui_du_code() {
    let depot = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json"));
    let code = server::documentation::openapi_texte();
    assert!(
        depot == code,
        "openapi/openapi.json est périmé : lancez `cargo xtask openapi`"
    );
}

/// Every source of the service, with its path below `src`.
fn sources() -> Vec<(String, String)> {
    let racine = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut chemins = Vec::new();
    crate::fiches::sources(Path::new(racine), &mut chemins);
    let lire = |chemin: std::path::PathBuf| {
        let nom = chemin
            .strip_prefix(racine)
            .expect("sous src")
            .display()
            .to_string();
        (nom, std::fs::read_to_string(&chemin).expect("source"))
    };
    chemins.into_iter().map(lire).collect()
}

#[test]
fn toute_route_ecrite_est_dans_le_document() {
    let attributs = ["#[get(", "#[post(", "#[put(", "#[delete(", "#[patch("];
    // What answers without being documented, in any file of the service.
    let muettes = [
        ".route(",
        "#[route(",
        "#[routes]",
        "#[head(",
        "#[options(",
        "#[connect(",
        "#[trace(",
        "web::resource(",
        "web::redirect(",
    ];
    let mut ecrites = 0;
    for (nom, texte) in sources() {
        for muette in muettes {
            // The one that is: the explorer's address without its final slash.
            let permises = usize::from(nom == "serveur.rs" && muette == ".route(");
            assert_eq!(texte.matches(muette).count(), permises, "{muette} dans {nom}");
        }
        let lignes = texte.lines().map(str::trim_start);
        ecrites += lignes
            .filter(|l| attributs.iter().any(|a| l.starts_with(a)))
            .count();
    }
    assert_eq!(ecrites, operations().len());
}

/// Does an address with anything in its places match a path of the document?
fn est_chemin(adresse: &str, chemin: &str) -> bool {
    let (adresse, chemin) = (adresse.split('/'), chemin.split('/'));
    adresse.clone().count() == chemin.clone().count()
        && adresse
            .zip(chemin)
            .all(|(a, c)| a == c || a.starts_with('{') && c.starts_with('{'))
}

#[test]
fn chaque_location_mene_a_une_lecture() {
    let operations = operations();
    let lectures: Vec<&str> = operations
        .iter()
        .filter(|(_, methode, _)| methode == "GET")
        .filter_map(|(chemin, ..)| chemin.strip_prefix("/api/v1"))
        .collect();
    let (mut adresses, mut sans) = (0, Vec::new());
    for (nom, texte) in sources().iter().filter(|(nom, _)| nom.starts_with("routes")) {
        let mut morceaux = texte.split("format!(\"/").peekable();
        while let (Some(avant), Some(suite)) = (morceaux.next(), morceaux.peek()) {
            let adresse = format!("/{}", suite.split('"').next().expect("texte"));
            let adresse = adresse.strip_prefix("/api/v1").unwrap_or(&adresse);
            // The pointer of a fault, the address of a page.
            if avant.ends_with("champ(&")
                || adresse.contains('?')
                || !adresse.contains('{')
                || adresse == "{chemin}"
            {
                continue;
            }
            assert!(
                lectures.iter().any(|l| est_chemin(adresse, l)),
                "{nom} : {adresse} ne se lit pas"
            );
            adresses += 1;
        }
        for fonction in texte.split("\npub async fn ").skip(1) {
            if fonction.contains("cree_sans_adresse(") {
                sans.push(fonction.split('(').next().expect("nom").to_owned());
            }
        }
    }
    assert!(adresses > 10, "le relevé ne trouve plus rien : {adresses}");
    // The document says a `Location` of the other creations, and of them only.
    for (_, _, operation) in &operations {
        let nom = operation["operationId"].as_str().expect("nom");
        let dite = |statut: &str| operation["responses"][statut]["headers"]["Location"].is_object();
        let cree = operation["responses"]["201"].is_object() || operation["responses"]["202"].is_object();
        let attendue = cree && !sans.iter().any(|sans| sans == nom);
        assert_eq!(dite("201") || dite("202"), attendue, "{nom}");
    }
}

#[test]
fn chaque_schema_reference_existe() {
    let document = server::documentation::openapi();
    let texte = document.to_string();
    for morceau in texte.split("\"$ref\":\"").skip(1) {
        let chemin = morceau
            .split('"')
            .next()
            .expect("référence")
            .trim_start_matches('#');
        assert!(document.pointer(chemin).is_some(), "{chemin} manque");
    }
}

/// utoipa lets two schemas of one name overwrite each other without a word (juhaku/utoipa#1154).
#[test]
fn aucun_corps_n_a_le_nom_d_un_autre() {
    let mut noms = std::collections::BTreeSet::new();
    let dossier = concat!(env!("CARGO_MANIFEST_DIR"), "/../api-types/src");
    for entree in std::fs::read_dir(dossier).expect("dossier") {
        let texte = std::fs::read_to_string(entree.expect("entrée").path()).expect("source");
        for ligne in texte.lines().filter_map(|l| l.trim().strip_prefix("pub struct ")) {
            let nom: String = ligne.chars().take_while(|c| c.is_alphanumeric()).collect();
            assert!(nom.is_empty() || noms.insert(nom.clone()), "{nom} en double");
        }
    }
    assert!(noms.len() > 30);
}

#[test]
fn le_readme_porte_le_tableau_des_reglages() {
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md"));
    let (_, suite) = readme
        .split_once("<!-- reglages:debut -->\n")
        .expect("début du tableau");
    let (tableau, _) = suite.split_once("<!-- reglages:fin -->").expect("fin du tableau");
    assert_eq!(
        tableau,
        server::configuration::tableau_markdown(),
        "copiez la sortie de `apart reglages`"
    );
}

/// Open to all on purpose; whatever is not here must refuse a stranger.
const PUBLIQUES: &[&str] = &[
    "avancer_horloge",
    "creer_demande_assistance",
    "creer_inscription",
    "creer_simulation",
    "detailler_diagnostic",
    "diagnostiquer",
    "envoyer_code_diagnostic",
    "demander_reprise",
    "healthz",
    "lire_boite_envoi",
    "lire_codes_demo",
    "ecrire_message_assistance",
    "lire_controle_securite",
    "lire_demande_assistance",
    "lire_fiche",
    "lire_horloge",
    "lire_openapi",
    "lire_question_calcul",
    "lister_annonces_visibles",
    "lister_baremes",
    "lister_fiches",
    "oublier_identifiant",
    "oublier_mot_de_passe",
    "ouvrir_session",
    "readyz",
    "repondre_oubli_identifiant",
    "repondre_oubli_mot_de_passe",
    "verifier_inscription",
];

essais! {
    async fn sans_session_tout_ce_qui_n_est_pas_public_est_refuse(app) {
        let http = app.http();
        for (chemin, methode, operation) in operations() {
            let nom = operation["operationId"].as_str().expect("nom");
            let publique = operation["security"] == serde_json::json!([{}]);
            assert_eq!(publique, PUBLIQUES.contains(&nom), "{nom}");
            if publique {
                continue;
            }
            let concret = chemin
                .replace("{siret}", "73282932000074")
                .replace("{id}", "0194f3b2-7c1a-7d52-9a1e-2f6f0c9b8d11");
            let methode = reqwest::Method::from_bytes(methode.as_bytes()).expect("méthode");
            let appel = http.request(methode, app.adresse(&concret)).header("if-match", "\"v1\"").body("{}");
            let reponse = appel.header("content-type", "application/json").send().await.expect("réponse");
            assert_eq!(reponse.status(), 401, "{nom}");
            assert_eq!(reponse.headers()["content-type"], "application/problem+json", "{nom}");
            assert!(operation["responses"]["401"].is_object(), "{nom} : 401 non déclaré");
        }
    }

    async fn le_contrat_et_son_explorateur_sont_servis(app) {
        let http = app.http();
        let servi = http.get(app.adresse("/api/v1/openapi.json")).send().await.expect("document");
        let servi: Value = serde_json::from_slice(&servi.bytes().await.expect("corps")).expect("JSON");
        assert_eq!(servi, server::documentation::openapi());
        let sans_barre = http.get(app.adresse("/api/docs")).send().await.expect("réponse");
        assert_eq!((sans_barre.status().as_u16(), sans_barre.headers()["location"].to_str().ok()), (308, Some("/api/docs/")));
        let page = http.get(app.adresse("/api/docs/")).send().await.expect("page");
        assert_eq!(page.status(), 200);
        let csp = page.headers()["content-security-policy"].to_str().expect("CSP").to_owned();
        assert!(csp.contains("script-src 'self';"), "{csp}");
    }
}
