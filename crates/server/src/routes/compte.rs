//! The account of the person.

use actix_web::{HttpResponse, delete, get, put, web};
use api_types::compte::{
    ChangementMotDePasse, ChangementQuestionSecrete, FicheCompte, ListeSessions, SessionDuCompte,
};
use api_types::second_facteur::EtatSecondFacteur;
use app::compte::Changement;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{instant, naturel};
use super::session::compte;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::{Proprietaire, SessionOuverte};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lire_compte)
        .service(changer_mot_de_passe)
        .service(changer_question_secrete)
        .service(lister_sessions)
        .service(terminer_session)
        .service(terminer_autres_sessions);
}

/// Mon compte
///
/// Le mien : identifiant, adresse, question secrète, double authentification. Jamais le mot de passe ni la
/// réponse secrète.
#[utoipa::path(tag = "acces", responses((status = 200, description = "Le compte.", body = FicheCompte)))]
#[get("/compte")]
pub async fn lire_compte(etat: Service, SessionOuverte(ouverte): SessionOuverte) -> Reponse {
    let fiche = app::compte::lire(&etat.contexte, &ouverte.acteur).await?;
    Ok(HttpResponse::Ok().json(FicheCompte {
        compte: compte(&ouverte),
        telephone: fiche.compte.telephone,
        question_secrete: fiche.compte.question_secrete,
        second_facteur: EtatSecondFacteur {
            actif: fiche.second_facteur.actif,
            obligatoire: fiche.second_facteur.obligatoire,
            codes_restants: naturel(fiche.second_facteur.codes_restants),
        },
    }))
}

/// Changer de question secrète
///
/// Demande le mot de passe : la réponse permet d'en recevoir un nouveau.
#[utoipa::path(tag = "acces", request_body = ChangementQuestionSecrete, responses(
    (status = 204, description = "Question et réponse changées."),
))]
#[put("/compte/question-secrete")]
pub async fn changer_question_secrete(
    etat: Service,
    Proprietaire(acteur): Proprietaire,
    Json(corps): Json<ChangementQuestionSecrete>,
) -> Reponse {
    app::compte::changer_question_secrete(
        &etat.contexte,
        &acteur,
        &corps.mot_de_passe,
        &corps.question_secrete,
        &corps.reponse_secrete,
    )
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Mes sessions ouvertes
///
/// Quand chacune s'est ouverte, sa dernière action et le navigateur ; `courante` est celle qui appelle.
#[utoipa::path(tag = "acces", responses((status = 200, description = "La dernière ouverte d'abord.", body = ListeSessions)))]
#[get("/compte/sessions")]
pub async fn lister_sessions(etat: Service, Proprietaire(acteur): Proprietaire) -> Reponse {
    let sessions = app::session::lister(&etat.contexte, &acteur).await?;
    let items = sessions.into_iter().map(|session| SessionDuCompte {
        id: session.id.to_string(),
        ouverte_le: instant(session.ouverte_le),
        derniere_action_le: instant(session.derniere_action_le),
        navigateur: session.navigateur,
        courante: session.courante,
    });
    Ok(HttpResponse::Ok().json(ListeSessions {
        items: items.collect(),
        next: None,
    }))
}

/// Terminer une de mes sessions
///
/// Son cookie ne sert plus. Celle d'un autre compte n'existe pas : 404.
#[utoipa::path(tag = "acces", params(("id" = Uuid, Path, description = "Session.")), responses(
    (status = 204, description = "Terminée."),
))]
#[delete("/compte/sessions/{id}")]
pub async fn terminer_session(
    etat: Service,
    Proprietaire(acteur): Proprietaire,
    id: web::Path<Uuid>,
) -> Reponse {
    app::session::terminer(&etat.contexte, &acteur, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Terminer toutes mes autres sessions
///
/// Toutes sauf celle qui appelle : leurs cookies ne servent plus.
#[utoipa::path(tag = "acces", responses((status = 204, description = "Terminées.")))]
#[delete("/compte/sessions")]
pub async fn terminer_autres_sessions(etat: Service, Proprietaire(acteur): Proprietaire) -> Reponse {
    app::session::terminer_autres(&etat.contexte, &acteur).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Changer de mot de passe
///
/// Toutes les sessions du compte se terminent : reconnectez-vous avec le nouveau mot de passe. Un compte sans question
/// secrète (`question_secrete_a_choisir`) en choisit une en même temps.
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
        &Changement {
            ancien: &corps.ancien,
            nouveau: &corps.nouveau,
            confirmation: &corps.confirmation,
            question: &corps.question_secrete,
            reponse: &corps.reponse_secrete,
        },
    )
    .await?;
    Ok(HttpResponse::NoContent().cookie(etat.jetons.fermer()).finish())
}
