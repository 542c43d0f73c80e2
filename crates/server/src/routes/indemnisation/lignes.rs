//! The employees of a claim and their hours.

use actix_web::{HttpResponse, get, post, put, web};
use api_types::import::{Import, ResultatImport};
use api_types::indemnisation::{
    CopieMois, Demande, ListeLignes, SaisieLignes, SelectionLignes, SelectionSalaries,
};
use app::import::Cible;
use app::indemnisation::{LigneVue, SaisieLigne, SaisieSemaine};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::{ligne, rendre};
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::routes::import::{
    Envoi, ParametreAbsents, ParametreColonne, ParametresImport, PreferenceAttente, recevoir,
};
use crate::session::{Dossier, Utilisateur};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_lignes)
        .service(ajouter_salaries_demande)
        .service(copier_mois)
        .service(saisir_lignes)
        .service(retirer_lignes)
        .service(importer_heures);
}

/// Les lignes d'une demande, par rang
///
/// Un agent n'y voit jamais le NIR (R5122-22).
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."), ParametresPage,
), responses((status = 200, description = "Une page.", body = ListeLignes)))]
#[get("/demandes-indemnisation/{id}/lignes")]
pub async fn lister_lignes(
    etat: Service,
    Dossier(acteur): Dossier,
    id: web::Path<Uuid>,
    page: Page,
) -> Reponse {
    let lignes = app::indemnisation::lister_lignes(&etat.contexte, &acteur, *id, page.requete()?).await?;
    let (lignes, next) = page.couper(lignes, |vue: &LigneVue| vue.ligne.rang);
    let items = lignes.into_iter().map(ligne).collect();
    Ok(HttpResponse::Ok().json(ListeLignes { items, next }))
}

/// Mettre des salariés dans la demande
///
/// Ceux qui y sont déjà restent tels quels.
#[utoipa::path(tag = "demandes-indemnisation", params(("id" = Uuid, Path, description = "Demande.")),
    request_body = SelectionSalaries, responses(
    (status = 200, description = "La demande.", body = Demande),
    (status = 409, description = "Elle n'est plus un brouillon."),
))]
#[post("/demandes-indemnisation/{id}/salaries")]
pub async fn ajouter_salaries_demande(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    Json(corps): Json<SelectionSalaries>,
) -> Reponse {
    let salaries = identifiants("/salaries", &corps.salaries)?;
    let contexte = &etat.contexte;
    rendre(app::indemnisation::ajouter_salaries(contexte, &acteur, *id, &salaries, corps.tous).await)
}

/// Copier les salariés du mois précédent
///
/// Ceux de la demande du mois précédent, avec le contrat que le registre leur donne aujourd'hui ; ceux qui sont déjà là
/// restent tels quels, les sortis ne viennent pas. Avec `heures`, leurs semaines aussi.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = CopieMois, responses(
    (status = 200, description = "La demande recalculée.", body = Demande),
    (status = 409, description = "Elle n'est plus un brouillon, ou aucune demande n'existe pour le mois précédent."),
))]
#[post("/demandes-indemnisation/{id}/copie")]
pub async fn copier_mois(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<CopieMois>,
) -> Reponse {
    rendre(app::indemnisation::copier_mois(&etat.contexte, &acteur, *id, version, corps.heures).await)
}

/// Enregistrer les heures saisies
///
/// Seules les lignes nommées changent. Pour un salarié au forfait en jours, les durées s'écrivent en multiples de 3,5 h
/// ou en jours et demi-journées : `2,5 j` (art. D5122-15).
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = SaisieLignes, responses(
    (status = 200, description = "La demande recalculée.", body = Demande),
    (status = 409, description = "Elle n'est plus un brouillon."),
))]
#[put("/demandes-indemnisation/{id}/lignes")]
pub async fn saisir_lignes(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<SaisieLignes>,
) -> Reponse {
    let saisies = saisies(corps)?;
    rendre(app::indemnisation::saisir(&etat.contexte, &acteur, *id, version, &saisies).await)
}

/// Retirer des lignes de la demande
///
/// Le registre garde les salariés.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = SelectionLignes, responses(
    (status = 200, description = "La demande recalculée.", body = Demande),
    (status = 409, description = "Elle n'est plus un brouillon."),
))]
#[post("/demandes-indemnisation/{id}/lignes/retrait")]
pub async fn retirer_lignes(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<SelectionLignes>,
) -> Reponse {
    let lignes = identifiants("/lignes", &corps.lignes)?;
    rendre(app::indemnisation::retirer_lignes(&etat.contexte, &acteur, *id, version, &lignes).await)
}

/// Importer un fichier d'heures
///
/// CSV, XLSX, NDJSON ou tableau JSON, reconnu à son contenu. Toutes les fautes à la fois, avec ligne (comme le tableur la
/// numérote) et colonne. Le même fichier envoyé deux fois ne change rien.
///
/// Avec `ajouter_absents`, les salariés du registre que la demande n'a pas encore y entrent avec leurs heures (`ajoutes`) :
/// un seul appel remplit la demande.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."), ParametresImport, ParametreAbsents, ParametreColonne, PreferenceAttente,
), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Le fichier."),
    responses(
    (status = 200, description = "Ce qui a été fait ; l'`ETag` est la version de la demande, pour l'envoyer sans la relire.", body = ResultatImport),
    (status = 202, description = "L'import continue sans vous (`Prefer: respond-async`).", body = Import),
    (status = 503, description = "D'autres imports sont en cours ; `Retry-After` dit quand revenir."),
    (status = 409, description = "La demande n'est plus un brouillon."),
))]
#[post("/demandes-indemnisation/{id}/imports")]
pub async fn importer_heures(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    envoi: Envoi,
    corps: web::Payload,
) -> Reponse {
    recevoir(&etat, &acteur, Cible::Heures(*id), envoi, corps).await
}

/// Ids of a body; every one that is none is told.
fn identifiants(pointeur: &str, textes: &[String]) -> Result<Vec<Uuid>, Erreur> {
    let mut fautes = Vec::new();
    let mut ids = Vec::with_capacity(textes.len());
    for (rang, texte) in textes.iter().enumerate() {
        match Uuid::try_parse(texte) {
            Ok(id) => ids.push(id),
            Err(_) => fautes.push(id_invalide(format!("{pointeur}/{rang}"))),
        }
    }
    if fautes.is_empty() {
        Ok(ids)
    } else {
        Err(Erreur::saisie(fautes))
    }
}

fn id_invalide(pointer: String) -> api_types::ErreurChamp {
    api_types::ErreurChamp {
        pointer,
        code: "id_invalide".to_owned(),
        message: "Ce n'est pas un identifiant.".to_owned(),
        ..api_types::ErreurChamp::default()
    }
}

fn saisies(corps: SaisieLignes) -> Result<Vec<SaisieLigne>, Erreur> {
    let textes: Vec<String> = corps.lignes.iter().map(|ligne| ligne.id.clone()).collect();
    let ids = identifiants("/lignes", &textes)?;
    let semaine = |s: api_types::indemnisation::HeuresSemaine| SaisieSemaine {
        semaine: s.semaine,
        travaillees: s.travaillees,
        chomees: s.chomees,
    };
    let lignes = corps.lignes.into_iter().zip(ids).map(|(ligne, id)| SaisieLigne {
        id,
        semaines: ligne.semaines.into_iter().map(semaine).collect(),
    });
    Ok(lignes.collect())
}
