//! Bank details of an establishment.

use actix_web::{HttpResponse, get, post, web};
use api_types::coordonnees_bancaires::{
    CoordonneesBancaires, ListeCoordonneesBancaires, NouvellesCoordonneesBancaires,
};
use app::coordonnees_bancaires::Saisie;
use db::coordonnees_bancaires::CoordonneesBancaires as Ligne;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{cree, instant};
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Utilisateur;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_coordonnees_bancaires)
        .service(ajouter_coordonnees_bancaires)
        .service(activer_coordonnees_bancaires);
}

/// Les coordonnées bancaires, les actives d'abord
///
/// L'IBAN ne revient jamais en entier.
#[utoipa::path(tag = "etablissements", params(("siret" = String, Path, description = "14 chiffres.")), responses(
    (status = 200, description = "Toutes.", body = ListeCoordonneesBancaires),
))]
#[get("/etablissements/{siret}/coordonnees-bancaires")]
pub async fn lister_coordonnees_bancaires(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
) -> Reponse {
    let lignes = app::coordonnees_bancaires::lister(&etat.contexte, &acteur, &siret).await?;
    let items = lignes.into_iter().map(|ligne| coordonnees(ligne, None)).collect();
    Ok(HttpResponse::Ok().json(ListeCoordonneesBancaires { items, next: None }))
}

/// Ajouter des coordonnées bancaires
///
/// Les premières deviennent actives d'elles-mêmes.
#[utoipa::path(tag = "etablissements", params(("siret" = String, Path, description = "14 chiffres.")),
    request_body = NouvellesCoordonneesBancaires, responses(
    (status = 201, description = "Ajoutées.", body = CoordonneesBancaires),
    (status = 409, description = "Ce compte bancaire est déjà dans la liste."),
))]
#[post("/etablissements/{siret}/coordonnees-bancaires")]
pub async fn ajouter_coordonnees_bancaires(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    Json(corps): Json<NouvellesCoordonneesBancaires>,
) -> Reponse {
    let saisie = Saisie {
        titulaire: corps.titulaire,
        iban: corps.iban,
        bic: corps.bic,
        activer: corps.activer,
    };
    let (ligne, avertissement) =
        app::coordonnees_bancaires::ajouter(&etat.contexte, &acteur, &siret, &saisie).await?;
    let chemin = format!("/etablissements/{siret}/coordonnees-bancaires/{}", ligne.id);
    Ok(cree(&chemin, &coordonnees(ligne, avertissement)))
}

/// Activer des coordonnées bancaires
///
/// Tous les utilisateurs de l'établissement en sont avertis par message.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."),
    ("id" = Uuid, Path, description = "Coordonnées bancaires."),
), responses(
    (status = 200, description = "Actives.", body = CoordonneesBancaires),
))]
#[post("/etablissements/{siret}/coordonnees-bancaires/{id}/activation")]
pub async fn activer_coordonnees_bancaires(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    let ligne = app::coordonnees_bancaires::activer(&etat.contexte, &acteur, &siret, id).await?;
    Ok(HttpResponse::Ok().json(coordonnees(ligne, None)))
}

fn coordonnees(ligne: Ligne, avertissement: Option<String>) -> CoordonneesBancaires {
    CoordonneesBancaires {
        id: ligne.id.to_string(),
        titulaire: ligne.titulaire,
        iban_masque: ligne.iban_masque,
        bic: ligne.bic,
        active: ligne.active,
        creees_le: instant(ligne.creees_le),
        activees_le: ligne.activees_le.map(instant),
        avertissement,
    }
}
