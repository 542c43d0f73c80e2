//! Bodies, paths and query strings: whatever does not parse becomes a problem in French.

use actix_web::dev::Payload;
use actix_web::error::{JsonPayloadError, PayloadError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpRequest};
use api_types::ErreurChamp;
use serde::de::DeserializeOwned;
use std::pin::Pin;

use super::{Erreur, generique};

/// Limits and error handlers of the extractors of actix, for one scope.
///
/// `corps_max` in bytes. Larger bodies only where a route takes a file.
pub fn configurer_extracteurs(corps_max: usize) -> impl FnOnce(&mut web::ServiceConfig) {
    move |config| {
        // Both limits are separate in actix, and ignored inside `Data` (actix/actix-web#1608, #1419).
        config
            .app_data(web::PayloadConfig::new(corps_max))
            .app_data(
                web::JsonConfig::default()
                    .limit(corps_max)
                    .error_handler(|erreur, _| depuis_json(&erreur).into()),
            )
            // An id that cannot be one names nothing: the same 404 as an unknown id.
            .app_data(web::PathConfig::default().error_handler(|_, _| Erreur::introuvable().into()))
            .app_data(web::QueryConfig::default().error_handler(|erreur, _| depuis_query(&erreur).into()));
    }
}

/// JSON body. Unlike `web::Json`, tells the pointer of a value of the wrong kind.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Erreur;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Erreur>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let type_json = est_json(req);
        let octets = Bytes::from_request(req, payload);
        Box::pin(async move {
            if !type_json {
                return Err(Erreur::refus(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "type_de_contenu",
                    "Envoyez `Content-Type: application/json`.",
                ));
            }
            let octets = octets.await.map_err(|erreur| depuis_octets(&erreur))?;
            lire(&octets).map(Json)
        })
    }
}

fn est_json(req: &HttpRequest) -> bool {
    let type_ = req
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    type_.is_some_and(|t| {
        let essence = t.split(';').next().unwrap_or("").trim();
        essence.eq_ignore_ascii_case("application/json")
    })
}

/// Parses a JSON body.
///
/// # Errors
/// 400 `json_invalide` when it is no JSON, 422 with the pointer when a value is of another kind.
fn lire<T: DeserializeOwned>(octets: &[u8]) -> Result<T, Erreur> {
    let mut deserialiseur = serde_json::Deserializer::from_slice(octets);
    let valeur = serde_path_to_error::deserialize(&mut deserialiseur).map_err(|erreur| {
        let pointeur = pointeur(erreur.path());
        depuis_serde(erreur.inner(), pointeur)
    })?;
    deserialiseur
        .end()
        .map_err(|erreur| depuis_serde(&erreur, String::new()))?;
    refuser_nul(octets)?;
    Ok(valeur)
}

/// PostgreSQL stores no NUL in a text, and nobody types one.
fn refuser_nul(octets: &[u8]) -> Result<(), Erreur> {
    const ECRIT: &[u8] = b"\\u0000";
    if !octets.windows(ECRIT.len()).any(|fenetre| fenetre == ECRIT) {
        return Ok(());
    }
    let corps: serde_json::Value = serde_json::from_slice(octets).unwrap_or_default();
    match champ_avec_nul(&corps) {
        None => Ok(()),
        Some(pointeur) => {
            let message = "Ce texte contient un caractère invisible : effacez-le et saisissez-le de nouveau.";
            Err(Erreur::champ(&pointeur, "texte_invalide", message))
        }
    }
}

/// Pointer of the first text that holds a NUL; a key that does counts for its object.
fn champ_avec_nul(valeur: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    let dans = |cle: &str, v: &Value| champ_avec_nul(v).map(|reste| format!("/{cle}{reste}"));
    match valeur {
        Value::String(texte) => texte.contains('\0').then(String::new),
        Value::Array(liste) => liste
            .iter()
            .enumerate()
            .find_map(|(i, v)| dans(&i.to_string(), v)),
        Value::Object(champs) => champs.iter().find_map(|(cle, v)| {
            if cle.contains('\0') {
                Some(String::new())
            } else {
                dans(cle, v)
            }
        }),
        _ => None,
    }
}

/// Path of serde as a JSON pointer (RFC 6901).
fn pointeur(chemin: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut texte = String::new();
    for segment in chemin {
        match segment {
            Segment::Seq { index } => texte.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                texte.push('/');
                texte.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    texte
}

fn depuis_serde(erreur: &serde_json::Error, mut pointeur: String) -> Erreur {
    if !erreur.is_data() {
        return Erreur::refus(
            StatusCode::BAD_REQUEST,
            "json_invalide",
            format!(
                "Le corps n'est pas du JSON (ligne {}, colonne {}).",
                erreur.line(),
                erreur.column()
            ),
        );
    }
    // serde only says it in English prose; the name between backquotes is all we need.
    let texte = erreur.to_string();
    let manquant = texte
        .strip_prefix("missing field `")
        .and_then(|reste| reste.split('`').next());
    let (code, message) = match manquant {
        Some(champ) => {
            pointeur.push('/');
            pointeur.push_str(champ);
            ("champ_requis", "Ce champ est requis.")
        }
        None => ("type_inattendu", "Cette valeur n'est pas du type attendu."),
    };
    Erreur::saisie([ErreurChamp {
        pointer: pointeur,
        code: code.to_owned(),
        message: message.to_owned(),
        ..ErreurChamp::default()
    }])
}

fn depuis_octets(erreur: &actix_web::Error) -> Erreur {
    match erreur.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => generique(StatusCode::PAYLOAD_TOO_LARGE),
        _ if erreur.as_response_error().status_code() == StatusCode::PAYLOAD_TOO_LARGE => {
            generique(StatusCode::PAYLOAD_TOO_LARGE)
        }
        _ => generique(StatusCode::BAD_REQUEST),
    }
}

fn depuis_json(erreur: &JsonPayloadError) -> Erreur {
    match erreur {
        JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. } => {
            generique(StatusCode::PAYLOAD_TOO_LARGE)
        }
        JsonPayloadError::ContentType => generique(StatusCode::UNSUPPORTED_MEDIA_TYPE),
        JsonPayloadError::Deserialize(erreur) => depuis_serde(erreur, String::new()),
        _ => generique(StatusCode::BAD_REQUEST),
    }
}

fn depuis_query(_: &QueryPayloadError) -> Erreur {
    Erreur::refus(
        StatusCode::BAD_REQUEST,
        "parametre_invalide",
        "Un paramètre de l'adresse manque ou n'est pas du type attendu.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::ResponseError;

    #[test]
    fn un_nul_est_refuse_a_son_champ() {
        let nul = |texte: &str| {
            refuser_nul(texte.as_bytes()).err().map(|e| match e {
                Erreur::Refus(refus) => refus.probleme.errors[0].pointer.clone(),
                Erreur::Interne(_) => "interne".to_owned(),
            })
        };
        assert_eq!(nul(r#"{"a":[{"b":"x\u0000"}]}"#).as_deref(), Some("/a/0/b"));
        assert_eq!(nul(r#"{"a":"\\u0000 écrit en toutes lettres"}"#), None);
    }

    #[derive(Debug, serde::Deserialize)]
    struct Ligne {
        #[expect(dead_code, reason = "seule sa lecture est essayée")]
        nombre: u32,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Corps {
        #[expect(dead_code, reason = "seule sa lecture est essayée")]
        lignes: Vec<Ligne>,
    }

    fn faute(texte: &str) -> (u16, String, String) {
        let erreur = lire::<Corps>(texte.as_bytes()).expect_err("refusé");
        let Erreur::Refus(refus) = &erreur else {
            panic!("refus attendu")
        };
        let pointeur = refus.probleme.errors.first().map(|e| e.pointer.clone());
        (
            erreur.status_code().as_u16(),
            erreur.code().to_owned(),
            pointeur.unwrap_or_default(),
        )
    }

    #[test]
    fn chaque_faute_nomme_son_champ() {
        let cas = [
            ("{", 400, "json_invalide", ""),
            ("{\"lignes\":[]} x", 400, "json_invalide", ""),
            ("{}", 422, "saisie_invalide", "/lignes"),
            (
                "{\"lignes\":[{\"nombre\":\"x\"}]}",
                422,
                "saisie_invalide",
                "/lignes/0/nombre",
            ),
            (
                "{\"lignes\":[{\"nombre\":1},{}]}",
                422,
                "saisie_invalide",
                "/lignes/1/nombre",
            ),
        ];
        for (texte, statut, code, pointeur) in cas {
            assert_eq!(
                faute(texte),
                (statut, code.to_owned(), pointeur.to_owned()),
                "{texte}"
            );
        }
    }
}
