//! What follows from the kind of an operation: its errors, its headers, the shape of a file.

use serde_json::{Map, Value, json};

/// Status, description and code of an example, of the errors that many operations share.
const COMMUNES: &[(&str, &str, &str)] = &[
    ("400", "La requête ne se lit pas.", "json_invalide"),
    ("401", "Session absente ou terminée.", "session_absente"),
    (
        "403",
        "Action non permise, ou demandée depuis un autre site.",
        "role_insuffisant",
    ),
    ("404", "Inconnu, ou à quelqu'un d'autre.", "introuvable"),
    ("409", "Conflit avec l'état actuel.", "transition_interdite"),
    (
        "412",
        "La version envoyée dans `If-Match` est périmée.",
        "version_perimee",
    ),
    ("413", "Corps trop grand.", "corps_trop_grand"),
    ("415", "Type de contenu refusé.", "type_de_contenu"),
    ("422", "Valeurs à corriger, toutes à la fois.", "saisie_invalide"),
    ("428", "`If-Match` manque.", "if_match_requis"),
    (
        "429",
        "Trop de requêtes ; `Retry-After` dit quand revenir.",
        "trop_de_requetes",
    ),
    (
        "500",
        "Erreur inattendue ; elle est notée avec l'identifiant `X-Request-Id`.",
        "erreur_interne",
    ),
    ("503", "Service momentanément indisponible.", "indisponible"),
];

/// `components.responses`: one per shared error.
pub(super) fn composants() -> Value {
    let mut composants = Map::new();
    for (statut, description, code) in COMMUNES {
        let mut reponse =
            json!({ "description": description, "content": contenu(statut, description, code) });
        if *statut == "429" {
            reponse["headers"] = json!({
                "Retry-After": { "description": "Secondes à attendre.", "schema": { "type": "integer", "minimum": 1 } }
            });
        }
        composants.insert(nom(statut), reponse);
    }
    Value::Object(composants)
}

/// Shared errors that no operation has yet.
pub(super) fn retirer_inutilisees(document: &mut Value) {
    let chemins = document["paths"].to_string();
    if let Some(reponses) = document["components"]["responses"].as_object_mut() {
        reponses.retain(|nom, _| chemins.contains(&format!("#/components/responses/{nom}\"")));
    }
}

fn nom(statut: &str) -> String {
    format!("Erreur{statut}")
}

fn contenu(statut: &str, detail: &str, code: &str) -> Value {
    let errors = if code == "saisie_invalide" {
        json!([{ "pointer": "/siret", "code": "siret_cle_fausse", "message": "Ce SIRET n'existe pas : un chiffre est faux." }])
    } else {
        json!([])
    };
    json!({
        crate::probleme::TYPE_PROBLEME: {
            "schema": { "$ref": "#/components/schemas/Probleme" },
            "example": {
                "type": format!("urn:apart:probleme:{code}"),
                "title": detail,
                "status": statut.parse::<u16>().unwrap_or(500),
                "detail": detail,
                "code": code,
                "errors": errors,
            }
        }
    })
}

/// It creates something, at once or in the background.
fn cree(operation: &Value) -> bool {
    ["201", "202"]
        .iter()
        .any(|statut| operation["responses"][*statut].is_object())
}

/// Adds to one operation the parameters and the errors of its kind.
pub(super) fn completer(chemin: &str, methode: &str, operation: &mut Value) {
    if cree(operation) {
        ajouter_cle_idempotence(operation);
    }
    decrire_succes(operation);
    decrire_fichiers(operation);
    for statut in statuts(chemin, methode, operation) {
        let reponses = &mut operation["responses"];
        if reponses[statut].is_null() {
            reponses[statut] = json!({ "$ref": format!("#/components/responses/{}", nom(statut)) });
        }
    }
    // An error that the handler describes in its own words still has the shape of all errors.
    for (statut, reponse) in operation["responses"].as_object_mut().into_iter().flatten() {
        let erreur = statut.starts_with('4') || statut.starts_with('5');
        if erreur && reponse["$ref"].is_null() && reponse["content"].is_null() {
            let code = COMMUNES
                .iter()
                .find(|(s, _, _)| s == statut)
                .map_or("erreur", |c| c.2);
            let detail = reponse["description"].as_str().unwrap_or("").to_owned();
            reponse["content"] = contenu(statut, &detail, code);
        }
    }
}

/// Documents with a version, whose answers carry an `ETag`.
const VERSIONNES: &[&str] = &[
    "Annonce",
    "Dap",
    "Demande",
    "DemandeAssistance",
    "Etablissement",
    "PaiementDemande",
];

/// Creations of what is read in a list, and has no address of its own.
const SANS_ADRESSE: &[&str] = &[
    "ajouter_coordonnees_bancaires",
    "ajouter_etablissement",
    "ajouter_utilisateur",
    "creer_inscription",
    "demander_reprise",
];

/// `Location` of what was created, `ETag` of what has a version.
fn decrire_succes(operation: &mut Value) {
    let nom = operation["operationId"].as_str().unwrap_or_default();
    let sans_adresse = SANS_ADRESSE.contains(&nom);
    // Its answer is about the rows, its version is the claim's.
    let importe_des_heures = nom == "importer_heures";
    for statut in ["200", "201", "202"] {
        let Some(reponse) = operation.pointer_mut(&format!("/responses/{statut}")) else {
            continue;
        };
        let schema = reponse
            .pointer("/content/application~1json/schema/$ref")
            .and_then(Value::as_str);
        let nom = schema.and_then(|s| s.rsplit('/').next()).unwrap_or("");
        let entete = |texte: &str| json!({ "description": texte, "schema": { "type": "string" } });
        if VERSIONNES.contains(&nom) || importe_des_heures {
            reponse["headers"]["ETag"] = entete("Version du document, pour `If-Match`.");
        }
        if statut != "200" && !sans_adresse {
            reponse["headers"]["Location"] = entete("Adresse de ce qui a été créé.");
        }
    }
}

/// utoipa writes bytes as an array of integers; a file is a file. One whose format is asked for is a workbook too.
fn decrire_fichiers(operation: &mut Value) {
    let au_choix = operation["parameters"]
        .as_array()
        .is_some_and(|liste| liste.iter().any(|p| p["in"] == "query" && p["name"] == "format"));
    let contenus = operation
        .pointer_mut("/responses/200/content")
        .and_then(Value::as_object_mut);
    if let Some(contenus) = contenus.filter(|contenus| au_choix && contenus.contains_key("text/csv")) {
        contenus.insert(adapters::tableur::GENRE_XLSX.to_owned(), json!({}));
    }
    for chemin in ["/requestBody/content", "/responses/200/content"] {
        let contenus = operation.pointer_mut(chemin).and_then(Value::as_object_mut);
        for (type_, contenu) in contenus.into_iter().flatten() {
            if type_ != "application/json" {
                contenu["schema"] = json!({ "type": "string", "format": "binary" });
            }
        }
    }
}

fn statuts(chemin: &str, methode: &str, operation: &Value) -> Vec<&'static str> {
    let lecture = methode == "get";
    let protegee = operation["security"].is_null();
    let api = chemin.starts_with("/api/");
    let parametre = |ou: &str, nom: Option<&str>| {
        operation["parameters"].as_array().is_some_and(|liste| {
            liste
                .iter()
                .any(|p| p["in"] == ou && nom.is_none_or(|n| p["name"] == n))
        })
    };
    let corps = operation["requestBody"].is_object();
    let regles: [(bool, &[&'static str]); 9] = [
        (true, &["500"]),
        (api, &["429"]),
        (protegee, &["401", "403"]),
        (!lecture, &["403"]),
        (corps, &["400", "413", "415", "422"]),
        (parametre("path", None), &["404"]),
        (parametre("query", None), &["400", "422"]),
        (parametre("query", Some("siret")), &["404"]),
        (parametre("header", Some("If-Match")), &["412", "428"]),
    ];
    let mut statuts: Vec<&'static str> = regles
        .iter()
        .filter(|(vrai, _)| *vrai)
        .flat_map(|(_, s)| s.iter().copied())
        .collect();
    if cree(operation) {
        statuts.extend(["409", "422"]);
    }
    statuts
}

fn ajouter_cle_idempotence(operation: &mut Value) {
    let parametre = json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "Clé de votre choix, gardée 24 h : le même envoi rejoue la première réponse, un autre corps est refusé (422), un envoi encore en cours aussi (409).",
        "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x21-\\x7e]+$" },
        "example": "5f0c2c9e-7f0f-4c57-9c35-0c4f6f2f7a51",
    });
    match operation["parameters"].as_array_mut() {
        Some(liste) => liste.push(parametre),
        None => operation["parameters"] = json!([parametre]),
    }
}
