//! Mandates of accountants (contrats de prestation).

use actix_web::{HttpResponse, get, post, put, web};
use api_types::mandat::{DocumentMandat, ListeMandats, Mandat, MotifMandat, NouveauMandat};
use app::Acteur;
use app::mandat::{Reponse as Answer, Vue};
use domain::compte::Role;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::document::document;
use super::import::{Envoi, ParametreColonne, ParametresImport, PreferenceAttente, recevoir};
use super::reponses::{cree, instant};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::{PartieMandat, Utilisateur};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_mandats)
        .service(declarer_mandat)
        .service(importer_mandats)
        .service(lire_mandat)
        .service(accepter_mandat)
        .service(refuser_mandat)
        .service(revoquer_mandat)
        .service(joindre_document_mandat)
        .service(lister_mandats_etablissement);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreMandats {
    /// Mandats de cet établissement.
    #[param(required = false)]
    siret: Option<String>,
    /// Pour l'assistance : mandats de ce compte de tiers déclarant.
    #[param(required = false)]
    compte: Option<Uuid>,
}

/// Mes mandats de tiers déclarant, le plus récent d'abord
///
/// L'assistance voit ceux de tous.
#[utoipa::path(tag = "mandats", params(FiltreMandats, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeMandats),
))]
#[get("/mandats")]
pub async fn lister_mandats(
    etat: Service,
    PartieMandat(acteur): PartieMandat,
    filtre: web::Query<FiltreMandats>,
    page: Page,
) -> Reponse {
    let siret = filtre.siret.as_deref().filter(|siret| !siret.is_empty());
    let vues = app::mandat::lister(
        &etat.contexte,
        &acteur,
        filtre.compte,
        siret,
        page.requete::<Uuid>()?,
    )
    .await?;
    let (vues, next) = page.couper(vues, |vue| vue.ligne.id);
    let items = vues.into_iter().map(|vue| mandat(vue, &acteur)).collect();
    Ok(HttpResponse::Ok().json(ListeMandats { items, next }))
}

/// Les mandats d'un établissement, pour ses utilisateurs
///
/// Ceux qui ont été refusés, révoqués ou sont expirés restent dans la liste. Un tiers déclarant n'y a pas accès (403).
#[utoipa::path(tag = "mandats", params(("siret" = String, Path, description = "14 chiffres.")), responses(
    (status = 200, description = "Tous.", body = ListeMandats),
))]
#[get("/etablissements/{siret}/mandats")]
pub async fn lister_mandats_etablissement(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
) -> Reponse {
    let vues = app::mandat::de_l_etablissement(&etat.contexte, &acteur, &siret).await?;
    let items = vues.into_iter().map(|vue| mandat(vue, &acteur)).collect();
    Ok(HttpResponse::Ok().json(ListeMandats { items, next: None }))
}

/// Déclarer un mandat
///
/// L'utilisateur principal du client est averti et accepte en ligne ; sans son accord, le mandat n'ouvre rien.
#[utoipa::path(tag = "mandats", request_body = NouveauMandat, responses(
    (status = 201, description = "Déclaré, en attente du client.", body = Mandat),
))]
#[post("/mandats")]
pub async fn declarer_mandat(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    Json(corps): Json<NouveauMandat>,
) -> Reponse {
    let document = corps.document.as_deref().filter(|id| !id.is_empty());
    let vue = app::mandat::declarer(&etat.contexte, &acteur, &corps.en_saisie(), document).await?;
    let chemin = format!("/mandats/{}", vue.ligne.id);
    Ok(cree(&chemin, &mandat(vue, &acteur)))
}

/// Déclarer des mandats par un fichier
///
/// CSV, XLSX, NDJSON ou tableau JSON ; colonnes `siret`, `debut`, `fin` ; 200 lignes au plus. Toutes les fautes à la fois,
/// avec ligne (comme le tableur la numérote) et colonne. Le même fichier envoyé deux fois ne change rien.
#[utoipa::path(tag = "mandats", params(ParametresImport, ParametreColonne, PreferenceAttente),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Le fichier."),
    responses((status = 200, description = "Ce qui a été fait.", body = api_types::import::ResultatImport),
    (status = 202, description = "L'import continue sans vous (`Prefer: respond-async`).", body = api_types::import::Import),
    (status = 503, description = "D'autres imports sont en cours ; `Retry-After` dit quand revenir."),
))]
#[post("/mandats/imports")]
pub async fn importer_mandats(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    envoi: Envoi,
    corps: web::Payload,
) -> Reponse {
    recevoir(&etat, &acteur, app::import::Cible::Mandats, envoi, corps).await
}

/// Un mandat
///
/// Pour le tiers déclarant, le client et l'assistance : dates, situation, pièce jointe, historique.
#[utoipa::path(tag = "mandats", params(("id" = Uuid, Path, description = "Mandat.")), responses(
    (status = 200, description = "Le mandat.", body = Mandat),
))]
#[get("/mandats/{id}")]
pub async fn lire_mandat(etat: Service, PartieMandat(acteur): PartieMandat, id: web::Path<Uuid>) -> Reponse {
    let vue = app::mandat::lire_un(&etat.contexte, &acteur, *id).await?;
    Ok(HttpResponse::Ok().json(mandat(vue, &acteur)))
}

/// Accepter un mandat (utilisateur principal du client)
///
/// Par l'utilisateur principal du client : le tiers déclarant peut agir dès la date de début.
#[utoipa::path(tag = "mandats", params(("id" = Uuid, Path, description = "Mandat.")), responses(
    (status = 200, description = "Accepté.", body = Mandat),
    (status = 409, description = "Déjà décidé, ou ses dates sont passées."),
))]
#[post("/mandats/{id}/acceptation")]
pub async fn accepter_mandat(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
) -> Reponse {
    let vue = app::mandat::repondre(&etat.contexte, &acteur, *id, &Answer::Accepter).await?;
    Ok(HttpResponse::Ok().json(mandat(vue, &acteur)))
}

/// Refuser un mandat, avec le motif (utilisateur principal du client)
///
/// Par l'utilisateur principal du client, avec un motif que le tiers déclarant lit.
#[utoipa::path(tag = "mandats", params(("id" = Uuid, Path, description = "Mandat.")),
    request_body = MotifMandat, responses(
    (status = 200, description = "Refusé.", body = Mandat),
    (status = 409, description = "Déjà décidé, ou sans motif."),
))]
#[post("/mandats/{id}/refus")]
pub async fn refuser_mandat(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifMandat>,
) -> Reponse {
    let refus = Answer::Refuser { motif: corps.motif };
    let vue = app::mandat::repondre(&etat.contexte, &acteur, *id, &refus).await?;
    Ok(HttpResponse::Ok().json(mandat(vue, &acteur)))
}

/// Révoquer un mandat : l'une ou l'autre partie, à tout moment
///
/// L'accès du tiers déclarant cesse aussitôt ; le mandat reste dans l'historique. L'assistance le peut aussi, avec un
/// motif ; les deux parties en sont prévenues.
#[utoipa::path(tag = "mandats", params(("id" = Uuid, Path, description = "Mandat.")),
    request_body = MotifMandat, responses(
    (status = 200, description = "Révoqué.", body = Mandat),
    (status = 409, description = "Déjà terminé."),
))]
#[post("/mandats/{id}/revocation")]
pub async fn revoquer_mandat(
    etat: Service,
    PartieMandat(acteur): PartieMandat,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifMandat>,
) -> Reponse {
    let vue = app::mandat::revoquer(&etat.contexte, &acteur, *id, &corps.motif).await?;
    Ok(HttpResponse::Ok().json(mandat(vue, &acteur)))
}

/// Joindre le contrat signé (tiers déclarant)
///
/// Un contrat joint auparavant est gardé pour le contrôle.
#[utoipa::path(tag = "mandats", params(("id" = Uuid, Path, description = "Mandat.")),
    request_body = DocumentMandat, responses(
    (status = 200, description = "Joint.", body = Mandat),
))]
#[put("/mandats/{id}/document")]
pub async fn joindre_document_mandat(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    Json(corps): Json<DocumentMandat>,
) -> Reponse {
    let vue = app::mandat::joindre(&etat.contexte, &acteur, *id, &corps.document).await?;
    Ok(HttpResponse::Ok().json(mandat(vue, &acteur)))
}

fn mandat(vue: Vue, acteur: &Acteur) -> Mandat {
    Mandat {
        id: vue.ligne.id.to_string(),
        siret: vue.etablissement.siret,
        denomination: vue.etablissement.denomination,
        mandataire: format!("{} {}", vue.mandataire.prenom, vue.mandataire.nom),
        mandataire_courriel: vue.mandataire.courriel,
        mandataire_id: (acteur.role == Role::Assistance).then(|| vue.mandataire.id.to_string()),
        debut: vue.ligne.debut.to_string(),
        fin: vue.ligne.fin.map(|fin| fin.to_string()),
        situation: vue.situation.code().to_owned(),
        situation_libelle: vue.situation.libelle().to_owned(),
        motif: vue.ligne.motif,
        document: vue.document.as_ref().map(document),
        declare_le: instant(vue.ligne.declare_le),
        decide_le: vue.ligne.decide_le.map(instant),
        fini_le: vue.ligne.fini_le.map(instant),
        peut_repondre: vue.peut_repondre,
        peut_revoquer: vue.peut_revoquer,
        mien: vue.mandataire.id == acteur.compte_id,
    }
}
