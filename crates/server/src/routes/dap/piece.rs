//! DAPs: the documents of the form.

use actix_web::{delete, post, web};
use api_types::dap::{Dap, NouvellePieceDap};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::rendre;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Utilisateur;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(joindre_piece_dap).service(retirer_piece_dap);
}

/// Joindre un document à la demande
///
/// Avant l'envoi, ou pour corriger une DAP invalidée ; 20 documents au plus, déposés d'abord par `POST /documents`.
/// Une fois la DAP envoyée, un document se joint à un message.
#[utoipa::path(tag = "daps", params(("id" = Uuid, Path, description = "DAP à compléter.")),
    request_body = NouvellePieceDap, responses(
    (status = 200, description = "La DAP, avec le document ; sa version ne change pas.", body = Dap),
    (status = 409, description = "La DAP est envoyée, ou elle a trop de documents."),
))]
#[post("/daps/{id}/pieces")]
pub async fn joindre_piece_dap(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    Json(corps): Json<NouvellePieceDap>,
) -> Reponse {
    rendre(app::dap::joindre_piece(&etat.contexte, &acteur, *id, &corps.document).await)
}

/// Retirer un document de la demande
///
/// Un document qui n'est pas encore parti ; il est effacé.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP à compléter."),
    ("document" = Uuid, Path, description = "Document joint."),
), responses(
    (status = 200, description = "La DAP, sans le document ; sa version ne change pas.", body = Dap),
    (status = 409, description = "La DAP est envoyée, ou ce document est déjà parti."),
))]
#[delete("/daps/{id}/pieces/{document}")]
pub async fn retirer_piece_dap(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(Uuid, Uuid)>,
) -> Reponse {
    let (id, document) = chemin.into_inner();
    rendre(app::dap::retirer_piece(&etat.contexte, &acteur, id, document).await)
}
