//! Documents that people hand in, and getting them back.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, get, post, web};
use api_types::document::DocumentDepose;
use db::document::Document;
use domain::document::trop_gros;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{a_enregistrer, cree, instant, naturel};
use crate::etat::{Etat, Service};
use crate::probleme::{Erreur, Reponse, generique};
use crate::session::Connecte;

/// Even a browser that shows the file runs and loads nothing of it.
const CSP_DOCUMENT: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(deposer_document).service(lire_document);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NomDocument {
    /// Nom du fichier ; il n'en est gardé que ce qui est sans danger.
    #[serde(default)]
    #[param(required = false, max_length = 255, example = "contrat-de-prestation.pdf")]
    nom: String,
}

/// Déposer un document PDF
///
/// Le type est reconnu au contenu. Le document attend, 24 heures au plus, que son identifiant soit joint à ce qu'il
/// prouve (mandat) ; jusque-là, seule la personne qui l'a déposé le lit. Il est gardé chiffré.
#[utoipa::path(tag = "mandats", params(NomDocument),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "Le fichier."), responses(
    (status = 201, description = "Déposé.", body = DocumentDepose),
    (status = 409, description = "Trop de documents attendent."),
))]
#[post("/documents")]
pub async fn deposer_document(
    etat: Service,
    Connecte(acteur): Connecte,
    nom: web::Query<NomDocument>,
    corps: web::Payload,
) -> Reponse {
    let octets = lire_octets(corps, &etat).await?;
    let ligne = app::document::deposer(&etat.contexte, &acteur, &nom.nom, octets).await?;
    Ok(cree(&format!("/documents/{}", ligne.id), &document(&ligne)))
}

/// Un document
///
/// Toujours en pièce à enregistrer, jamais affiché dans le service.
#[utoipa::path(tag = "mandats", params(("id" = Uuid, Path, description = "Document.")), responses(
    (status = 200, description = "Le document.", body = Vec<u8>, content_type = "application/pdf"),
))]
#[get("/documents/{id}")]
pub async fn lire_document(etat: Service, Connecte(acteur): Connecte, id: web::Path<Uuid>) -> Reponse {
    let (ligne, octets) = app::document::lire(&etat.contexte, &acteur, *id).await?;
    Ok(HttpResponse::Ok()
        .content_type(app::document::TYPE_PDF)
        .insert_header(a_enregistrer(&ligne.nom))
        .insert_header((header::CONTENT_SECURITY_POLICY, CSP_DOCUMENT))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(octets))
}

/// The bytes, up to the limit of documents.
///
/// # Errors
/// 413 `document_trop_gros`.
async fn lire_octets(corps: web::Payload, etat: &Etat) -> Result<Vec<u8>, Erreur> {
    let max = etat.config.limites.document_max;
    let octets = corps.to_bytes_limited(max).await.map_err(|_| {
        let refus = trop_gros(max);
        Erreur::refus(StatusCode::PAYLOAD_TOO_LARGE, refus.code, refus.message)
    })?;
    Ok(octets.map_err(|_| generique(StatusCode::BAD_REQUEST))?.to_vec())
}

/// What is known of a document, as every answer says it.
pub(super) fn document(ligne: &Document) -> DocumentDepose {
    DocumentDepose {
        id: ligne.id.to_string(),
        nom: ligne.nom.clone(),
        taille: naturel(ligne.taille),
        empreinte: ligne.empreinte.clone(),
        depose_le: instant(ligne.depose_le),
    }
}
