//! Announcements: shown to everybody, kept by the help desk.

use actix_web::{HttpResponse, get, post, put, web};
use api_types::annonce::{Annonce, AnnonceVisible, ListeAnnonces, ListeAnnoncesVisibles, SaisieAnnonce};
use db::annonce::Annonce as Ligne;
use domain::annonce::{NatureAnnonce, est_visible};
use time::OffsetDateTime;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{cree_versionne, instant, naturel, versionne};
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_annonces_visibles)
        .service(lister_annonces)
        .service(creer_annonce)
        .service(lire_annonce)
        .service(modifier_annonce)
        .service(retirer_annonce);
}

/// Ce qui est annoncé maintenant
///
/// Les annonces en vigueur, et les maintenances des sept jours qui viennent.
#[utoipa::path(tag = "aide", security(()), responses(
    (status = 200, description = "Au plus vingt.", body = ListeAnnoncesVisibles),
))]
#[get("/annonces")]
pub async fn lister_annonces_visibles(etat: Service) -> Reponse {
    let maintenant = etat.contexte.maintenant();
    let lignes = app::annonce::visibles(&etat.contexte).await?;
    let items = lignes.into_iter().map(|ligne| AnnonceVisible {
        nature_libelle: libelle(&ligne.nature),
        id: ligne.id.to_string(),
        nature: ligne.nature,
        titre: ligne.titre,
        texte: ligne.texte,
        en_cours: ligne.du <= maintenant,
        du: instant(ligne.du),
        au: ligne.au.map(instant),
    });
    Ok(HttpResponse::Ok().json(ListeAnnoncesVisibles {
        items: items.collect(),
        next: None,
    }))
}

/// Toutes les annonces, la plus récente d'abord
///
/// Pour l'assistance : passées, en cours et à venir. `GET /annonces` donne au public celles qui se montrent
/// maintenant.
#[utoipa::path(tag = "assistance", params(ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeAnnonces),
))]
#[get("/assistance/annonces")]
pub async fn lister_annonces(etat: Service, _assistance: Assistance, page: Page) -> Reponse {
    let maintenant = etat.contexte.maintenant();
    let lignes = app::annonce::lister(&etat.contexte, page.requete()?).await?;
    let (lignes, next) = page.couper(lignes, |ligne| ligne.id);
    let items = lignes
        .into_iter()
        .map(|ligne| annonce(ligne, maintenant))
        .collect();
    Ok(HttpResponse::Ok().json(ListeAnnonces { items, next }))
}

/// Publier une annonce
///
/// Par l'assistance. Elle se montre entre ses deux instants ; une maintenance s'annonce aussi à l'avance.
#[utoipa::path(tag = "assistance", request_body = SaisieAnnonce, responses(
    (status = 201, description = "Publiée.", body = Annonce),
))]
#[post("/assistance/annonces")]
pub async fn creer_annonce(
    etat: Service,
    Assistance(acteur): Assistance,
    Json(corps): Json<SaisieAnnonce>,
) -> Reponse {
    let ligne = app::annonce::creer(&etat.contexte, &acteur, &corps.en_saisie()).await?;
    let chemin = format!("/assistance/annonces/{}", ligne.id);
    let version = ligne.version;
    Ok(cree_versionne(
        &chemin,
        version,
        &annonce(ligne, etat.contexte.maintenant()),
    ))
}

/// Une annonce
///
/// Pour l'assistance, avec l'`ETag` que la modification demande.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Annonce.")), responses(
    (status = 200, description = "L'annonce ; son `ETag` est sa version.", body = Annonce),
))]
#[get("/assistance/annonces/{id}")]
pub async fn lire_annonce(etat: Service, _assistance: Assistance, id: web::Path<Uuid>) -> Reponse {
    let ligne = app::annonce::lire(&etat.contexte, *id).await?;
    Ok(versionne(
        ligne.version,
        &annonce(ligne, etat.contexte.maintenant()),
    ))
}

/// Modifier une annonce
///
/// Par l'assistance, avec `If-Match` : deux personnes ne s'écrasent pas.
#[utoipa::path(tag = "assistance", params(
    ("id" = Uuid, Path, description = "Annonce."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = SaisieAnnonce, responses(
    (status = 200, description = "Modifiée.", body = Annonce),
    (status = 409, description = "Elle est retirée."),
))]
#[put("/assistance/annonces/{id}")]
pub async fn modifier_annonce(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<SaisieAnnonce>,
) -> Reponse {
    let ligne = app::annonce::modifier(&etat.contexte, &acteur, *id, version, &corps.en_saisie()).await?;
    Ok(versionne(
        ligne.version,
        &annonce(ligne, etat.contexte.maintenant()),
    ))
}

/// Retirer une annonce
///
/// Par l'assistance : elle ne se montre plus, et reste dans la liste.
#[utoipa::path(tag = "assistance", params(
    ("id" = Uuid, Path, description = "Annonce."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Retirée des pages.", body = Annonce),
    (status = 409, description = "Elle l'est déjà."),
))]
#[post("/assistance/annonces/{id}/retrait")]
pub async fn retirer_annonce(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    let ligne = app::annonce::retirer(&etat.contexte, &acteur, *id, version).await?;
    Ok(versionne(
        ligne.version,
        &annonce(ligne, etat.contexte.maintenant()),
    ))
}

fn libelle(nature: &str) -> String {
    nature
        .parse::<NatureAnnonce>()
        .map_or_else(|_| nature.to_owned(), |n| n.libelle().to_owned())
}

fn annonce(ligne: Ligne, maintenant: OffsetDateTime) -> Annonce {
    let visible = ligne
        .nature
        .parse::<NatureAnnonce>()
        .is_ok_and(|nature| est_visible(nature, ligne.du, ligne.au, maintenant));
    let etat = match ligne.retiree_le {
        Some(_) => "retiree",
        None if visible => "visible",
        None if ligne.du > maintenant => "a_venir",
        None => "terminee",
    };
    Annonce {
        nature_libelle: libelle(&ligne.nature),
        id: ligne.id.to_string(),
        nature: ligne.nature,
        titre: ligne.titre,
        texte: ligne.texte,
        du: instant(ligne.du),
        au: ligne.au.map(instant),
        etat: etat.to_owned(),
        auteur: ligne.auteur,
        modifiee_le: instant(ligne.modifiee_le),
        version: naturel(ligne.version),
    }
}
