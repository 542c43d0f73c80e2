//! Rejected claims that the help desk puts right.

use actix_web::{HttpResponse, get, post, web};
use api_types::paiement::{IssuesDemandes, ListeRejets, RejetResume, Retablissement};
use app::indemnisation::Resume;
use app::indemnisation::retablissement::RechercheRejets;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::paiement::{du_lot, faite, rendre_issues};
use super::reponses::{instant, naturel};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(lister_rejets).service(retablir_rejets);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreRejets {
    /// Rejetées à partir de ce jour, par exemple `2022-06-01`.
    #[param(required = false)]
    du: Option<String>,
    /// Rejetées jusqu'à ce jour compris.
    #[param(required = false)]
    au: Option<String>,
    /// Identifiant de l'agent qui les a rejetées.
    #[param(required = false)]
    agent: Option<String>,
    /// Département, par exemple `44`.
    #[param(required = false)]
    departement: Option<String>,
    /// Partie du texte des motifs.
    #[param(required = false, max_length = 200)]
    motifs: Option<String>,
}

/// Les demandes rejetées
///
/// Pour l'assistance, après un incident : par date de rejet, agent, département ou texte des motifs.
#[utoipa::path(tag = "paiements", params(FiltreRejets, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeRejets),
))]
#[get("/rejets")]
pub async fn lister_rejets(
    etat: Service,
    Assistance(acteur): Assistance,
    filtre: web::Query<FiltreRejets>,
    page: Page,
) -> Reponse {
    let filtre = filtre.into_inner();
    let recherche = RechercheRejets {
        du: filtre.du,
        au: filtre.au,
        agent: filtre.agent,
        departement: filtre.departement,
        motifs: filtre.motifs,
    };
    let lignes =
        app::indemnisation::retablissement::lister(&etat.contexte, &acteur, &recherche, page.requete()?)
            .await?;
    let (lignes, next) = page.couper(lignes, |r: &Resume| r.ligne.id);
    let items = lignes.into_iter().map(rejet).collect();
    Ok(HttpResponse::Ok().json(ListeRejets { items, next }))
}

/// Annuler des rejets
///
/// Pour l'assistance, 100 demandes au plus : chacune attend de nouveau sa validation, telle qu'elle avait été envoyée.
/// L'employeur en est averti. `essai` dit ce qui arriverait et n'écrit rien.
#[utoipa::path(tag = "paiements", request_body = Retablissement, responses(
    (status = 200, description = "Une ligne par demande.", body = IssuesDemandes),
))]
#[post("/rejets/retablissement")]
pub async fn retablir_rejets(
    etat: Service,
    Assistance(acteur): Assistance,
    Json(corps): Json<Retablissement>,
) -> Reponse {
    let (demandes, essai) = (du_lot(&corps.demandes), corps.essai);
    let issues =
        app::indemnisation::retablissement::retablir(&etat.contexte, &acteur, &demandes, &corps.motif, essai)
            .await?;
    Ok(HttpResponse::Ok().json(rendre_issues(issues, essai, faite)))
}

fn rejet(resume: Resume) -> RejetResume {
    let ligne = resume.ligne;
    RejetResume {
        id: ligne.id.to_string(),
        numero: ligne.numero,
        siret: resume.siret,
        denomination: resume.denomination,
        departement: ligne.departement,
        mois: ligne.mois,
        rejetee_le: ligne.decidee_le.map(instant),
        rejetee_par: ligne.decidee_par,
        motifs_rejet: ligne.motifs,
        version: naturel(ligne.version),
    }
}
