//! The account of the person.

use actix_web::{HttpResponse, put};
use api_types::compte::ChangementMotDePasse;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::SessionOuverte;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(changer_mot_de_passe);
}

/// Changer de mot de passe
///
/// Toutes les sessions du compte se terminent : reconnectez-vous avec le nouveau mot de passe.
#[utoipa::path(tag = "acces", request_body = ChangementMotDePasse, responses(
    (status = 204, description = "Mot de passe changé, sessions terminées."),
))]
#[put("/compte/mot-de-passe")]
pub async fn changer_mot_de_passe(
    etat: Service,
    SessionOuverte(ouverte): SessionOuverte,
    Json(corps): Json<ChangementMotDePasse>,
) -> Reponse {
    app::compte::changer_mot_de_passe(
        &etat.contexte,
        &ouverte.acteur,
        &corps.ancien,
        &corps.nouveau,
        &corps.confirmation,
    )
    .await?;
    Ok(HttpResponse::NoContent().cookie(etat.jetons.fermer()).finish())
}
