//! DAPs: the agent's part.

use actix_web::{post, web};
use api_types::dap::{Dap, DecisionDap};
use app::dap::Decision;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::rendre;
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::Agent;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(prendre_dap)
        .service(liberer_dap)
        .service(decider_dap);
}

/// Prendre la DAP en charge
///
/// Pour un agent du département : de `en_attente_instruction_ud` à `instruction_en_cours`. L'employeur en est
/// averti.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Prise.", body = Dap),
    (status = 409, description = "Un autre agent l'instruit, ou elle n'attend pas."),
))]
#[post("/daps/{id}/instruction")]
pub async fn prendre_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::dap::prendre(&etat.contexte, &acteur, *id, version).await)
}

/// Remettre la DAP dans la file
///
/// Pour l'agent qui l'instruit : de nouveau `en_attente_instruction_ud`. Le délai légal continue de courir.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Remise en attente d'instruction.", body = Dap),
    (status = 409, description = "Elle n'est pas en cours d'instruction."),
))]
#[post("/daps/{id}/liberation")]
pub async fn liberer_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::dap::liberer(&etat.contexte, &acteur, *id, version).await)
}

/// Valider, invalider ou refuser
///
/// Une DAP validée reçoit son code DI ; invalider ou refuser demande des motifs (R5122-4).
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = DecisionDap, responses(
    (status = 200, description = "Décidée.", body = Dap),
    (status = 409, description = "Elle n'est pas en cours d'instruction par vous, ou les motifs manquent."),
))]
#[post("/daps/{id}/decision")]
pub async fn decider_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<DecisionDap>,
) -> Reponse {
    let decision = decision(corps)?;
    rendre(app::dap::decider(&etat.contexte, &acteur, *id, version, &decision).await)
}

fn decision(corps: DecisionDap) -> Result<Decision, Erreur> {
    let motifs = corps.motifs;
    match corps.decision.as_str() {
        "valider" => Ok(Decision::Valider),
        "invalider" => Ok(Decision::Invalider { motifs }),
        "refuser" => Ok(Decision::Refuser { motifs }),
        _ => Err(Erreur::champ(
            "/decision",
            "decision_inconnue",
            "La décision est `valider`, `invalider` ou `refuser`.",
        )),
    }
}
