//! Claims: the employer's part.

mod correction;
mod export;
mod instruction;
mod lignes;
mod recapitulatif;
mod vue;

use actix_web::{HttpResponse, get, post, put, web};
use api_types::indemnisation::{Demande, ListeBlocages, ListeDemandes, NouvelleDemande, ReglesDemande};
use app::indemnisation::{Recherche, Resume, SaisieRegles};
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
use vue::{blocage, demande, rendre, resume};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_demandes)
        .service(creer_demande)
        .configure(export::configurer)
        .service(instruction::decider_demandes)
        .service(lire_demande)
        .service(lire_blocages)
        .service(changer_regles)
        .service(envoyer_demande)
        .service(retirer_demande)
        .service(corriger_demande)
        .configure(correction::configurer)
        .configure(lignes::configurer)
        .configure(instruction::configurer)
        .service(recapitulatif::lire_recapitulatif_pdf);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreDemandes {
    /// 14 chiffres.
    #[param(required = false)]
    siret: Option<String>,
    /// Mois, par exemple `2022-05`.
    #[param(required = false)]
    mois: Option<String>,
    /// État, par exemple `en_attente_validation`.
    #[param(required = false)]
    etat: Option<String>,
    /// Numéro de la demande.
    #[param(required = false)]
    numero: Option<String>,
    /// Autorisation.
    #[param(required = false)]
    dap_id: Option<Uuid>,
    /// `recentes` (par défaut), ou pour un agent `file` : ce qui attend, les demandes signalées d'abord.
    #[param(required = false)]
    tri: Option<String>,
}

impl FiltreDemandes {
    fn en_recherche(self) -> Recherche {
        Recherche {
            siret: self.siret,
            mois: self.mois,
            etat: self.etat,
            numero: self.numero,
            dap_id: self.dap_id,
            tri: self.tri,
        }
    }
}

/// Les demandes d'indemnisation que je peux voir, les plus récentes d'abord
///
/// Celles de mes établissements ; pour un agent, celles de son département, sans brouillon, chacune avec ce qui la
/// signale à son attention.
#[utoipa::path(tag = "demandes-indemnisation", params(FiltreDemandes, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeDemandes),
))]
#[get("/demandes-indemnisation")]
pub async fn lister_demandes(
    etat: Service,
    Dossier(acteur): Dossier,
    filtre: web::Query<FiltreDemandes>,
    page: Page,
) -> Reponse {
    let recherche = filtre.into_inner().en_recherche();
    let lignes = app::indemnisation::lister(&etat.contexte, &acteur, &recherche, page.requete()?).await?;
    let (lignes, next) = page.couper(lignes, |r: &Resume| r.cle);
    let items = lignes.into_iter().map(resume).collect();
    Ok(HttpResponse::Ok().json(ListeDemandes { items, next }))
}

/// Ouvrir une demande d'indemnisation, avec le code DI et un mois
///
/// Une seule par DAP et par mois. Le code est accepté avec des espaces, en minuscules ou en majuscules. Le
/// régime est le droit commun, ou un autre s'il est en vigueur ce mois-là dans ce territoire.
#[utoipa::path(tag = "demandes-indemnisation", request_body = NouvelleDemande, responses(
    (status = 201, description = "Le brouillon ; son `ETag` est sa version.", body = Demande),
    (status = 409, description = "Une demande existe déjà pour ce mois."),
))]
#[post("/demandes-indemnisation")]
pub async fn creer_demande(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    Json(corps): Json<NouvelleDemande>,
) -> Reponse {
    let contexte = &etat.contexte;
    let vue =
        app::indemnisation::creer(contexte, &acteur, &corps.code_di, &corps.mois, &corps.regime).await?;
    let (chemin, version) = (
        format!("/demandes-indemnisation/{}", vue.ligne.id),
        vue.ligne.version,
    );
    Ok(cree_versionne(&chemin, version, &demande(vue)))
}

/// Une demande d'indemnisation
///
/// Avec ses totaux, ce qui bloque son envoi et les actions permises. L'`ETag` est demandé par toute
/// modification.
#[utoipa::path(tag = "demandes-indemnisation", params(("id" = Uuid, Path, description = "Demande.")), responses(
    (status = 200, description = "La demande ; son `ETag` est sa version.", body = Demande),
))]
#[get("/demandes-indemnisation/{id}")]
pub async fn lire_demande(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    rendre(app::indemnisation::lire(&etat.contexte, &acteur, *id).await)
}

/// Ce qui empêche encore l'envoi
///
/// Chaque blocage dit pourquoi et où le lever. Une liste vide : la demande peut partir.
#[utoipa::path(tag = "demandes-indemnisation", params(("id" = Uuid, Path, description = "Demande.")), responses(
    (status = 200, description = "Chaque blocage avec sa voie de sortie.", body = ListeBlocages),
))]
#[get("/demandes-indemnisation/{id}/blocages")]
pub async fn lire_blocages(etat: Service, Dossier(acteur): Dossier, id: web::Path<Uuid>) -> Reponse {
    let vue = app::indemnisation::lire(&etat.contexte, &acteur, *id).await?;
    let items = vue.blocages.into_iter().map(blocage).collect();
    Ok(HttpResponse::Ok().json(ListeBlocages { items, next: None }))
}

/// Changer le régime et la durée collective d'un brouillon
///
/// Toutes les lignes sont recalculées. Le régime est l'un de `regimes` ; la durée collective ne se donne que si
/// elle est inférieure à 35 h (art. R5122-19).
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = ReglesDemande, responses(
    (status = 200, description = "La demande recalculée.", body = Demande),
    (status = 409, description = "Elle n'est plus un brouillon."),
))]
#[put("/demandes-indemnisation/{id}/regles")]
pub async fn changer_regles(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<ReglesDemande>,
) -> Reponse {
    let saisie = SaisieRegles {
        regime: corps.regime,
        duree_collective: corps.duree_collective,
        amenagement_long: corps.amenagement_long,
    };
    rendre(app::indemnisation::changer_regles(&etat.contexte, &acteur, *id, version, &saisie).await)
}

/// Envoyer la demande à l'unité départementale
///
/// De `provisoire` à `en_attente_validation`. Refusée tant qu'il reste un blocage, avec tous les blocages à
/// la fois ; elle fige les lignes, les règles du calcul et le compte bancaire. Si un avenant ou un barème a changé depuis la
/// saisie, les montants sont recalculés et rien ne part (`montants_recalcules`) : relisez la demande, puis envoyez-la.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Envoyée.", body = Demande),
    (status = 409, description = "Elle n'est plus un brouillon, ou ses montants viennent d'être recalculés."),
    (status = 422, description = "Tous les blocages, dans `errors`."),
))]
#[post("/demandes-indemnisation/{id}/envoi")]
pub async fn envoyer_demande(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::indemnisation::envoyer(&etat.contexte, &acteur, *id, version).await)
}

/// Retirer la demande
///
/// Par l'employeur, avant l'instruction. Le mois peut alors être demandé de nouveau.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Retirée.", body = Demande),
    (status = 409, description = "L'instruction a commencé."),
))]
#[post("/demandes-indemnisation/{id}/retrait")]
pub async fn retirer_demande(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::indemnisation::retirer(&etat.contexte, &acteur, *id, version).await)
}

/// Reprendre une demande rejetée pour la corriger
///
/// De `rejetee` à `provisoire` : les lignes restent.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "De nouveau un brouillon.", body = Demande),
    (status = 409, description = "Elle n'est pas rejetée."),
))]
#[post("/demandes-indemnisation/{id}/correction")]
pub async fn corriger_demande(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::indemnisation::corriger(&etat.contexte, &acteur, *id, version).await)
}
