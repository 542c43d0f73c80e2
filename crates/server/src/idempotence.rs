//! `Idempotency-Key`: a creation that is sent twice happens once.
//!
//! Applies to the POSTs that the contract says create (201, or 202 for a job). A success is kept for 24 h and given
//! again; whatever failed changed nothing, so its key is free again. Who calls is asked first: a stranger's key is read
//! only where strangers may create something.

use std::collections::BTreeMap;

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, HttpResponseBuilder, ResponseError as _, web};
use app::idempotence::Reservation;
use domain::document::trop_gros;
use sha2::{Digest as _, Sha256};
use tracing::Instrument as _;

use crate::etat::Service;
use crate::probleme::{Erreur, generique};
use crate::securite::adresse_client;
use crate::serveur::Adresses;
use crate::session::authentifier;

/// The header.
pub const ENTETE_CLE: HeaderName = HeaderName::from_static("idempotency-key");

/// Says that an answer was given before.
const ENTETE_REJOUEE: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Headers of an answer that are worth giving again.
const ENTETES_GARDES: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Middleware: replays, refuses or keeps the answer of a creation.
///
/// # Errors
/// Those of the service.
pub async fn rejouer(
    etat: Service,
    adresses: web::Data<Adresses>,
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let creation = req.method() == "POST" && adresses.cree(req.path());
    let Some(cle) = req.headers().get(&ENTETE_CLE).filter(|_| creation).cloned() else {
        return Ok(next.call(req).await?.map_into_boxed_body());
    };
    let client = match client(&etat, &req, adresses.publique(req.path())).await {
        Ok(Some(client)) => client,
        // Refused by the handler, as without a key; nothing is read or written for it.
        Ok(None) => return Ok(next.call(req).await?.map_into_boxed_body()),
        Err(panne) => return Ok(req.error_response(panne)),
    };
    let fichier = adresses.recoit_fichier(req.path());
    let reservation = match reserver(&etat, &mut req, (&client, &cle), fichier).await {
        Ok(reservation) => reservation,
        Err(refus) => return Ok(req.error_response(refus)),
    };
    match reservation {
        (_, Reservation::Rejouer { statut, corps, entetes }) => {
            Ok(req.into_response(rejouee(statut, corps, &entetes)))
        }
        (_, Reservation::CorpsDifferent) => Ok(req.error_response(Erreur::refus(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotence_corps_different",
            "Cette `Idempotency-Key` a déjà servi pour un autre envoi : prenez-en une autre.",
        ))),
        (_, Reservation::EnCours) => Ok(req.error_response(
            Erreur::refus(
                StatusCode::CONFLICT,
                "idempotence_en_cours",
                "Le premier envoi de cette `Idempotency-Key` est encore en cours : réessayez dans un instant.",
            )
            .avec_entete(header::RETRY_AFTER, HeaderValue::from_static("1")),
        )),
        (cle, Reservation::Nouvelle) => executer(etat, cle, req, next).await,
    }
}

/// Whose key it is: an account's or, of a public address, that of a network address; `None` for a stranger elsewhere.
///
/// # Errors
/// The session could not be looked up.
async fn client(etat: &Service, req: &ServiceRequest, publique: bool) -> Result<Option<String>, Erreur> {
    match authentifier(req.request(), true).await {
        Ok(ouverte) => Ok(Some(ouverte.acteur.compte_id.to_string())),
        Err(Erreur::Interne(panne)) => Err(Erreur::Interne(panne)),
        Err(_) => Ok(publique.then(|| adresse_client(req, &etat.config.proxys).to_string())),
    }
}

/// Reserves the key for this client and this body.
///
/// # Errors
/// A malformed key, a body that cannot be read.
async fn reserver(
    etat: &Service,
    req: &mut ServiceRequest,
    (client, cle): (&str, &HeaderValue),
    fichier: bool,
) -> Result<(String, Reservation), Erreur> {
    let cle = cle
        .to_str()
        .ok()
        .filter(|c| (1..=255).contains(&c.len()))
        .ok_or_else(|| {
            let message = "`Idempotency-Key` compte de 1 à 255 caractères ASCII visibles.";
            Erreur::refus(StatusCode::BAD_REQUEST, "idempotence_cle_invalide", message)
        })?;
    let limites = &etat.config.limites;
    let corps = if fichier && req.path().ends_with("/imports") {
        let max = limites.import_max;
        lire_corps(req, max, || crate::routes::import::trop_gros(max)).await?
    } else if fichier {
        let max = limites.document_max;
        lire_corps(req, max, || {
            let refus = trop_gros(max);
            Erreur::refus(StatusCode::PAYLOAD_TOO_LARGE, refus.code, refus.message)
        })
        .await?
    } else {
        lire_corps(req, limites.corps_max, || {
            generique(StatusCode::PAYLOAD_TOO_LARGE)
        })
        .await?
    };
    // The query counts: it names the file that the body is.
    let empreinte = condense(&[req.path().as_bytes(), req.query_string().as_bytes(), &corps]);
    // The key is the caller's and may be long: what is stored is of one length and tells nothing.
    let cle = condense(&[client.as_bytes(), cle.as_bytes()]);
    let reservation = app::idempotence::reserver(&etat.contexte, &cle, &empreinte).await?;
    Ok((cle, reservation))
}

/// Reads the body and puts it back for the handler.
async fn lire_corps(
    req: &mut ServiceRequest,
    max: usize,
    trop_grand: impl Fn() -> Erreur,
) -> Result<web::Bytes, Erreur> {
    let recu = req
        .extract::<web::Payload>()
        .await
        .map_err(|_| generique(StatusCode::BAD_REQUEST))?;
    let octets = recu
        .to_bytes_limited(max)
        .await
        .map_err(|_| trop_grand())?
        .map_err(|_| generique(StatusCode::BAD_REQUEST))?;
    req.set_payload(Payload::from(octets.clone()));
    Ok(octets)
}

fn condense(parties: &[&[u8]]) -> String {
    let mut hachage = Sha256::new();
    for partie in parties {
        hachage.update(partie.len().to_be_bytes());
        hachage.update(partie);
    }
    hex::encode(hachage.finalize())
}

/// Runs the call in a task of its own: a client that hangs up must not leave its key reserved.
async fn executer(
    etat: Service,
    cle: String,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reponse = next.call(req);
    let travail = async move {
        let sortie = match reponse.await {
            Ok(reponse) => garder(&etat, &cle, reponse.map_into_boxed_body()).await,
            Err(erreur) => {
                liberer(&etat, &cle).await;
                Err(erreur)
            }
        };
        sortie.map_err(|erreur| erreur.to_string())
    };
    let tache = actix_web::rt::spawn(travail.in_current_span());
    match tache.await {
        Ok(Ok(reponse)) => Ok(reponse),
        Ok(Err(texte)) => Err(Erreur::interne(texte).into()),
        Err(panique) => Err(Erreur::interne(panique).into()),
    }
}

/// Keeps a success, frees the key otherwise.
async fn garder(
    etat: &Service,
    cle: &str,
    reponse: ServiceResponse<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !reponse.status().is_success() {
        liberer(etat, cle).await;
        return Ok(reponse);
    }
    let (req, reponse) = reponse.into_parts();
    let (reponse, corps) = reponse.into_parts();
    let corps = to_bytes(corps).await?;
    let texte = String::from_utf8_lossy(&corps).into_owned();
    let entetes: BTreeMap<&str, &str> = ENTETES_GARDES
        .iter()
        .filter_map(|nom| Some((nom.as_str(), reponse.headers().get(nom)?.to_str().ok()?)))
        .collect();
    let entetes = serde_json::to_string(&entetes).unwrap_or_default();
    let statut = reponse.status().as_u16();
    if let Err(erreur) = app::idempotence::terminer(&etat.contexte, cle, statut, texte, entetes).await {
        // The creation is done: the caller must learn it, even if a retry could not.
        tracing::error!(cause = %erreur, "réponse d'une clé d'idempotence non gardée");
    }
    Ok(ServiceResponse::new(req, reponse.set_body(BoxBody::new(corps))))
}

async fn liberer(etat: &Service, cle: &str) {
    if let Err(erreur) = app::idempotence::liberer(&etat.contexte, cle).await {
        tracing::error!(cause = %erreur, "clé d'idempotence non libérée");
    }
}

fn rejouee(statut: u16, corps: String, entetes: &str) -> HttpResponse {
    let Ok(statut) = StatusCode::from_u16(statut) else {
        return Erreur::interne("statut gardé illisible").error_response();
    };
    let mut reponse = HttpResponseBuilder::new(statut);
    let entetes: BTreeMap<String, String> = serde_json::from_str(entetes).unwrap_or_default();
    for (nom, valeur) in entetes {
        reponse.insert_header((nom, valeur));
    }
    reponse.insert_header((ENTETE_REJOUEE, "true")).body(corps)
}
