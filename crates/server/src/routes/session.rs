//! Logging in, staying in, logging out.

use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use api_types::compte::Compte;
use api_types::session::{NouvelleSession, Session};
use app::session::{Identification, Ouverte};
use utoipa_actix_web::service_config::ServiceConfig;

use super::reponses::{instant, naturel};
use crate::etat::{Etat, Service};
use crate::navigateur;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::{SessionObservee, SessionOuverte, session_du_cookie};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(ouvrir_session)
        .service(lire_session)
        .service(fermer_session)
        .service(prolonger_session);
}

/// Se connecter
///
/// Pose le cookie de session. Trois mots de passe faux verrouillent l'identifiant 30 minutes. Un compte à double
/// authentification répond d'abord `second_facteur_requis` : renvoyez la même demande avec `code`.
#[utoipa::path(tag = "acces", security(()), request_body = NouvelleSession, responses(
    (status = 200, description = "Session ouverte.", body = Session),
    (status = 401, description = "Identifiant, mot de passe ou code incorrect, code requis, ou identifiant verrouillé."),
    (status = 503, description = "Trop de connexions en même temps ; `Retry-After` dit quand revenir."),
))]
#[post("/session")]
pub async fn ouvrir_session(etat: Service, req: HttpRequest, Json(corps): Json<NouvelleSession>) -> Reponse {
    let montre = Identification {
        identifiant: &corps.identifiant,
        mot_de_passe: &corps.mot_de_passe,
        code: corps.code.as_deref().unwrap_or_default(),
        navigateur: &navigateur::resume(&req),
        remplacee: session_du_cookie(&req, &etat),
    };
    let ouverte = app::session::ouvrir(&etat.contexte, &montre).await?;
    let sid = ouverte.acteur.session_id.to_string();
    let cookie = etat
        .jetons
        .ouvrir(&sid, etat.contexte.maintenant())
        .map_err(Erreur::interne)?;
    Ok(HttpResponse::Ok().cookie(cookie).json(session(&etat, &ouverte)))
}

/// La session ouverte
///
/// Ne la prolonge pas : une page qui surveille l'heure ne la garde pas ouverte.
#[utoipa::path(tag = "acces", responses((status = 200, description = "La session.", body = Session)))]
#[get("/session")]
pub async fn lire_session(etat: Service, SessionObservee(ouverte): SessionObservee) -> HttpResponse {
    HttpResponse::Ok().json(session(&etat, &ouverte))
}

/// Rester connecté
///
/// Repousse la fin d'une durée entière, sans rien lire ni écrire d'autre.
#[utoipa::path(tag = "acces", responses((status = 200, description = "Session prolongée.", body = Session)))]
#[post("/session/prolongation")]
pub async fn prolonger_session(etat: Service, SessionOuverte(ouverte): SessionOuverte) -> HttpResponse {
    HttpResponse::Ok().json(session(&etat, &ouverte))
}

/// Se déconnecter
///
/// La session est révoquée : son cookie ne sert plus, même copié.
#[utoipa::path(tag = "acces", responses((status = 204, description = "Session terminée.")))]
#[delete("/session")]
pub async fn fermer_session(etat: Service, SessionOuverte(ouverte): SessionOuverte) -> Reponse {
    app::session::fermer(&etat.contexte, &ouverte.acteur).await?;
    Ok(HttpResponse::NoContent().cookie(etat.jetons.fermer()).finish())
}

fn session(etat: &Etat, ouverte: &Ouverte) -> Session {
    Session {
        compte: compte(ouverte),
        mot_de_passe_a_changer: ouverte.mot_de_passe_a_changer,
        question_secrete_a_choisir: ouverte.question_secrete_a_choisir,
        second_facteur_a_configurer: ouverte.second_facteur_a_configurer,
        expire_le: instant(ouverte.expire_le),
        maintenant: instant(etat.contexte.maintenant()),
        duree_secondes: naturel(etat.contexte.parametres.session.whole_seconds()),
    }
}

pub(super) fn compte(ouverte: &Ouverte) -> Compte {
    let acteur = &ouverte.acteur;
    Compte {
        id: acteur.compte_id.to_string(),
        identifiant: acteur.identifiant.clone(),
        nom: acteur.nom.clone(),
        prenom: acteur.prenom.clone(),
        courriel: ouverte.courriel.clone(),
        role: acteur.role.code().to_owned(),
        departements: acteur.departements.clone(),
    }
}
