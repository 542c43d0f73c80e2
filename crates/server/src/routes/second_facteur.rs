//! The second factor of the account. Reached by sessions that have yet to set one up.

use actix_web::{HttpResponse, post};
use api_types::second_facteur::{
    CodesRecuperation, ConfirmationSecondFacteur, MotDePasseActuel, PreparationSecondFacteur,
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::Proprietaire;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(preparer_second_facteur)
        .service(confirmer_second_facteur)
        .service(refaire_codes_recuperation)
        .service(desactiver_second_facteur);
}

/// Préparer la double authentification
///
/// Une clé pour l'application d'authentification (TOTP, RFC 6238). Elle ne compte qu'une fois confirmée.
#[utoipa::path(tag = "acces", responses(
    (status = 200, description = "La clé et son QR code.", body = PreparationSecondFacteur),
    (status = 409, description = "Déjà active."),
))]
#[post("/compte/second-facteur")]
pub async fn preparer_second_facteur(etat: Service, Proprietaire(acteur): Proprietaire) -> Reponse {
    let preparation = app::second_facteur::preparer(&etat.contexte, &acteur).await?;
    let qr = adapters::qr::image(&preparation.uri).map_err(Erreur::interne)?;
    Ok(HttpResponse::Ok().json(PreparationSecondFacteur {
        secret: preparation.secret,
        uri: preparation.uri,
        qr,
    }))
}

/// Confirmer la double authentification par un code
///
/// Rend dix codes de récupération, qui ne seront plus montrés. Les autres sessions du compte se terminent.
#[utoipa::path(tag = "acces", request_body = ConfirmationSecondFacteur, responses(
    (status = 200, description = "Active ; les codes de récupération.", body = CodesRecuperation),
    (status = 409, description = "Déjà active, ou pas préparée."),
))]
#[post("/compte/second-facteur/confirmation")]
pub async fn confirmer_second_facteur(
    etat: Service,
    Proprietaire(acteur): Proprietaire,
    Json(corps): Json<ConfirmationSecondFacteur>,
) -> Reponse {
    let codes = app::second_facteur::confirmer(&etat.contexte, &acteur, &corps.code).await?;
    Ok(HttpResponse::Ok().json(CodesRecuperation { codes }))
}

/// Refaire les codes de récupération
///
/// Les précédents ne valent plus rien.
#[utoipa::path(tag = "acces", request_body = MotDePasseActuel, responses(
    (status = 200, description = "Les nouveaux codes.", body = CodesRecuperation),
    (status = 409, description = "La double authentification n'est pas active."),
))]
#[post("/compte/second-facteur/codes")]
pub async fn refaire_codes_recuperation(
    etat: Service,
    Proprietaire(acteur): Proprietaire,
    Json(corps): Json<MotDePasseActuel>,
) -> Reponse {
    let codes = app::second_facteur::regenerer(&etat.contexte, &acteur, &corps.mot_de_passe).await?;
    Ok(HttpResponse::Ok().json(CodesRecuperation { codes }))
}

/// Désactiver la double authentification
///
/// Refusé aux agents et à l'assistance, pour qui elle est obligatoire.
#[utoipa::path(tag = "acces", request_body = MotDePasseActuel, responses(
    (status = 204, description = "Désactivée."),
    (status = 409, description = "Obligatoire pour ce rôle, ou pas active."),
))]
#[post("/compte/second-facteur/desactivation")]
pub async fn desactiver_second_facteur(
    etat: Service,
    Proprietaire(acteur): Proprietaire,
    Json(corps): Json<MotDePasseActuel>,
) -> Reponse {
    app::second_facteur::desactiver(&etat.contexte, &acteur, &corps.mot_de_passe).await?;
    Ok(HttpResponse::NoContent().finish())
}
