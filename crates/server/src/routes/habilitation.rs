//! The help desk's answer to account requests.

use actix_web::{HttpResponse, get, post, web};
use api_types::habilitation::{DecisionHabilitation, Habilitation, ListeHabilitations};
use db::habilitation::Complete;
use domain::habilitation::Decision;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::instant;
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(lister_habilitations).service(decider_habilitation);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreHabilitations {
    /// `en_attente`, `acceptee` ou `refusee`.
    #[param(required = false)]
    etat: Option<String>,
}

/// Les demandes d'accès, la plus ancienne d'abord
///
/// Pour l'assistance, avec ce que le répertoire des entreprises a dit du SIRET.
#[utoipa::path(tag = "assistance", params(FiltreHabilitations, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeHabilitations),
))]
#[get("/habilitations")]
pub async fn lister_habilitations(
    etat: Service,
    _assistance: Assistance,
    filtre: web::Query<FiltreHabilitations>,
    page: Page,
) -> Reponse {
    let filtre = filtre.etat.as_deref().filter(|etat| !etat.is_empty());
    let lignes = app::habilitation::lister(&etat.contexte, filtre, page.requete::<Uuid>()?).await?;
    let (lignes, next) = page.couper(lignes, |ligne| ligne.habilitation.id);
    let items = lignes.into_iter().map(habilitation).collect();
    Ok(HttpResponse::Ok().json(ListeHabilitations { items, next }))
}

/// Accepter ou refuser une demande d'accès
///
/// Accepter envoie trois messages : identifiant, mot de passe temporaire, habilitation ; ou le
/// dernier seulement si la personne a déjà un identifiant.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Demande.")),
    request_body = DecisionHabilitation, responses(
    (status = 200, description = "Décision prise.", body = Habilitation),
    (status = 409, description = "Déjà décidée."),
))]
#[post("/habilitations/{id}/decision")]
pub async fn decider_habilitation(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<DecisionHabilitation>,
) -> Reponse {
    let decision = decision(corps)?;
    let ligne = app::habilitation::decider(&etat.contexte, &acteur, *id, decision).await?;
    Ok(HttpResponse::Ok().json(habilitation(ligne)))
}

fn decision(corps: DecisionHabilitation) -> Result<Decision, Erreur> {
    match corps.decision.as_str() {
        "accepter" => Ok(Decision::Accepter),
        "refuser" => Ok(Decision::Refuser { motif: corps.motif }),
        _ => Err(Erreur::champ(
            "/decision",
            "decision_inconnue",
            "La décision est `accepter` ou `refuser`.",
        )),
    }
}

fn habilitation(ligne: Complete) -> Habilitation {
    let Complete {
        habilitation,
        compte,
        etablissement,
    } = ligne;
    Habilitation {
        id: habilitation.id.to_string(),
        siret: etablissement.siret,
        denomination: etablissement.denomination,
        role: habilitation.role,
        etat: habilitation.etat,
        nom: compte.nom,
        prenom: compte.prenom,
        courriel: compte.courriel,
        telephone: compte.telephone,
        compte_existant: compte.identifiant.is_some(),
        siret_a_verifier: etablissement.a_verifier,
        demandee_le: instant(habilitation.demandee_le),
        decidee_le: habilitation.decidee_le.map(instant),
        motif: habilitation.motif,
    }
}
