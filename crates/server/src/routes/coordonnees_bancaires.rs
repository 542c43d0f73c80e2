//! Bank details of an establishment.

use actix_web::{HttpResponse, get, post, web};
use api_types::coordonnees_bancaires::{
    CoordonneesBancaires, ListeCoordonneesBancaires, NouvellesCoordonneesBancaires, RibMasque,
};
use api_types::second_facteur::MotDePasseActuel;
use app::coordonnees_bancaires::{Saisie, Vue};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{cree_sans_adresse, instant};
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
    let vues = app::coordonnees_bancaires::lister(&etat.contexte, &acteur, &siret).await?;
    let items = vues.into_iter().map(coordonnees).collect();
    Ok(HttpResponse::Ok().json(ListeCoordonneesBancaires { items, next: None }))
}

/// Ajouter des coordonnées bancaires
///
/// Les premières deviennent actives d'elles-mêmes. Le mot de passe est redemandé, et tous les utilisateurs de
/// l'établissement sont avertis par message.
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
        coordonnees: corps.en_saisie(),
        activer: corps.activer,
        mot_de_passe: corps.mot_de_passe,
    };
    let vue = app::coordonnees_bancaires::ajouter(&etat.contexte, &acteur, &siret, &saisie).await?;
    Ok(cree_sans_adresse(&coordonnees(vue)))
}

/// Activer des coordonnées bancaires
///
/// Le mot de passe est redemandé, et tous les utilisateurs de l'établissement en sont avertis par message. Les
/// précédentes restent dans la liste.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."),
    ("id" = Uuid, Path, description = "Coordonnées bancaires."),
), request_body = MotDePasseActuel, responses(
    (status = 200, description = "Actives.", body = CoordonneesBancaires),
))]
#[post("/etablissements/{siret}/coordonnees-bancaires/{id}/activation")]
pub async fn activer_coordonnees_bancaires(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
    Json(corps): Json<MotDePasseActuel>,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    let mot_de_passe = corps.mot_de_passe;
    let vue = app::coordonnees_bancaires::activer(&etat.contexte, &acteur, &siret, id, &mot_de_passe).await?;
    Ok(HttpResponse::Ok().json(coordonnees(vue)))
}

fn coordonnees(vue: Vue) -> CoordonneesBancaires {
    let ligne = vue.ligne;
    CoordonneesBancaires {
        id: ligne.id.to_string(),
        titulaire: ligne.titulaire,
        iban_masque: ligne.iban_masque,
        bic: ligne.bic,
        active: ligne.active,
        creees_le: instant(ligne.creees_le),
        activees_le: ligne.activees_le.map(instant),
        banque: vue.banque.map(str::to_owned),
        rib: vue.rib.map(|rib| RibMasque {
            compte_masque: rib.compte_masque(),
            code_banque: rib.banque,
            code_guichet: rib.guichet,
            cle_rib: rib.cle,
        }),
        avertissement: (!vue.avertissements.is_empty()).then(|| vue.avertissements.join(" ")),
    }
}
