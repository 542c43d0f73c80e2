//! Accounts of UD agents, for the help desk alone.

use actix_web::{post, put, web};
use api_types::agent::{ChangementDepartements, NouvelAgent};
use api_types::compte_assistance::DossierCompte;
use app::agent;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::compte_assistance::{lire, rendre};
use super::reponses::cree;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(ouvrir_agent).service(changer_departements_agent);
}

/// Ouvrir un compte d'agent
///
/// Sur l'annexe 3 signée, déposée d'abord par `POST /documents` et gardée. Trois messages partent : identifiant, mot de
/// passe temporaire, habilitation.
#[utoipa::path(tag = "assistance", request_body = NouvelAgent, responses(
    (status = 201, description = "Le dossier du compte.", body = DossierCompte),
))]
#[post("/agents")]
pub async fn ouvrir_agent(
    etat: Service,
    Assistance(acteur): Assistance,
    Json(corps): Json<NouvelAgent>,
) -> Reponse {
    let id = agent::ouvrir(&etat.contexte, &acteur, &corps.en_saisie()).await?;
    Ok(cree(&format!("/comptes/{id}"), &lire(&etat, &acteur, id).await?))
}

/// Changer les départements d'un agent
///
/// Ses files d'attente ne montrent plus que ceux-là, sans nouvelle connexion ; un message l'en prévient.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = ChangementDepartements, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Ce compte n'est pas celui d'un agent, ou il est fermé."),
))]
#[put("/comptes/{id}/departements")]
pub async fn changer_departements_agent(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<ChangementDepartements>,
) -> Reponse {
    let annexe = corps.document.as_deref().filter(|id| !id.is_empty());
    let fait = agent::changer_departements(
        &etat.contexte,
        &acteur,
        *id,
        &corps.departements,
        annexe,
        &corps.motif,
    )
    .await;
    rendre(&etat, &acteur, *id, fait).await
}
