//! Bodies, paths and query strings: whatever does not parse becomes a problem in French.

use actix_web::dev::Payload;
use actix_web::error::{JsonPayloadError, PayloadError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use api_types::ErreurChamp;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::watch;

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
        let req = req.clone();
        let octets = Bytes::from_request(&req, payload);
        Box::pin(async move {
            let lu = corps(&req, octets).await;
            if lu.is_err() {
                attendre_les_droits(&req).await;
            }
            lu.map(Json)
        })
    }
}

/// What the caller may do is looked up while the body is read: of two refusals the right to call comes first, always.
#[derive(Clone)]
pub struct DroitsEnCours(watch::Receiver<()>);

impl DroitsEnCours {
    /// Says that the rights are looked up, until what this answers is dropped.
    pub fn annoncer(req: &HttpRequest) -> watch::Sender<()> {
        let (fin, attente) = watch::channel(());
        req.extensions_mut().insert(Self(attente));
        fin
    }
}

async fn attendre_les_droits(req: &HttpRequest) {
    let droits = req.extensions().get::<DroitsEnCours>().cloned();
    if let Some(DroitsEnCours(mut attente)) = droits {
        // Nothing is ever sent: it ends.
        attente.changed().await.ok();
    }
}

async fn corps<T: DeserializeOwned>(
    req: &HttpRequest,
    octets: impl Future<Output = Result<Bytes, actix_web::Error>>,
) -> Result<T, Erreur> {
    if !est_json(req) {
        return Err(Erreur::refus(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "type_de_contenu",
            "Envoyez `Content-Type: application/json`.",
        ));
    }
    let octets = tokio::time::timeout(PATIENCE, octets).await;
    let octets = octets.map_err(|_| {
        Erreur::refus(
            StatusCode::REQUEST_TIMEOUT,
            "corps_inacheve",
            "Le corps annoncé n'est pas arrivé : renvoyez la requête.",
        )
    })?;
    lire(&octets.map_err(|erreur| depuis_octets(&erreur))?)
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

/// Parses a JSON body; a field that is null is absent.
///
/// # Errors
/// 400 `json_invalide` when it is no JSON, 422 with a pointer for each value that is missing or of another kind.
fn lire<T: DeserializeOwned>(octets: &[u8]) -> Result<T, Erreur> {
    let mut deserialiseur = serde_json::Deserializer::from_slice(octets);
    let valeur = match serde_path_to_error::deserialize(&mut deserialiseur) {
        Ok(valeur) => {
            let fin = deserialiseur.end();
            fin.map_err(|erreur| json_invalide(&erreur))?;
            valeur
        }
        Err(erreur) if !erreur.inner().is_data() => return Err(json_invalide(erreur.inner())),
        // Which of the two is meant is not ours to say.
        Err(erreur) if erreur.inner().to_string().starts_with("duplicate field") => {
            return Err(Erreur::saisie([faute(&erreur)]));
        }
        Err(_) => {
            let mut corps = serde_json::from_slice(octets).map_err(|erreur| json_invalide(&erreur))?;
            oublier_les_nuls(&mut corps);
            let essais = (TRAVAIL / octets.len().max(1)).clamp(1, FAUTES_MAX);
            toutes_les_fautes(corps, essais).map_err(Erreur::saisie)?
        }
    };
    refuser_nul(octets)?;
    Ok(valeur)
}

/// How long a body may take to arrive, all of it.
const PATIENCE: Duration = Duration::from_secs(30);
/// Faults of shape that one answer tells.
const FAUTES_MAX: usize = 50;
/// Octets that are read again to find them, each time once for most faults, for every neutral value at worst: a body of
/// a megabyte is not read fifty times.
const TRAVAIL: usize = 4 << 20;

fn oublier_les_nuls(valeur: &mut Value) {
    match valeur {
        Value::Object(champs) => {
            champs.retain(|_, valeur| !valeur.is_null());
            champs.values_mut().for_each(oublier_les_nuls);
        }
        Value::Array(liste) => liste.iter_mut().for_each(oublier_les_nuls),
        _ => {}
    }
}

/// The body, or everything in it that is missing or of another kind: serde tells the first fault only, so each one is
/// noted and put right until the rest can be read.
fn toutes_les_fautes<T: DeserializeOwned>(mut corps: Value, essais: usize) -> Result<T, Vec<ErreurChamp>> {
    let mut fautes: Vec<ErreurChamp> = Vec::new();
    let lire = |corps: &Value| {
        serde_path_to_error::deserialize::<_, T>(corps).map_err(|erreur| Box::new(faute(&erreur)))
    };
    let mut lu = lire(&corps);
    for _ in 0..essais {
        let trouvee = match lu {
            Ok(valeur) if fautes.is_empty() => return Ok(valeur),
            Ok(_) => return Err(fautes),
            Err(faute) => faute,
        };
        let pointeur = trouvee.pointer.clone();
        fautes.push(*trouvee);
        // Not even the right kind of body: nothing in it is told.
        if pointeur.is_empty() {
            return Err(fautes);
        }
        lu = match mettre_au_propre(&mut corps, &pointeur, &lire) {
            Some(suite) => suite,
            None => return Err(fautes),
        };
    }
    if let Err(derniere) = lu {
        fautes.push(*derniere);
    }
    Err(fautes)
}

/// Puts there the first value with which that place is no fault any more; what reading then says.
fn mettre_au_propre<T>(
    corps: &mut Value,
    pointeur: &str,
    lire: &impl Fn(&Value) -> Result<T, Box<ErreurChamp>>,
) -> Option<Result<T, Box<ErreurChamp>>> {
    let neutres = [
        Value::String(String::new()),
        Value::Bool(false),
        Value::from(0),
        Value::Array(Vec::new()),
        Value::Object(serde_json::Map::new()),
    ];
    for neutre in neutres {
        poser(corps, pointeur, neutre)?;
        match lire(corps) {
            Err(faute) if faute.pointer == pointeur => {}
            suite => return Some(suite),
        }
    }
    None
}

/// Puts a value at a pointer whose parent is there.
fn poser(corps: &mut Value, pointeur: &str, valeur: Value) -> Option<()> {
    let Some((parent, cle)) = pointeur.rsplit_once('/') else {
        *corps = valeur;
        return Some(());
    };
    match corps.pointer_mut(parent)? {
        Value::Object(champs) => {
            champs.insert(cle.replace("~1", "/").replace("~0", "~"), valeur);
        }
        Value::Array(liste) => *liste.get_mut(cle.parse::<usize>().ok()?)? = valeur,
        _ => return None,
    }
    Some(())
}

/// PostgreSQL stores no NUL in a text, and nobody types one.
fn refuser_nul(octets: &[u8]) -> Result<(), Erreur> {
    const ECRIT: &[u8] = b"\\u0000";
    if !octets.windows(ECRIT.len()).any(|fenetre| fenetre == ECRIT) {
        return Ok(());
    }
    let corps: Value = serde_json::from_slice(octets).unwrap_or_default();
    match champ_avec_nul(&corps) {
        None => Ok(()),
        Some(pointeur) => {
            let message = "Ce texte contient un caractère invisible : effacez-le et saisissez-le de nouveau.";
            Err(Erreur::champ(&pointeur, "texte_invalide", message))
        }
    }
}

/// Pointer of the first text that holds a NUL; a key that does counts for its object.
fn champ_avec_nul(valeur: &Value) -> Option<String> {
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

fn json_invalide(erreur: &serde_json::Error) -> Erreur {
    Erreur::refus(
        StatusCode::BAD_REQUEST,
        "json_invalide",
        format!(
            "Le corps n'est pas du JSON lisible (ligne {}, colonne {}).",
            erreur.line(),
            erreur.column()
        ),
    )
}

/// The fault of a value that is missing or of another kind.
fn faute(erreur: &serde_path_to_error::Error<serde_json::Error>) -> ErreurChamp {
    let mut pointer = pointeur(erreur.path());
    // serde only says it in English prose; the name between backquotes is all we need.
    let texte = erreur.inner().to_string();
    let entre_apostrophes = |debut: &str| {
        texte
            .strip_prefix(debut)
            .and_then(|reste| reste.split('`').next())
    };
    let (code, message) = if let Some(champ) = entre_apostrophes("missing field `") {
        pointer = format!("{pointer}/{champ}");
        ("champ_requis", "Ce champ est requis.")
    } else if let Some(champ) = entre_apostrophes("duplicate field `") {
        if !pointer.ends_with(&format!("/{champ}")) {
            pointer = format!("{pointer}/{champ}");
        }
        ("type_inattendu", "Ce champ est donné deux fois : gardez-en un.")
    } else {
        ("type_inattendu", "Cette valeur n'est pas du type attendu.")
    };
    ErreurChamp {
        pointer,
        code: code.to_owned(),
        message: message.to_owned(),
        ..ErreurChamp::default()
    }
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
        JsonPayloadError::Deserialize(erreur) => json_invalide(erreur),
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

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Fiche {
        nom: String,
        #[serde(default)]
        note: String,
        age: u32,
        actif: bool,
        lignes: Vec<Option<Adresse>>,
        adresse: Adresse,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Adresse {
        rue: String,
    }

    fn fautes(texte: &str) -> Vec<(String, String)> {
        match lire::<Fiche>(texte.as_bytes()) {
            Err(Erreur::Refus(refus)) => {
                let errors = refus.probleme.errors.iter();
                errors.map(|e| (e.pointer.clone(), e.code.clone())).collect()
            }
            autre => panic!("{autre:?}"),
        }
    }

    #[test]
    fn toutes_les_fautes_de_forme_sont_dites_ensemble() {
        let attendu = |fautes: &[(&str, &str)]| -> Vec<(String, String)> {
            let fautes = fautes.iter();
            fautes.map(|(p, c)| ((*p).to_owned(), (*c).to_owned())).collect()
        };
        let requis =
            ["nom", "age", "actif", "lignes", "adresse", "adresse/rue"].map(|champ| format!("/{champ}"));
        let requis: Vec<(&str, &str)> = requis.iter().map(|p| (p.as_str(), "champ_requis")).collect();
        assert_eq!(fautes("{}"), attendu(&requis));
        let melange =
            r#"{"nom":1,"age":"vingt","actif":null,"lignes":[{"rue":2},null,{}],"adresse":{"rue":"x"}}"#;
        assert_eq!(
            fautes(melange),
            attendu(&[
                ("/age", "type_inattendu"),
                ("/lignes/0/rue", "type_inattendu"),
                ("/lignes/2/rue", "champ_requis"),
                ("/nom", "type_inattendu"),
                ("/actif", "champ_requis"),
            ])
        );
        assert_eq!(fautes("[]"), attendu(&[("", "type_inattendu")]));
        let deux_fois = r#"{"nom":"a","nom":"b","age":1,"actif":true,"lignes":[],"adresse":{"rue":"x"}}"#;
        assert_eq!(fautes(deux_fois), attendu(&[("/nom", "type_inattendu")]));
    }

    #[test]
    fn nul_vaut_absent() {
        let texte = r#"{"nom":"a","note":null,"age":1,"actif":true,"lignes":[null],"adresse":{"rue":"x"}}"#;
        let lue: Fiche = lire(texte.as_bytes()).expect("lue");
        assert_eq!((lue.note.as_str(), lue.lignes), ("", vec![None]));
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
