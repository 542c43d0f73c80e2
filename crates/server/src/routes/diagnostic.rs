//! "Je n'arrive pas à me connecter".

use actix_web::{HttpResponse, post};
use api_types::diagnostic::{
    CodeDiagnosticEnvoye, DemandeCodeDiagnostic, DemandeDetailDiagnostic, DemandeDiagnostic, Diagnostic,
    PremierDiagnostic,
};
use app::diagnostic::{self, Demande};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etat::Service;
use crate::probleme::{Json, Reponse};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(diagnostiquer)
        .service(envoyer_code_diagnostic)
        .service(detailler_diagnostic);
}

/// Je n'arrive pas à me connecter : ce que tout le monde peut lire
///
/// Pas plus que la page d'inscription : le SIRET est connu ou non. Le détail demande un code.
#[utoipa::path(tag = "acces", security(()), request_body = DemandeDiagnostic, responses(
    (status = 200, description = "Constats, action, jeton pour recevoir un code.", body = PremierDiagnostic),
))]
#[post("/diagnostics")]
pub async fn diagnostiquer(etat: Service, Json(corps): Json<DemandeDiagnostic>) -> Reponse {
    let demande = Demande {
        siret: corps.siret,
        qui: corps.qui,
        controle: corps.controle,
    };
    let premier = diagnostic::commencer(&etat.contexte, &demande).await?;
    Ok(HttpResponse::Ok().json(PremierDiagnostic {
        diagnostic: premier.diagnostic.into(),
        jeton: premier.jeton,
    }))
}

/// Recevoir un code à l'adresse du compte
///
/// La réponse est la même, que le compte existe ou non.
#[utoipa::path(tag = "acces", security(()), request_body = DemandeCodeDiagnostic, responses(
    (status = 200, description = "S'il y a un compte, le code est parti.", body = CodeDiagnosticEnvoye),
    (status = 409, description = "Le code de cette démarche est déjà parti."),
))]
#[post("/diagnostics/code")]
pub async fn envoyer_code_diagnostic(etat: Service, Json(corps): Json<DemandeCodeDiagnostic>) -> Reponse {
    diagnostic::envoyer_code(&etat.contexte, &corps.jeton).await?;
    Ok(HttpResponse::Ok().json(CodeDiagnosticEnvoye {
        message: "Si un compte correspond, un code à 6 chiffres vient de partir à son adresse électronique. Il est valable 15 minutes : \
                  regardez aussi dans les courriers indésirables."
            .to_owned(),
    }))
}

/// Le détail, avec le code reçu
///
/// Dates, adresses masquées, verrou. Cinq essais.
#[utoipa::path(tag = "acces", security(()), request_body = DemandeDetailDiagnostic, responses(
    (status = 200, description = "Constats et action.", body = Diagnostic),
))]
#[post("/diagnostics/detail")]
pub async fn detailler_diagnostic(etat: Service, Json(corps): Json<DemandeDetailDiagnostic>) -> Reponse {
    let diagnostic = diagnostic::detailler(&etat.contexte, &corps.jeton, &corps.code).await?;
    Ok(HttpResponse::Ok().json(Diagnostic::from(diagnostic)))
}
