//! The OpenAPI document is the contract: checked in, complete, and true of the running service.

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

#[test]
fn toute_route_ecrite_est_dans_le_document() {
    let mut ecrites = 0;
    let mut dossiers = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/routes"
    ))];
    while let Some(dossier) = dossiers.pop() {
        for entree in std::fs::read_dir(dossier).expect("dossier") {
            let chemin = entree.expect("entrée").path();
            if chemin.is_dir() {
                dossiers.push(chemin);
                continue;
            }
            let texte = std::fs::read_to_string(&chemin).expect("source");
            // `.route(` would answer without being documented.
            assert!(!texte.contains(".route("), "{}", chemin.display());
            let attributs = ["#[get(", "#[post(", "#[put(", "#[delete(", "#[patch("];
            ecrites += texte
                .lines()
                .filter(|l| attributs.iter().any(|a| l.starts_with(a)))
                .count();
        }
    }
    assert_eq!(ecrites, operations().len());
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
