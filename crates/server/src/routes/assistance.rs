//! What the help desk sees.

use actix_web::{HttpResponse, get};
use api_types::assistance::{EtatCourriel, ListeCourriels};
use utoipa_actix_web::service_config::ServiceConfig;

use super::reponses::{instant, naturel};
use crate::etat::Service;
use crate::probleme::Reponse;
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(lister_courriels);
}

/// Les derniers courriels, sans leur texte
#[utoipa::path(tag = "assistance", responses(
    (status = 200, description = "Les 200 derniers.", body = ListeCourriels),
))]
#[get("/courriels")]
pub async fn lister_courriels(etat: Service, _assistance: Assistance) -> Reponse {
    let courriels = app::assistance::courriels(&etat.contexte).await?;
    let items = courriels.into_iter().map(|courriel| EtatCourriel {
        id: courriel.id.to_string(),
        destinataire: courriel.destinataire,
        objet: courriel.objet,
        etat: courriel.etat,
        tentatives: naturel(courriel.tentatives),
        cree_le: instant(courriel.cree_le),
        envoye_le: courriel.envoye_le.map(instant),
    });
    Ok(HttpResponse::Ok().json(ListeCourriels {
        items: items.collect(),
        next: None,
    }))
}
