//! DAPs: the employer's part.

mod decision_pdf;
mod export;
mod instruction;
mod piece;
mod suites;
mod vue;

use actix_web::{HttpResponse, get, post, put, web};
use api_types::dap::{Dap, ListeDaps, SaisieDap};
use app::dap::{Recherche, Resume};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::cree_versionne;
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::{Dossier, Utilisateur};
use vue::{dap, rendre, resume};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_daps)
        .service(creer_dap)
        .configure(export::configurer)
        .configure(suites::configurer)
        .configure(piece::configurer)
        .service(lire_dap)
        .service(modifier_dap)
        .service(envoyer_dap)
        .service(retirer_dap)
        .configure(instruction::configurer)
        .service(decision_pdf::lire_decision_pdf);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreDaps {
    /// 14 chiffres.
    #[param(required = false)]
    siret: Option<String>,
    /// Numéro de la DAP.
    #[param(required = false)]
    numero: Option<String>,
    /// État, par exemple `en_attente_instruction_ud`.
    #[param(required = false)]
    etat: Option<String>,
    /// Motif de recours, par exemple `conjoncture_economique`.
    #[param(required = false)]
    motif: Option<String>,
    /// Périodes qui ont un jour à partir de celui-ci.
    #[param(required = false)]
    du: Option<String>,
    /// Périodes qui ont un jour jusqu'à celui-ci.
    #[param(required = false)]
    au: Option<String>,
    /// Mots du numéro, de la dénomination ou des circonstances ; accents et casse sont indifférents.
    #[param(required = false, max_length = 200)]
    texte: Option<String>,
    /// `recentes` (par défaut), `anciennes`, `periode` (la plus tardive d'abord) ou `echeance` (la réponse attendue la
    /// plus proche d'abord, ce qui n'attend rien ensuite ; pour un agent, seulement ce qui attend).
    #[param(required = false)]
    tri: Option<String>,
}

impl FiltreDaps {
    fn en_recherche(self) -> Recherche {
        Recherche {
            siret: self.siret,
            numero: self.numero,
            etat: self.etat,
            motif: self.motif,
            du: self.du,
            au: self.au,
            texte: self.texte,
            tri: self.tri,
        }
    }
}

/// Les DAP que je peux voir
///
/// Dans l'ordre de `tri`. Pour un agent qui ne donne ni ordre ni état : la file d'instruction, l'échéance
/// tacite la plus proche d'abord.
#[utoipa::path(tag = "daps", params(FiltreDaps, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeDaps),
))]
#[get("/daps")]
pub async fn lister_daps(
    etat: Service,
    Dossier(acteur): Dossier,
    filtre: web::Query<FiltreDaps>,
    page: Page,
) -> Reponse {
    let recherche = filtre.into_inner().en_recherche();
    let lignes = app::dap::lister(&etat.contexte, &acteur, &recherche, page.requete()?).await?;
    let (lignes, next) = page.couper(lignes, |r: &Resume| r.cle);
    let items = lignes.into_iter().map(resume).collect();
    Ok(HttpResponse::Ok().json(ListeDaps { items, next }))
}

/// Créer un brouillon de DAP
///
/// Il peut être aussi incomplet que l'on veut, sauf l'établissement.
#[utoipa::path(tag = "daps", request_body = SaisieDap, responses(
    (status = 201, description = "Le brouillon ; son `ETag` est sa version.", body = Dap),
))]
#[post("/daps")]
pub async fn creer_dap(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    Json(corps): Json<SaisieDap>,
) -> Reponse {
    let vue = app::dap::creer(&etat.contexte, &acteur, &corps.en_saisie()).await?;
    let (chemin, version) = (format!("/daps/{}", vue.ligne.id), vue.ligne.version);
    Ok(cree_versionne(&chemin, version, &dap(vue)))
}

/// Une DAP
///
/// Pour les utilisateurs de l'établissement, et dès l'envoi pour les agents de son département. `actions` dit
/// ce que l'appelant peut faire maintenant ; l'`ETag` sert à le faire.
#[utoipa::path(tag = "daps", params(("id" = Uuid, Path, description = "DAP.")), responses(
    (status = 200, description = "La DAP ; son `ETag` est sa version.", body = Dap),
))]
#[get("/daps/{id}")]
pub async fn lire_dap(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    rendre(app::dap::lire(&etat.contexte, &acteur, *id).await)
}

/// Enregistrer le brouillon, tel que saisi
///
/// Les fautes sont dites dans la réponse ; elles n'empêchent que l'envoi.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = SaisieDap, responses(
    (status = 200, description = "Enregistré.", body = Dap),
    (status = 409, description = "Cette DAP ne se modifie plus."),
))]
#[put("/daps/{id}")]
pub async fn modifier_dap(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<SaisieDap>,
) -> Reponse {
    rendre(app::dap::modifier(&etat.contexte, &acteur, *id, version, &corps.en_saisie()).await)
}

/// Envoyer la DAP à l'unité départementale
///
/// Tout est vérifié et figé ; le récépissé dit la date d'acceptation tacite.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Envoyée.", body = Dap),
    (status = 409, description = "Fiche incomplète, ou même période et même motif qu'une autre DAP."),
    (status = 422, description = "Ce qui manque à la DAP."),
))]
#[post("/daps/{id}/envoi")]
pub async fn envoyer_dap(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::dap::envoyer(&etat.contexte, &acteur, *id, version).await)
}

/// Retirer la DAP
///
/// Avant l'instruction, ou après une invalidation.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Retirée.", body = Dap),
    (status = 409, description = "L'instruction a commencé."),
))]
#[post("/daps/{id}/retrait")]
pub async fn retirer_dap(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::dap::retirer(&etat.contexte, &acteur, *id, version).await)
}
