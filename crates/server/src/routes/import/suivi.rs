//! A long import: how far it is, and stopping it.

use actix_web::{HttpResponse, delete, get, web};
use api_types::ErreurChamp;
use api_types::import::{Import, ListeFautes};
use app::import::Vue;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::curseur::{Page, ParametresPage, curseur};
use crate::etat::Service;
use crate::probleme::Reponse;
use crate::routes::reponses::{instant, naturel};
use crate::session::UtilisateurObservant;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lire_import)
        .service(lister_fautes_import)
        .service(annuler_import);
}

/// L'avancement d'un import
///
/// Pour qui l'a envoyé, 7 jours. Un import écrit tout en une fois, à la fin : sauf `termine`, rien n'est écrit et le fichier
/// peut être renvoyé.
#[utoipa::path(tag = "imports", params(("id" = Uuid, Path, description = "Import.")), responses(
    (status = 200, description = "L'avancement.", body = Import),
))]
#[get("/imports/{id}")]
pub async fn lire_import(
    etat: Service,
    UtilisateurObservant(acteur): UtilisateurObservant,
    id: web::Path<Uuid>,
) -> Reponse {
    let vue = app::import::voir(&etat.contexte, &etat.imports, &acteur, *id).await?;
    Ok(HttpResponse::Ok().json(import(vue)))
}

/// Les fautes d'un import
///
/// Celles du fichier dans son ordre, les 10 000 premières ; `total` les compte toutes, et le fichier annoté les porte toutes.
#[utoipa::path(tag = "imports", params(("id" = Uuid, Path, description = "Import."), ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeFautes),
))]
#[get("/imports/{id}/fautes")]
pub async fn lister_fautes_import(
    etat: Service,
    UtilisateurObservant(acteur): UtilisateurObservant,
    id: web::Path<Uuid>,
    page: Page,
) -> Reponse {
    let voulue = page.requete()?;
    let (fautes, import) = app::import::fautes(&etat.contexte, &etat.imports, &acteur, *id, voulue).await?;
    let (fautes, next) = page.couper(fautes, |(rang, _)| *rang);
    Ok(HttpResponse::Ok().json(ListeFautes {
        items: fautes.into_iter().map(|(_, gardee)| faute(gardee)).collect(),
        next,
        total: naturel(import.nombre_fautes),
    }))
}

/// Annuler un import
///
/// Il s'arrête dans l'instant et n'a rien écrit ; `GET` dit quand il est `annule`, ou `termine` s'il a fini avant.
#[utoipa::path(tag = "imports", params(("id" = Uuid, Path, description = "Import.")), responses(
    (status = 200, description = "L'arrêt est demandé.", body = Import),
    (status = 409, description = "Il n'est plus en cours."),
))]
#[delete("/imports/{id}")]
pub async fn annuler_import(
    etat: Service,
    UtilisateurObservant(acteur): UtilisateurObservant,
    id: web::Path<Uuid>,
) -> Reponse {
    let vue = app::import::annuler(&etat.contexte, &etat.imports, &acteur, *id).await?;
    Ok(HttpResponse::Ok().json(import(vue)))
}

/// Faults that come with the import itself; the others by pages.
const FAUTES_MONTREES: usize = 1_000;

fn faute(faute: app::import::FauteGardee) -> ErreurChamp {
    let mut faute = ErreurChamp {
        row: faute.ligne,
        column: faute.colonne,
        code: faute.code,
        message: faute.message,
        ..ErreurChamp::default()
    };
    crate::probleme::completer(&mut faute);
    faute
}

pub(super) fn import(vue: Vue) -> Import {
    let suite = (vue.fautes.len() > FAUTES_MONTREES).then(|| curseur(&(FAUTES_MONTREES - 1)));
    Import {
        id: vue.import.id.to_string(),
        quoi: vue.import.quoi,
        etat: vue.etat.code().to_owned(),
        etat_libelle: vue.etat.libelle().to_owned(),
        dry_run: vue.import.dry_run,
        valides_seulement: vue.import.valides_seulement,
        annulation_demandee: vue.import.annulation,
        lignes: naturel(vue.import.lignes),
        lues: naturel(vue.import.lues),
        ecrites: naturel(vue.import.ecrites),
        valides: vue.bilan.valides,
        ajoutes: vue.bilan.ajoutes,
        modifies: vue.bilan.modifies,
        inchanges: vue.bilan.inchanges,
        code: vue.import.code,
        message: vue.import.message,
        nombre_fautes: naturel(vue.import.nombre_fautes),
        errors: vue.fautes.into_iter().take(FAUTES_MONTREES).map(faute).collect(),
        errors_next: suite.flatten(),
        cree_le: instant(vue.import.cree_le),
        termine_le: vue.import.termine_le.map(instant),
    }
}
