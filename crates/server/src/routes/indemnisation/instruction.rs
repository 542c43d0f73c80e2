//! Claims: the agent's part.

use actix_web::{HttpResponse, post, web};
use api_types::indemnisation::{DecisionsDemandes, Demande, RejetDemande};
use api_types::paiement::IssuesDemandes;
use app::dap::Motifs;
use app::indemnisation::Decision;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::rendre;
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::routes::paiement::{du_lot, faite, rendre_issues};
use crate::session::Agent;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(prendre_demande)
        .service(liberer_demande)
        .service(valider_demande)
        .service(rejeter_demande);
}

/// Prendre la demande en charge
///
/// Pour un agent du département : de `en_attente_validation` à `en_cours_instruction`.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Prise.", body = Demande),
    (status = 409, description = "Un autre agent l'instruit, ou elle n'attend pas."),
))]
#[post("/demandes-indemnisation/{id}/instruction")]
pub async fn prendre_demande(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::indemnisation::prendre(&etat.contexte, &acteur, *id, version).await)
}

/// Remettre la demande dans la file
///
/// Pour l'agent qui l'instruit : de nouveau `en_attente_validation`.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Remise en attente.", body = Demande),
    (status = 409, description = "Elle n'est pas en cours d'instruction."),
))]
#[post("/demandes-indemnisation/{id}/liberation")]
pub async fn liberer_demande(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::indemnisation::liberer(&etat.contexte, &acteur, *id, version).await)
}

/// Valider la demande
///
/// Pour l'agent qui l'instruit. L'employeur en est averti ; le récapitulatif porte la date de validation.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Validée.", body = Demande),
    (status = 409, description = "Elle n'est pas en cours d'instruction par vous."),
))]
#[post("/demandes-indemnisation/{id}/validation")]
pub async fn valider_demande(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::indemnisation::valider(&etat.contexte, &acteur, *id, version).await)
}

/// Rejeter la demande, avec ses motifs
///
/// Des codes de la table, ou en toutes lettres. L'employeur la corrige et la renvoie.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = RejetDemande, responses(
    (status = 200, description = "Rejetée.", body = Demande),
    (status = 409, description = "Elle n'est pas en cours d'instruction par vous, ou les motifs manquent."),
))]
#[post("/demandes-indemnisation/{id}/rejet")]
pub async fn rejeter_demande(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<RejetDemande>,
) -> Reponse {
    let decision = rejet(corps.motifs_codes, corps.motifs);
    rendre(app::indemnisation::decider(&etat.contexte, &acteur, *id, version, &decision).await)
}

/// Décider plusieurs demandes
///
/// La même décision, validation ou rejet, pour 100 demandes au plus ; celles qui attendent sont d'abord prises en charge.
/// Chacune l'est ou non pour elle-même : une ligne par demande dit laquelle, et sinon pourquoi. `essai` dit ce qui
/// arriverait et n'écrit rien.
#[utoipa::path(tag = "demandes-indemnisation", request_body = DecisionsDemandes, responses(
    (status = 200, description = "Une ligne par demande.", body = IssuesDemandes),
))]
#[post("/demandes-indemnisation/decisions")]
pub async fn decider_demandes(
    etat: Service,
    Agent(acteur): Agent,
    Json(corps): Json<DecisionsDemandes>,
) -> Reponse {
    let (demandes, essai) = (du_lot(&corps.demandes), corps.essai);
    let decision = match corps.decision.as_str() {
        "valider" => Decision::Valider,
        "rejeter" => rejet(corps.motifs_codes, corps.motifs),
        _ => {
            return Err(Erreur::champ(
                "/decision",
                "decision_inconnue",
                "La décision est `valider` ou `rejeter`.",
            ));
        }
    };
    let issues =
        app::indemnisation::decider_lot(&etat.contexte, &acteur, &demandes, &decision, essai).await?;
    Ok(HttpResponse::Ok().json(rendre_issues(issues, essai, faite)))
}

fn rejet(codes: Vec<String>, texte: String) -> Decision {
    Decision::Rejeter {
        motifs: Motifs { codes, texte },
    }
}
