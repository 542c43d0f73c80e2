//! DAPs: the agent's part.

use actix_web::{HttpResponse, post, web};
use api_types::dap::{Dap, DecisionDap, DecisionsDap, IssueDap, IssuesDap, TransfertDap};
use app::dap::{Decision, Motifs};
use app::groupe::Issue;
use domain::Collecte;
use domain::dap::CodeEtatDap;
use domain::mois::parse_date;
use domain::montant::Heures;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::vue::rendre;
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::routes::reponses::naturel;
use crate::session::Agent;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(prendre_dap)
        .service(liberer_dap)
        .service(transferer_dap)
        .service(decider_dap)
        .service(decider_daps);
}

/// Prendre la DAP en charge
///
/// Pour un agent du département : de `en_attente_instruction_ud` à `instruction_en_cours`. L'employeur en est
/// averti.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Prise.", body = Dap),
    (status = 409, description = "Un autre agent l'instruit, ou elle n'attend pas."),
))]
#[post("/daps/{id}/instruction")]
pub async fn prendre_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::dap::prendre(&etat.contexte, &acteur, *id, version).await)
}

/// Remettre la DAP dans la file
///
/// Pour l'agent qui l'instruit : de nouveau `en_attente_instruction_ud`. Le délai légal continue de courir.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Remise en attente d'instruction.", body = Dap),
    (status = 409, description = "Elle n'est pas en cours d'instruction."),
))]
#[post("/daps/{id}/liberation")]
pub async fn liberer_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    rendre(app::dap::liberer(&etat.contexte, &acteur, *id, version).await)
}

/// Confier la DAP à un collègue
///
/// Pour l'agent qui l'instruit, à un agent du même département (`collegues` de la DAP), prévenu par courriel. Le
/// délai légal continue de courir.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = TransfertDap, responses(
    (status = 200, description = "Confiée.", body = Dap),
    (status = 409, description = "Elle n'est pas en cours d'instruction par vous."),
))]
#[post("/daps/{id}/transfert")]
pub async fn transferer_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<TransfertDap>,
) -> Reponse {
    rendre(app::dap::confier(&etat.contexte, &acteur, *id, version, &corps.collegue).await)
}

/// Valider, invalider ou refuser
///
/// Une DAP validée, en entier ou en partie (`heures_autorisees`, `debut`, `fin`), reçoit son code DI ; invalider ou
/// refuser demande des motifs, de la table ou en toutes lettres (R5122-4). Un avenant validé prend aussitôt la place
/// de l'autorisation en vigueur.
#[utoipa::path(tag = "daps", params(
    ("id" = Uuid, Path, description = "DAP."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), request_body = DecisionDap, responses(
    (status = 200, description = "Décidée.", body = Dap),
    (status = 409, description = "Elle n'est pas en cours d'instruction par vous, ou les motifs manquent."),
))]
#[post("/daps/{id}/decision")]
pub async fn decider_dap(
    etat: Service,
    Agent(acteur): Agent,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(corps): Json<DecisionDap>,
) -> Reponse {
    let decision = decision(corps)?;
    rendre(app::dap::decider(&etat.contexte, &acteur, *id, version, &decision).await)
}

/// Décider plusieurs DAP
///
/// La même décision, validation entière, invalidation ou refus, pour 100 DAP au plus ; celles qui attendent sont
/// d'abord prises en charge. Chacune l'est ou non pour elle-même : une ligne par DAP dit laquelle, et sinon pourquoi.
/// `essai` dit ce qui arriverait et n'écrit rien.
#[utoipa::path(tag = "daps", request_body = DecisionsDap, responses(
    (status = 200, description = "Une ligne par DAP.", body = IssuesDap),
))]
#[post("/daps/decisions")]
pub async fn decider_daps(etat: Service, Agent(acteur): Agent, Json(corps): Json<DecisionsDap>) -> Reponse {
    let essai = corps.essai;
    let decision = decision(corps.decision)?;
    let daps: Vec<(Uuid, i32)> = corps
        .daps
        .iter()
        // What is no identifier is nobody's DAP.
        .map(|dap| {
            let id = Uuid::try_parse(&dap.id).unwrap_or_default();
            (id, i32::try_from(dap.version).unwrap_or(i32::MAX))
        })
        .collect();
    let issues = app::dap::decider_lot(&etat.contexte, &acteur, &daps, &decision, essai).await?;
    let decidees = naturel(issues.iter().filter(|issue| issue.resultat.is_ok()).count());
    let items = issues.into_iter().map(issue).collect();
    Ok(HttpResponse::Ok().json(IssuesDap {
        items,
        decidees,
        essai,
    }))
}

fn issue(issue: Issue<db::dap::Dap>) -> IssueDap {
    let id = issue.id.to_string();
    match issue.resultat {
        Ok(ligne) => IssueDap {
            id,
            etat_libelle: ligne
                .etat_code
                .parse()
                .ok()
                .map(|etat: CodeEtatDap| etat.libelle().to_owned()),
            numero: Some(ligne.numero),
            etat: Some(ligne.etat_code),
            ..IssueDap::default()
        },
        Err(refus) => IssueDap {
            id,
            code: Some(refus.code.to_owned()),
            message: Some(refus.message),
            ..IssueDap::default()
        },
    }
}

fn decision(corps: DecisionDap) -> Result<Decision, Erreur> {
    let motifs = Motifs {
        codes: corps.motifs_codes,
        texte: corps.motifs,
    };
    match corps.decision.as_str() {
        "valider" => {
            let mut collecte = Collecte::new();
            let lu = |texte: Option<String>| texte.filter(|texte| !texte.trim().is_empty());
            let heures = lu(corps.heures_autorisees).map(|texte| Heures::depuis_saisie(&texte));
            let heures = collecte.prendre("/heures_autorisees", heures.transpose());
            let jour = |texte| lu(texte).map(|texte| parse_date(&texte)).transpose();
            let debut = collecte.prendre("/debut", jour(corps.debut));
            let fin = collecte.prendre("/fin", jour(corps.fin));
            collecte.fin().map_err(app::Erreur::from)?;
            let (heures, debut, fin) = (heures.flatten(), debut.flatten(), fin.flatten());
            if heures.is_none() && debut.is_none() && fin.is_none() {
                return Ok(Decision::Valider);
            }
            Ok(Decision::ValiderEnPartie { heures, debut, fin })
        }
        "invalider" => Ok(Decision::Invalider { motifs }),
        "refuser" => Ok(Decision::Refuser { motifs }),
        _ => Err(Erreur::champ(
            "/decision",
            "decision_inconnue",
            "La décision est `valider`, `invalider` ou `refuser`.",
        )),
    }
}
