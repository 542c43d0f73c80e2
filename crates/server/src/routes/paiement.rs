//! Payments: the help desk's part.

use actix_web::{HttpResponse, get, post, web};
use api_types::paiement::{
    DemandeDuLot, IssueDemande, IssuesDemandes, ListePaiements, OperationPaiement, OperationsPaiement,
    Paiement, PaiementDemande, PaiementResume,
};
use app::groupe::Issue;
use app::indemnisation::Recherche;
use app::indemnisation::paiement::{APayer, Fait, Ordre, Pas};
use db::indemnisation::Demande;
use domain::indemnisation::CodeEtatDi;
use domain::montant::Centimes;
use domain::{Fautes, Refus};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{instant, naturel, versionne};
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_paiements)
        .service(changer_paiements)
        .service(lire_paiement)
        .service(changer_paiement);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltrePaiements {
    /// 14 chiffres.
    #[param(required = false)]
    siret: Option<String>,
    /// Mois, par exemple `2022-05`.
    #[param(required = false)]
    mois: Option<String>,
    /// État, par exemple `paiement_demande`.
    #[param(required = false)]
    etat: Option<String>,
    /// Numéro de la demande.
    #[param(required = false)]
    numero: Option<String>,
    /// Numéro de la DAP.
    #[param(required = false)]
    dap: Option<String>,
}

/// Les demandes validées, à payer ou payées
///
/// Pour l'assistance, les plus récentes d'abord. `operations` dit ce qui peut être fait de chacune.
#[utoipa::path(tag = "paiements", params(FiltrePaiements, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListePaiements),
))]
#[get("/paiements")]
pub async fn lister_paiements(
    etat: Service,
    Assistance(acteur): Assistance,
    filtre: web::Query<FiltrePaiements>,
    page: Page,
) -> Reponse {
    let filtre = filtre.into_inner();
    let recherche = Recherche {
        siret: filtre.siret,
        mois: filtre.mois,
        etat: filtre.etat,
        numero: filtre.numero,
        dap_id: None,
        tri: None,
    };
    let dap = filtre.dap.as_deref();
    let lignes =
        app::indemnisation::paiement::lister(&etat.contexte, &acteur, &recherche, dap, page.requete()?)
            .await?;
    let (lignes, next) = page.couper(lignes, |a: &APayer| a.resume.ligne.id);
    let items = lignes.into_iter().map(resume).collect();
    Ok(HttpResponse::Ok().json(ListePaiements { items, next }))
}

/// Le paiement d'une demande
///
/// Pour l'assistance : chaque étape, avec le montant et le compte d'alors.
#[utoipa::path(tag = "paiements", params(("id" = Uuid, Path, description = "Demande d'indemnisation.")), responses(
    (status = 200, description = "La demande et son historique ; son `ETag` est sa version.", body = PaiementDemande),
))]
#[get("/paiements/{id}")]
pub async fn lire_paiement(etat: Service, Assistance(acteur): Assistance, id: web::Path<Uuid>) -> Reponse {
    Ok(rendre(
        app::indemnisation::paiement::lire(&etat.contexte, &acteur, *id).await?,
    ))
}

/// Changer l'état de paiement d'une demande
///
/// Pour l'assistance : `demander`, `constater`, `invalider`, `preparer_reversement`, `emettre_reversement`,
/// `invalider_reversement`. L'employeur en est averti par courriel.
#[utoipa::path(tag = "paiements", params(
    ("id" = Uuid, Path, description = "Demande d'indemnisation."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = OperationPaiement, responses(
    (status = 200, description = "La demande et son historique ; son `ETag` est sa version.", body = PaiementDemande),
    (status = 409, description = "L'opération n'est pas possible dans cet état, ou les motifs manquent."),
))]
#[post("/demandes-indemnisation/{id}/paiement")]
pub async fn changer_paiement(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<OperationPaiement>,
) -> Reponse {
    let ordre = ordre(corps, "/operation")?;
    let fait = app::indemnisation::paiement::appliquer(&etat.contexte, &acteur, *id, version, &ordre).await?;
    Ok(rendre(fait))
}

/// Changer l'état de paiement de plusieurs demandes
///
/// Pour l'assistance, 100 demandes au plus. Chacune l'est ou non pour elle-même : une ligne par demande dit
/// laquelle, et sinon pourquoi. `essai` dit ce qui arriverait et n'écrit rien.
#[utoipa::path(tag = "paiements", request_body = OperationsPaiement, responses(
    (status = 200, description = "Une ligne par demande.", body = IssuesDemandes),
))]
#[post("/paiements/operations")]
pub async fn changer_paiements(
    etat: Service,
    Assistance(acteur): Assistance,
    Json(corps): Json<OperationsPaiement>,
) -> Reponse {
    let ordre = ordre(corps.operation, "/operation/operation")?;
    let (demandes, essai) = (du_lot(&corps.demandes), corps.essai);
    let issues =
        app::indemnisation::paiement::appliquer_lot(&etat.contexte, &acteur, &demandes, &ordre, essai)
            .await?;
    Ok(
        HttpResponse::Ok().json(rendre_issues(issues, essai, |fait: Fait| IssueDemande {
            montant: Some(fait.montant.to_string()),
            iban_masque: fait.iban_masque,
            ..faite(fait.ligne)
        })),
    )
}

fn ordre(corps: OperationPaiement, pointeur: &str) -> Result<Ordre, Erreur> {
    let operation = corps
        .operation
        .parse()
        .map_err(|refus: Refus| app::Erreur::from(Fautes(vec![refus.au_champ(pointeur)])))?;
    Ok(Ordre {
        operation,
        motifs: corps.motifs,
    })
}

/// What is no identifier is nobody's claim.
pub(super) fn du_lot(demandes: &[DemandeDuLot]) -> Vec<(Uuid, i32)> {
    demandes
        .iter()
        .map(|demande| {
            let id = Uuid::try_parse(&demande.id).unwrap_or_default();
            (id, i32::try_from(demande.version).unwrap_or(i32::MAX))
        })
        .collect()
}

/// One line per claim: what `dire` says of one that was done, or why it was not.
pub(super) fn rendre_issues<T>(
    issues: Vec<Issue<T>>,
    essai: bool,
    dire: impl Fn(T) -> IssueDemande,
) -> IssuesDemandes {
    let faites = naturel(issues.iter().filter(|issue| issue.resultat.is_ok()).count());
    let items = issues
        .into_iter()
        .map(|issue| {
            let id = issue.id.to_string();
            match issue.resultat {
                Ok(fait) => IssueDemande { id, ..dire(fait) },
                Err(refus) => IssueDemande {
                    id,
                    code: Some(refus.code.to_owned()),
                    message: Some(refus.message),
                    ..IssueDemande::default()
                },
            }
        })
        .collect();
    IssuesDemandes { items, faites, essai }
}

/// The new state of a claim.
pub(super) fn faite(ligne: Demande) -> IssueDemande {
    IssueDemande {
        etat_libelle: Some(libelle(&ligne.etat_code)),
        numero: Some(ligne.numero),
        etat: Some(ligne.etat_code),
        ..IssueDemande::default()
    }
}

pub(super) fn libelle(code: &str) -> String {
    match code.parse::<CodeEtatDi>() {
        Ok(etat) => etat.libelle().to_owned(),
        Err(_) => code.to_owned(),
    }
}

fn rendre((demande, pas): (APayer, Vec<Pas>)) -> HttpResponse {
    let version = demande.resume.ligne.version;
    let corps = PaiementDemande {
        demande: resume(demande),
        historique: pas.into_iter().map(paiement).collect(),
    };
    versionne(version, &corps)
}

pub(super) fn paiement(pas: Pas) -> Paiement {
    Paiement {
        etat_libelle: libelle(&pas.ligne.etat_code),
        etat: pas.ligne.etat_code,
        montant: Centimes(pas.ligne.montant).to_string(),
        iban_masque: pas.iban_masque,
        motifs: pas.ligne.motifs,
        le: instant(pas.ligne.le),
    }
}

fn resume(a_payer: APayer) -> PaiementResume {
    let ligne = a_payer.resume.ligne;
    PaiementResume {
        id: ligne.id.to_string(),
        numero: ligne.numero,
        dap_numero: a_payer.resume.dap_numero,
        siret: a_payer.resume.siret,
        denomination: a_payer.resume.denomination,
        departement: ligne.departement,
        mois: ligne.mois,
        etat_libelle: libelle(&ligne.etat_code),
        etat: ligne.etat_code,
        correction: ligne.corrige_id.is_some(),
        allocation: Centimes(ligne.allocation).to_string(),
        a_payer: a_payer.a_payer.to_string(),
        iban_masque: a_payer.iban_masque,
        operations: a_payer
            .operations
            .into_iter()
            .map(|operation| operation.code().to_owned())
            .collect(),
        version: naturel(ligne.version),
        modifiee_le: instant(ligne.modifiee_le),
    }
}
