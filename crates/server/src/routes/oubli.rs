//! Forgotten password, forgotten identifiant.

use actix_web::{HttpResponse, get, post};
use api_types::oubli::{
    OubliIdentifiant, OubliMotDePasse, QuestionCalcul, QuestionSecrete, ReponseSecrete, SuiteOubli,
};
use app::oubli::{self, Demande, Suite};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etat::Service;
use crate::probleme::{Json, Reponse};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lire_question_calcul)
        .service(oublier_mot_de_passe)
        .service(repondre_oubli_mot_de_passe)
        .service(oublier_identifiant)
        .service(repondre_oubli_identifiant);
}

/// Une opération à résoudre
///
/// Signée par le service, sans tiers. Valable 15 minutes, une fois.
#[utoipa::path(tag = "acces", security(()), responses(
    (status = 200, description = "L'opération et son jeton.", body = QuestionCalcul),
))]
#[get("/oublis/question")]
pub async fn lire_question_calcul(etat: Service) -> Reponse {
    let question = oubli::question(&etat.contexte)?;
    Ok(HttpResponse::Ok().json(QuestionCalcul {
        enonce: question.enonce,
        jeton: question.jeton,
    }))
}

/// Mot de passe oublié : l'identifiant, l'opération et le contrôle de sécurité
///
/// Un identifiant inconnu reçoit lui aussi une question secrète, toujours la même.
#[utoipa::path(tag = "acces", security(()), request_body = OubliMotDePasse, responses(
    (status = 200, description = "La question secrète.", body = QuestionSecrete),
))]
#[post("/oublis/mot-de-passe")]
pub async fn oublier_mot_de_passe(etat: Service, Json(corps): Json<OubliMotDePasse>) -> Reponse {
    let demande = Demande {
        identifiant: corps.identifiant,
        question: corps.question,
        calcul: corps.calcul,
        controle: corps.controle,
    };
    let suite = oubli::commencer_mot_de_passe(&etat.contexte, &demande).await?;
    Ok(HttpResponse::Ok().json(question(suite)))
}

/// Mot de passe oublié : la réponse à la question secrète
///
/// Une bonne réponse envoie un mot de passe temporaire, valable 60 minutes, une fois ; l'ancien reste bon jusque-là.
/// Trois réponses fausses verrouillent la démarche, que l'identifiant existe ou non.
#[utoipa::path(tag = "acces", security(()), request_body = ReponseSecrete, responses(
    (status = 200, description = "Le courriel est parti.", body = SuiteOubli),
    (status = 409, description = "Démarche verrouillée, ou compte qui ne s'est jamais connecté."),
    (status = 503, description = "Trop de vérifications en même temps ; `Retry-After` dit quand revenir."),
))]
#[post("/oublis/mot-de-passe/reponse")]
pub async fn repondre_oubli_mot_de_passe(etat: Service, Json(corps): Json<ReponseSecrete>) -> Reponse {
    oubli::repondre_mot_de_passe(&etat.contexte, &corps.jeton, &corps.reponse).await?;
    Ok(suite(
        "Un nouveau mot de passe temporaire vous est envoyé à l'adresse électronique de votre compte. Il est valable 60 minutes et ne \
         sert qu'une fois : regardez aussi dans les courriers indésirables.",
    ))
}

/// Identifiant oublié : l'adresse électronique et le contrôle de sécurité
///
/// La réponse porte une question secrète, que l'adresse soit connue ou non : rien ne les distingue.
#[utoipa::path(tag = "acces", security(()), request_body = OubliIdentifiant, responses(
    (status = 200, description = "La question secrète.", body = QuestionSecrete),
))]
#[post("/oublis/identifiant")]
pub async fn oublier_identifiant(etat: Service, Json(corps): Json<OubliIdentifiant>) -> Reponse {
    let suite = oubli::commencer_identifiant(&etat.contexte, &corps.courriel, &corps.controle).await?;
    Ok(HttpResponse::Ok().json(question(suite)))
}

/// Identifiant oublié : la réponse à la question secrète
///
/// Si la réponse est bonne, l'identifiant part à l'adresse du compte. Trois réponses fausses verrouillent
/// cette démarche.
#[utoipa::path(tag = "acces", security(()), request_body = ReponseSecrete, responses(
    (status = 200, description = "Le courriel est parti.", body = SuiteOubli),
    (status = 409, description = "Démarche verrouillée."),
    (status = 503, description = "Trop de vérifications en même temps ; `Retry-After` dit quand revenir."),
))]
#[post("/oublis/identifiant/reponse")]
pub async fn repondre_oubli_identifiant(etat: Service, Json(corps): Json<ReponseSecrete>) -> Reponse {
    oubli::repondre_identifiant(&etat.contexte, &corps.jeton, &corps.reponse).await?;
    Ok(suite(
        "Votre identifiant vous est envoyé à l'adresse électronique de votre compte : regardez aussi dans les courriers \
         indésirables.",
    ))
}

fn question(suite: Suite) -> QuestionSecrete {
    QuestionSecrete {
        question_secrete: suite.question_secrete,
        jeton: suite.jeton,
    }
}

fn suite(message: &str) -> HttpResponse {
    HttpResponse::Ok().json(SuiteOubli {
        message: message.to_owned(),
    })
}
