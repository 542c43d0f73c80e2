//! The people of an establishment.

use actix_web::{HttpResponse, delete, get, post, web};
use api_types::utilisateur::{
    ListeUtilisateurs, NouvelUtilisateur, UtilisateurAjoute, UtilisateurEtablissement,
};
use app::Acteur;
use app::utilisateur::Liste;
use db::compte::Compte;
use db::habilitation::Habilitation;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{cree_sans_adresse, instant};
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Utilisateur;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_utilisateurs)
        .service(ajouter_utilisateur)
        .service(retirer_utilisateur)
        .service(transmettre_principal);
}

/// Les utilisateurs d'un établissement, le principal d'abord
///
/// Un tiers déclarant n'y a pas accès (403).
#[utoipa::path(tag = "etablissements", params(("siret" = String, Path, description = "14 chiffres.")), responses(
    (status = 200, description = "Tous.", body = ListeUtilisateurs),
))]
#[get("/etablissements/{siret}/utilisateurs")]
pub async fn lister_utilisateurs(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
) -> Reponse {
    let vues = app::utilisateur::lister(&etat.contexte, &acteur, &siret).await?;
    Ok(HttpResponse::Ok().json(liste(vues, &acteur)))
}

/// Ajouter un utilisateur (utilisateur principal seul)
///
/// Adresse inconnue : un compte est créé et trois messages partent. Adresse connue : son compte rejoint l'établissement
/// et ne reçoit que le message d'habilitation.
#[utoipa::path(tag = "etablissements", params(("siret" = String, Path, description = "14 chiffres.")),
    request_body = NouvelUtilisateur, responses(
    (status = 201, description = "Ajouté.", body = UtilisateurAjoute),
))]
#[post("/etablissements/{siret}/utilisateurs")]
pub async fn ajouter_utilisateur(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    Json(corps): Json<NouvelUtilisateur>,
) -> Reponse {
    let ajoute = app::utilisateur::ajouter(&etat.contexte, &acteur, &siret, &corps.en_saisie()).await?;
    let corps = UtilisateurAjoute {
        utilisateur: utilisateur((ajoute.habilitation, ajoute.compte), &acteur),
        compte_existant: ajoute.compte_existant,
    };
    Ok(cree_sans_adresse(&corps))
}

/// Retirer un utilisateur, ou quitter l'établissement
///
/// L'utilisateur principal retire les autres ; chacun peut se retirer lui-même, sauf le principal, qui transmet d'abord
/// son rôle.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."),
    ("id" = Uuid, Path, description = "Utilisateur."),
), responses(
    (status = 204, description = "Retiré."),
    (status = 409, description = "C'est l'utilisateur principal, ou il est déjà retiré."),
))]
#[delete("/etablissements/{siret}/utilisateurs/{id}")]
pub async fn retirer_utilisateur(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    app::utilisateur::retirer(&etat.contexte, &acteur, &siret, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Transmettre le rôle d'utilisateur principal
///
/// Les deux personnes en sont averties par message ; l'ancien principal reste utilisateur.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."),
    ("id" = Uuid, Path, description = "Utilisateur qui devient principal."),
), responses(
    (status = 200, description = "Transmis.", body = ListeUtilisateurs),
    (status = 409, description = "Cette personne n'est plus utilisatrice, ou est déjà principale."),
))]
#[post("/etablissements/{siret}/utilisateurs/{id}/principal")]
pub async fn transmettre_principal(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    let vues = app::utilisateur::transmettre(&etat.contexte, &acteur, &siret, id).await?;
    Ok(HttpResponse::Ok().json(liste(vues, &acteur)))
}

fn liste(vues: Liste, acteur: &Acteur) -> ListeUtilisateurs {
    ListeUtilisateurs {
        items: vues
            .utilisateurs
            .into_iter()
            .map(|ligne| utilisateur(ligne, acteur))
            .collect(),
        next: None,
        peut_gerer: vues.peut_gerer,
    }
}

fn utilisateur((habilitation, compte): (Habilitation, Compte), acteur: &Acteur) -> UtilisateurEtablissement {
    UtilisateurEtablissement {
        id: habilitation.id.to_string(),
        nom: compte.nom,
        prenom: compte.prenom,
        courriel: compte.courriel,
        role: habilitation.role,
        depuis: instant(habilitation.decidee_le.unwrap_or(habilitation.demandee_le)),
        moi: compte.id == acteur.compte_id,
        jamais_connecte: compte.mot_de_passe_temporaire,
    }
}
