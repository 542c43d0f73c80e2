//! The register of employees of an establishment.

use actix_web::{HttpResponse, delete, get, post, put, web};
use api_types::salarie::{ListeSalaries, NouveauSalarie, Salarie};
use app::import::Cible;
use app::salarie::Vue;
use domain::montant::{Centimes, Heures, TauxHoraire};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::import::{Envoi, ParametreColonne, ParametresImport, PreferenceAttente, recevoir};
use super::reponses::{cree, naturel, versionne};
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Utilisateur;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_salaries)
        .service(ajouter_salarie)
        .service(lire_salarie)
        .service(modifier_salarie)
        .service(supprimer_salarie)
        .service(importer_salaries);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Recherche {
    /// Mots du nom et du prénom.
    #[param(required = false, example = "martin")]
    q: Option<String>,
}

/// Les salariés d'un établissement, par nom
///
/// Le NIR n'est rendu que masqué. Avec `q`, ceux dont le nom contient chaque mot, sans égard aux accents.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), Recherche, ParametresPage,
), responses((status = 200, description = "Une page.", body = ListeSalaries)))]
#[get("/etablissements/{siret}/salaries")]
pub async fn lister_salaries(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    recherche: web::Query<Recherche>,
    page: Page,
) -> Reponse {
    let q = recherche.q.as_deref().unwrap_or_default();
    let (vues, total) = app::salarie::lister(&etat.contexte, &acteur, &siret, q, page.requete()?).await?;
    let cle = |vue: &Vue| (vue.ligne.nom.clone(), vue.ligne.prenom.clone(), vue.ligne.id);
    let (vues, next) = page.couper(vues, cle);
    let items = vues.into_iter().map(salarie).collect();
    Ok(HttpResponse::Ok().json(ListeSalaries {
        items,
        next,
        total: naturel(total),
    }))
}

/// Ajouter un salarié
///
/// Le NIR est vérifié avec sa clé, puis chiffré ; il ne sert qu'une fois par établissement.
#[utoipa::path(tag = "etablissements", params(("siret" = String, Path, description = "14 chiffres.")),
    request_body = NouveauSalarie, responses(
    (status = 201, description = "Ajouté.", body = Salarie),
))]
#[post("/etablissements/{siret}/salaries")]
pub async fn ajouter_salarie(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    Json(corps): Json<NouveauSalarie>,
) -> Reponse {
    let vue = app::salarie::ajouter(&etat.contexte, &acteur, &siret, &corps.en_saisie()).await?;
    Ok(cree(
        &format!("/etablissements/{siret}/salaries/{}", vue.ligne.id),
        &salarie(vue),
    ))
}

/// Un salarié du registre
///
/// Le NIR n'est rendu que masqué. L'`ETag` est demandé par toute modification.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), ("id" = Uuid, Path, description = "Salarié."),
), responses((status = 200, description = "Le salarié ; son `ETag` est sa version.", body = Salarie)))]
#[get("/etablissements/{siret}/salaries/{id}")]
pub async fn lire_salarie(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    let vue = app::salarie::lire(&etat.contexte, &acteur, &siret, id).await?;
    Ok(versionne(vue.ligne.version, &salarie(vue)))
}

/// Modifier un salarié
///
/// Les demandes où il figure déjà gardent le contrat qu'elles ont copié. Un NIR vide laisse celui qui est connu.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), ("id" = Uuid, Path, description = "Salarié."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = NouveauSalarie, responses((status = 200, description = "Modifié.", body = Salarie)))]
#[put("/etablissements/{siret}/salaries/{id}")]
pub async fn modifier_salarie(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
    IfMatch(version): IfMatch,
    Json(corps): Json<NouveauSalarie>,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    let saisie = corps.en_saisie();
    let vue = app::salarie::modifier(&etat.contexte, &acteur, &siret, id, version, &saisie).await?;
    Ok(versionne(vue.ligne.version, &salarie(vue)))
}

/// Retirer un salarié du registre
///
/// S'il ne figure dans aucune demande ; sinon, donnez-lui une date de sortie.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), ("id" = Uuid, Path, description = "Salarié."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 204, description = "Retiré."),
    (status = 409, description = "Il figure dans une demande."),
))]
#[delete("/etablissements/{siret}/salaries/{id}")]
pub async fn supprimer_salarie(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    chemin: web::Path<(String, Uuid)>,
    IfMatch(version): IfMatch,
) -> Reponse {
    let (siret, id) = chemin.into_inner();
    app::salarie::supprimer(&etat.contexte, &acteur, &siret, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Importer un fichier de salariés
///
/// CSV, XLSX, NDJSON ou tableau JSON, reconnu à son contenu. Toutes les fautes à la fois, avec ligne (comme le tableur la
/// numérote) et colonne. Le même fichier envoyé deux fois ne change rien.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), ParametresImport, ParametreColonne, PreferenceAttente,
), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Le fichier."),
    responses((status = 200, description = "Ce qui a été fait.", body = api_types::import::ResultatImport),
    (status = 202, description = "L'import continue sans vous (`Prefer: respond-async`).", body = api_types::import::Import),
    (status = 503, description = "D'autres imports sont en cours ; `Retry-After` dit quand revenir."),
))]
#[post("/etablissements/{siret}/salaries/imports")]
pub async fn importer_salaries(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    envoi: Envoi,
    corps: web::Payload,
) -> Reponse {
    recevoir(&etat, &acteur, Cible::Salaries(siret.into_inner()), envoi, corps).await
}

fn salarie(vue: Vue) -> Salarie {
    Salarie {
        id: vue.ligne.id.to_string(),
        nir_masque: vue.nir_masque,
        nom: vue.ligne.nom,
        prenom: vue.ligne.prenom,
        categorie: vue.ligne.categorie,
        duree_hebdomadaire: Heures(vue.ligne.duree_hebdomadaire).to_string(),
        taux_horaire_brut: TauxHoraire(vue.ligne.taux_horaire_brut).to_string(),
        salaire_mensuel_brut: vue.ligne.salaire_mensuel_brut.map(|m| Centimes(m).to_string()),
        profil: vue.ligne.profil,
        mode: vue.ligne.mode,
        entree: vue.ligne.entree.map(|jour| jour.to_string()),
        sortie: vue.ligne.sortie.map(|jour| jour.to_string()),
        version: naturel(vue.ligne.version),
    }
}
