//! The register of employees of an establishment.

use actix_web::{HttpResponse, get, post, web};
use api_types::salarie::{ListeSalaries, NouveauSalarie, Salarie};
use app::import::Cible;
use app::salarie::Vue;
use domain::montant::{Heures, TauxHoraire};
use utoipa_actix_web::service_config::ServiceConfig;

use super::import::{Envoi, ParametreColonne, ParametresImport, PreferenceAttente, recevoir};
use super::reponses::{cree, naturel};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Utilisateur;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_salaries)
        .service(ajouter_salarie)
        .service(importer_salaries);
}

/// Les salariés d'un établissement, par nom
///
/// Le NIR n'est rendu que masqué.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), ParametresPage,
), responses((status = 200, description = "Une page.", body = ListeSalaries)))]
#[get("/etablissements/{siret}/salaries")]
pub async fn lister_salaries(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    siret: web::Path<String>,
    page: Page,
) -> Reponse {
    let (vues, total) = app::salarie::lister(&etat.contexte, &acteur, &siret, page.requete()?).await?;
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

/// Importer un fichier de salariés
///
/// CSV, XLSX, NDJSON ou tableau JSON, reconnu à son contenu. Toutes les fautes à la fois, avec ligne (comme le tableur la
/// numérote) et colonne. Le même fichier envoyé deux fois ne change rien.
#[utoipa::path(tag = "etablissements", params(
    ("siret" = String, Path, description = "14 chiffres."), ParametresImport, ParametreColonne, PreferenceAttente,
), request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Le fichier."),
    responses((status = 200, description = "Ce qui a été fait.", body = api_types::import::ResultatImport),
    (status = 202, description = "L'import continue sans vous (`Prefer: respond-async`).", body = api_types::import::Import),
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
    }
}
