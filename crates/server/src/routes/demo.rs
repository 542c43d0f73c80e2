//! Demo mode only: the outbox and the clock. Elsewhere these addresses do not exist.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, post};
use api_types::demo::{
    AvanceHorloge, BoiteEnvoi, CodeSecondFacteurDemo, CodesSecondFacteurDemo, CourrielDemo, HorlogeDemo,
};
use app::horloge::AVANCE_MAX;
use utoipa_actix_web::service_config::ServiceConfig;

use super::reponses::{instant, naturel};
use crate::etat::{Etat, Service};
use crate::probleme::{Erreur, Json, Reponse};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lire_boite_envoi)
        .service(lire_codes_demo)
        .service(lire_horloge)
        .service(avancer_horloge);
}

/// The service runs in demo mode; 404 otherwise.
pub struct ModeDemo;

impl FromRequest for ModeDemo {
    type Error = Erreur;
    type Future = Ready<Result<Self, Erreur>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let demo = req.app_data::<Service>().is_some_and(|etat| etat.config.demo);
        ready(if demo {
            Ok(Self)
        } else {
            Err(Erreur::introuvable())
        })
    }
}

/// La boîte d'envoi de la démonstration
///
/// Tous les courriels avec leur texte. N'existe qu'en démonstration : 404 ailleurs.
#[utoipa::path(tag = "demo", security(()), responses(
    (status = 200, description = "Les 200 derniers courriels.", body = BoiteEnvoi),
    (status = 404, description = "Le service n'est pas en démonstration."),
))]
#[get("/demo/courriels")]
pub async fn lire_boite_envoi(etat: Service, _demo: ModeDemo) -> Reponse {
    let courriels = app::courriel::boite_envoi(&etat.contexte, app::LIMITE_MAX).await?;
    let items = courriels.into_iter().map(|courriel| CourrielDemo {
        id: courriel.id.to_string(),
        destinataire: courriel.destinataire,
        objet: courriel.objet,
        corps: courriel.corps.unwrap_or_default(),
        etat: courriel.etat,
        cree_le: instant(courriel.cree_le),
        envoye_le: courriel.envoye_le.map(instant),
    });
    Ok(HttpResponse::Ok().json(BoiteEnvoi {
        items: items.collect(),
        next: None,
    }))
}

/// Les codes de double authentification de la démonstration
///
/// Ceux que montreraient les téléphones des agents et de l'assistance.
#[utoipa::path(tag = "demo", security(()), responses(
    (status = 200, description = "Les codes de l'instant.", body = CodesSecondFacteurDemo),
    (status = 404, description = "Le service n'est pas en démonstration."),
))]
#[get("/demo/codes")]
pub async fn lire_codes_demo(etat: Service, _demo: ModeDemo) -> Reponse {
    let codes = app::second_facteur::codes_demo(&etat.contexte).await?;
    let items = codes.into_iter().map(|code| CodeSecondFacteurDemo {
        identifiant: code.identifiant,
        code: code.code,
        dans_secondes: naturel(code.dans_secondes),
    });
    Ok(HttpResponse::Ok().json(CodesSecondFacteurDemo {
        items: items.collect(),
        next: None,
    }))
}

/// L'heure de la démonstration
///
/// N'existe qu'en démonstration : 404 ailleurs.
#[utoipa::path(tag = "demo", security(()), responses(
    (status = 200, description = "L'heure.", body = HorlogeDemo),
    (status = 404, description = "Le service n'est pas en démonstration."),
))]
#[get("/demo/horloge")]
pub async fn lire_horloge(etat: Service, _demo: ModeDemo) -> HttpResponse {
    HttpResponse::Ok().json(horloge(&etat))
}

/// Avancer l'heure de la démonstration
///
/// De `secondes`, 400 jours au plus à la fois. N'existe qu'en démonstration : 404 ailleurs.
#[utoipa::path(tag = "demo", security(()), request_body = AvanceHorloge, responses(
    (status = 200, description = "La nouvelle heure.", body = HorlogeDemo),
    (status = 404, description = "Le service n'est pas en démonstration."),
))]
#[post("/demo/horloge")]
pub async fn avancer_horloge(etat: Service, _demo: ModeDemo, Json(corps): Json<AvanceHorloge>) -> Reponse {
    if corps.secondes > AVANCE_MAX {
        let message = "L'heure avance de 400 jours au plus à la fois.";
        return Err(Erreur::champ("/secondes", "avance_trop_grande", message));
    }
    etat.contexte.horloge.avancer(corps.secondes);
    Ok(HttpResponse::Ok().json(horloge(&etat)))
}

fn horloge(etat: &Etat) -> HorlogeDemo {
    HorlogeDemo {
        maintenant: instant(etat.contexte.maintenant()),
    }
}
