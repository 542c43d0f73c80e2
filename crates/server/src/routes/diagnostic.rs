//! "Je n'arrive pas à me connecter".

use actix_web::{HttpResponse, get, post, web};
use api_types::diagnostic::{
    CodeDiagnosticEnvoye, DemandeCodeDiagnostic, DemandeDetailDiagnostic, DemandeDiagnostic, Diagnostic,
    DiagnosticCompte, DiagnosticEtablissement, PremierDiagnostic,
};
use app::diagnostic::{self, Demande};
use domain::etablissement::Siret;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(diagnostiquer)
        .service(envoyer_code_diagnostic)
        .service(detailler_diagnostic)
        .service(diagnostiquer_compte)
        .service(diagnostiquer_etablissement);
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
        agent: corps.agent,
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

/// Le diagnostic d'un compte, sans rien masquer
///
/// Pour l'assistance : les mêmes constats que la personne, adresse, dates et verrou en clair. Rien n'est changé.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")), responses(
    (status = 200, description = "Constats et action.", body = Diagnostic),
))]
#[get("/comptes/{id}/diagnostic")]
pub async fn diagnostiquer_compte(etat: Service, _assistance: Assistance, id: web::Path<Uuid>) -> Reponse {
    let complet = diagnostic::complet(&etat.contexte, *id, None).await?;
    Ok(HttpResponse::Ok().json(Diagnostic::from(complet.diagnostic)))
}

/// Le diagnostic d'un établissement, compte par compte
///
/// Pour l'assistance, quand on n'a que le SIRET : ce qui en est connu, puis chaque compte qui agit pour lui ou l'a demandé.
#[utoipa::path(tag = "assistance", params(("siret" = String, Path, description = "14 chiffres.")), responses(
    (status = 200, description = "Constats.", body = DiagnosticEtablissement),
))]
#[get("/diagnostics/{siret}")]
pub async fn diagnostiquer_etablissement(
    etat: Service,
    _assistance: Assistance,
    siret: web::Path<String>,
) -> Reponse {
    let siret: Siret = siret
        .parse()
        .map_err(|refus: domain::Refus| app::Erreur::Fautes(refus.au_champ("/siret").into()))?;
    let (complet, comptes) = diagnostic::complet_du_siret(&etat.contexte, &siret).await?;
    let comptes = comptes.into_iter().map(|(compte, complet)| DiagnosticCompte {
        id: compte.id.to_string(),
        nom: compte.nom,
        prenom: compte.prenom,
        identifiant: compte.identifiant,
        diagnostic: complet.diagnostic.into(),
    });
    Ok(HttpResponse::Ok().json(DiagnosticEtablissement {
        siret: siret.as_str().to_owned(),
        diagnostic: complet.diagnostic.into(),
        comptes: comptes.collect(),
    }))
}
