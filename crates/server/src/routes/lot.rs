//! Deciding many habilitations at once.

use actix_web::http::header;
use actix_web::{HttpResponse, get, post, web};
use api_types::lot::{ApercuLot, LigneLot, ListeLignesLot, ListeLots, LotHabilitations, NouveauLot};
use app::lot::{Demande, Vue};
use db::habilitation::Complete;
use domain::lot::{EtatLigne, EtatLot};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{instant, naturel};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::Assistance;

/// Lots shown.
const MONTRES: u64 = 20;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(apercevoir_lot)
        .service(creer_lot)
        .service(lister_lots)
        .service(lire_lot)
        .service(lister_lignes_lot)
        .service(annuler_lot);
}

/// Ce que ferait une décision groupée
///
/// Rien n'est décidé : combien de demandes, combien de courriels, lesquelles ne peuvent pas l'être et pourquoi.
#[utoipa::path(tag = "assistance", request_body = NouveauLot, responses(
    (status = 200, description = "L'aperçu.", body = ApercuLot),
))]
#[post("/habilitations/lots/apercu")]
pub async fn apercevoir_lot(
    etat: Service,
    _assistance: Assistance,
    Json(corps): Json<NouveauLot>,
) -> Reponse {
    let apercu = app::lot::apercu(&etat.contexte, &demande(corps)?).await?;
    let impossibles = (1..)
        .zip(apercu.impossibles)
        .map(|(rang, (complete, refus))| LigneLot {
            code: Some(refus.code.to_owned()),
            message: Some(refus.message),
            ..ligne(rang, EtatLigne::Impossible, complete)
        });
    Ok(HttpResponse::Ok().json(ApercuLot {
        total: naturel(apercu.total),
        possibles: naturel(apercu.possibles),
        courriels: naturel(apercu.courriels),
        impossibles: impossibles.collect(),
    }))
}

/// Décider de nombreuses demandes d'accès à la fois
///
/// Le traitement se fait en arrière-plan, reprend après un arrêt du service, et ne décide jamais deux fois. Une demande
/// qui ne peut pas l'être n'arrête pas les autres.
#[utoipa::path(tag = "assistance", request_body = NouveauLot, responses(
    (status = 202, description = "Commencé.", body = LotHabilitations),
))]
#[post("/habilitations/lots")]
pub async fn creer_lot(
    etat: Service,
    Assistance(acteur): Assistance,
    Json(corps): Json<NouveauLot>,
) -> Reponse {
    let vue = app::lot::creer(&etat.contexte, &acteur, &demande(corps)?).await?;
    let lieu = format!("/api/v1/habilitations/lots/{}", vue.lot.id);
    Ok(HttpResponse::Accepted()
        .insert_header((header::LOCATION, lieu))
        .json(lot(vue)))
}

/// Les dernières décisions groupées
///
/// Pour l'assistance, la plus récente d'abord, avec leur avancement.
#[utoipa::path(tag = "assistance", responses(
    (status = 200, description = "Les 20 dernières.", body = ListeLots),
))]
#[get("/habilitations/lots")]
pub async fn lister_lots(etat: Service, _assistance: Assistance) -> Reponse {
    let vues = app::lot::lister(&etat.contexte, MONTRES).await?;
    Ok(HttpResponse::Ok().json(ListeLots {
        items: vues.into_iter().map(lot).collect(),
        next: None,
    }))
}

/// L'avancement d'une décision groupée
///
/// Combien sont faites, impossibles, restantes. Un lot interrompu reprend de lui-même où il en était.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Traitement.")), responses(
    (status = 200, description = "L'avancement.", body = LotHabilitations),
))]
#[get("/habilitations/lots/{id}")]
pub async fn lire_lot(etat: Service, _assistance: Assistance, id: web::Path<Uuid>) -> Reponse {
    Ok(HttpResponse::Ok().json(lot(app::lot::voir(&etat.contexte, *id).await?)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreLignes {
    /// `a_faire`, `faite` ou `impossible`.
    #[param(required = false)]
    etat: Option<String>,
}

/// Le résultat, demande par demande
///
/// Chaque demande du lot, décidée ou non, et pourquoi.
#[utoipa::path(tag = "assistance", params(
    ("id" = Uuid, Path, description = "Traitement."), FiltreLignes, ParametresPage
), responses(
    (status = 200, description = "Une page.", body = ListeLignesLot),
    (status = 409, description = "État inconnu."),
))]
#[get("/habilitations/lots/{id}/lignes")]
pub async fn lister_lignes_lot(
    etat: Service,
    _assistance: Assistance,
    id: web::Path<Uuid>,
    filtre: web::Query<FiltreLignes>,
    page: Page,
) -> Reponse {
    let voulu = filtre.etat.as_deref().filter(|etat| !etat.is_empty());
    let lignes = app::lot::lignes(&etat.contexte, *id, voulu, page.requete::<i32>()?).await?;
    let (lignes, next) = page.couper(lignes, |(ligne, _)| ligne.rang);
    let items = lignes.into_iter().map(|(l, complete)| LigneLot {
        habilitation: l.habilitation_id.to_string(),
        code: l.code,
        message: l.message,
        ..ligne(
            naturel(l.rang),
            l.etat.parse().unwrap_or(EtatLigne::AFaire),
            complete,
        )
    });
    Ok(HttpResponse::Ok().json(ListeLignesLot {
        items: items.collect(),
        next,
    }))
}

/// Arrêter une décision groupée
///
/// Ce qui est décidé le reste ; le reste continue d'attendre.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Traitement.")), responses(
    (status = 200, description = "Arrêté.", body = LotHabilitations),
    (status = 409, description = "Déjà terminé ou arrêté."),
))]
#[post("/habilitations/lots/{id}/annulation")]
pub async fn annuler_lot(etat: Service, Assistance(acteur): Assistance, id: web::Path<Uuid>) -> Reponse {
    Ok(HttpResponse::Ok().json(lot(app::lot::annuler(&etat.contexte, &acteur, *id).await?)))
}

fn demande(corps: NouveauLot) -> Result<Demande, Erreur> {
    let ids: Result<Vec<Uuid>, Erreur> = corps
        .ids
        .iter()
        .enumerate()
        .map(|(rang, id)| {
            Uuid::try_parse(id).map_err(|_| {
                let message = "Ce n'est pas l'identifiant d'une demande.";
                Erreur::champ(&format!("/ids/{rang}"), "id_invalide", message)
            })
        })
        .collect();
    Ok(Demande {
        decision: corps.decision,
        motif: corps.motif,
        ids: ids?,
        toutes: corps.toutes,
        a_verifier_aussi: corps.siret_a_verifier_aussi,
    })
}

fn lot(vue: Vue) -> LotHabilitations {
    let etat = vue.lot.etat.parse::<EtatLot>();
    LotHabilitations {
        id: vue.lot.id.to_string(),
        decision: vue.lot.decision,
        motif: vue.lot.motif,
        etat_libelle: etat.map_or_else(|_| vue.lot.etat.clone(), |etat| etat.libelle().to_owned()),
        etat: vue.lot.etat,
        total: naturel(vue.lot.total),
        faites: naturel(vue.faites),
        impossibles: naturel(vue.impossibles),
        restantes: naturel(vue.restantes),
        cree_le: instant(vue.lot.cree_le),
        auteur: vue.auteur,
        termine_le: vue.lot.termine_le.map(instant),
    }
}

fn ligne(rang: u32, etat: EtatLigne, complete: Option<Complete>) -> LigneLot {
    let vide = LigneLot {
        rang,
        etat: etat.code().to_owned(),
        etat_libelle: etat.libelle().to_owned(),
        ..LigneLot::default()
    };
    let Some(Complete {
        habilitation,
        compte,
        etablissement,
    }) = complete
    else {
        return vide;
    };
    LigneLot {
        habilitation: habilitation.id.to_string(),
        nom: compte.nom,
        prenom: compte.prenom,
        courriel: compte.courriel,
        identifiant: compte.identifiant,
        siret: etablissement.siret,
        denomination: etablissement.denomination,
        ..vide
    }
}
