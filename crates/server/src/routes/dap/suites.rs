//! DAPs: what goes on beside the form and the decision. Avenants, messages, counts.

use actix_web::{HttpResponse, get, post, web};
use api_types::dap::{CompteDap, ComptesDap, Dap, NouveauMessageDap};
use app::dap::NouveauMessage;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::{dap, rendre};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::routes::reponses::{cree_versionne, naturel};
use crate::session::{Dossier, Utilisateur};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(compter_daps)
        .service(creer_avenant)
        .service(ecrire_message_dap);
}

/// Combien de DAP par état
///
/// Parmi celles que l'appelant voit ; `depassees` attend une décision dont le délai légal est passé.
#[utoipa::path(tag = "daps", responses(
    (status = 200, description = "Un nombre par état.", body = ComptesDap),
))]
#[get("/daps/comptes")]
pub async fn compter_daps(etat: Service, Dossier(acteur): Dossier) -> Reponse {
    let comptes = app::dap::compter(&etat.contexte, &acteur).await?;
    let items = comptes
        .par_etat
        .into_iter()
        .map(|(etat, nombre)| CompteDap {
            etat: etat.code().to_owned(),
            libelle: etat.libelle().to_owned(),
            nombre: naturel(nombre),
        })
        .collect();
    Ok(HttpResponse::Ok().json(ComptesDap {
        items,
        depassees: naturel(comptes.depassees),
    }))
}

/// Commencer un avenant
///
/// Sur une DAP validée, un à la fois. C'est une nouvelle version de la demande, remplie avec ce qui est en vigueur :
/// elle se modifie, s'envoie et s'instruit comme une DAP. L'autorisation en vigueur vaut jusqu'à la décision.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP validée."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 201, description = "L'avenant, à compléter ; son `ETag` est sa version.", body = Dap),
    (status = 409, description = "La DAP n'est pas validée, ou un avenant est déjà en cours."),
))]
#[post("/daps/{id}/avenants")]
pub async fn creer_avenant(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    let vue = app::dap::creer_avenant(&etat.contexte, &acteur, *id, version).await?;
    let (chemin, version) = (format!("/daps/{}", vue.ligne.id), vue.ligne.version);
    Ok(cree_versionne(&chemin, version, &dap(vue)))
}

/// Écrire un message sur la DAP
///
/// Un fil par DAP, entre l'employeur et l'unité départementale ; l'autre partie en est prévenue par courriel. L'agent
/// peut demander un document, l'employeur en joindre un (`POST /documents`).
#[utoipa::path(tag = "daps", params(("id" = Uuid, Path, description = "DAP envoyée.")),
    request_body = NouveauMessageDap, responses(
    (status = 200, description = "La DAP, avec le message.", body = Dap),
    (status = 409, description = "La DAP n'est pas envoyée, ou elle est retirée."),
))]
#[post("/daps/{id}/messages")]
pub async fn ecrire_message_dap(
    etat: Service,
    Dossier(acteur): Dossier,
    id: web::Path<Uuid>,
    Json(corps): Json<NouveauMessageDap>,
) -> Reponse {
    let nouveau = NouveauMessage {
        texte: corps.texte,
        piece_demandee: corps.piece_demandee,
        document: corps.document,
    };
    rendre(app::dap::ecrire_message(&etat.contexte, &acteur, *id, &nouveau).await)
}
