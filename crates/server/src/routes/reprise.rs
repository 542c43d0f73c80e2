//! Taking over the principal role of an establishment.

use actix_web::{HttpResponse, get, post, web};
use api_types::reprise::{DecisionReprise, ListeReprises, NouvelleReprise, Reprise, RepriseRecue};
use app::reprise::Vue;
use domain::reprise::{DecisionReprise as Decision, SortAncien};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{cree_sans_adresse, instant};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::{Assistance, Visiteur};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(demander_reprise)
        .service(lister_reprises)
        .service(decider_reprise);
}

/// Demander la reprise du rôle d'utilisateur principal
///
/// Quand l'utilisateur principal a quitté l'entreprise. Les utilisateurs actuels sont avertis, l'assistance décide.
/// Sans session, le contrôle de sécurité est requis ; avec une session, la demande est faite au nom du compte.
#[utoipa::path(tag = "acces", security(()), request_body = NouvelleReprise, responses(
    (status = 201, description = "Demande reçue.", body = RepriseRecue),
    (status = 409, description = "Déjà demandée, ou déjà utilisateur principal."),
))]
#[post("/reprises")]
pub async fn demander_reprise(
    etat: Service,
    Visiteur(acteur): Visiteur,
    Json(corps): Json<NouvelleReprise>,
) -> Reponse {
    let saisie = corps.en_saisie();
    let vue = app::reprise::demander(&etat.contexte, acteur.as_ref(), &saisie, &corps.controle).await?;
    let recue = RepriseRecue {
        id: vue.ligne.id.to_string(),
        siret: vue.etablissement.siret,
        etat: vue.ligne.etat,
        messages: vec![
            "Les utilisateurs actuels de l'établissement sont avertis de votre demande.".to_owned(),
            "L'assistance l'examine, peut vous appeler, et vous répond par courriel.".to_owned(),
        ],
    };
    Ok(cree_sans_adresse(&recue))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreReprises {
    /// `en_attente`, `acceptee` ou `refusee`.
    #[param(required = false)]
    etat: Option<String>,
}

/// Les demandes de reprise, la plus ancienne d'abord
///
/// Pour l'assistance : qui demande à remplacer un utilisateur principal parti, et pourquoi.
#[utoipa::path(tag = "assistance", params(FiltreReprises, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeReprises),
))]
#[get("/reprises")]
pub async fn lister_reprises(
    etat: Service,
    _assistance: Assistance,
    filtre: web::Query<FiltreReprises>,
    page: Page,
) -> Reponse {
    let filtre = filtre.etat.as_deref().filter(|etat| !etat.is_empty());
    let vues = app::reprise::lister(&etat.contexte, filtre, page.requete::<Uuid>()?).await?;
    let (vues, next) = page.couper(vues, |vue| vue.ligne.id);
    let items = vues.into_iter().map(reprise).collect();
    Ok(HttpResponse::Ok().json(ListeReprises { items, next }))
}

/// Accepter ou refuser une reprise
///
/// Accepter fait de la personne l'utilisateur principal ; l'ancien est retiré ou gardé comme utilisateur.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Demande.")),
    request_body = DecisionReprise, responses(
    (status = 200, description = "Décision prise.", body = Reprise),
    (status = 409, description = "Déjà décidée, ou déjà utilisateur principal."),
))]
#[post("/reprises/{id}/decision")]
pub async fn decider_reprise(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<DecisionReprise>,
) -> Reponse {
    let decision = decision(corps)?;
    let vue = app::reprise::decider(&etat.contexte, &acteur, *id, &decision).await?;
    Ok(HttpResponse::Ok().json(reprise(vue)))
}

fn decision(corps: DecisionReprise) -> Result<Decision, Erreur> {
    match corps.decision.as_str() {
        "accepter" => match corps.ancien.parse::<SortAncien>() {
            Ok(ancien) => Ok(Decision::Accepter { ancien }),
            Err(refus) => Err(Erreur::champ("/ancien", refus.code, &refus.message)),
        },
        "refuser" => Ok(Decision::Refuser { motif: corps.motif }),
        _ => Err(Erreur::champ(
            "/decision",
            "decision_inconnue",
            "La décision est `accepter` ou `refuser`.",
        )),
    }
}

fn reprise(vue: Vue) -> Reprise {
    let (principal, principal_courriel) = vue.principal.unzip();
    let ligne = vue.ligne;
    Reprise {
        id: ligne.id.to_string(),
        siret: vue.etablissement.siret,
        denomination: vue.etablissement.denomination,
        nom: ligne.nom,
        prenom: ligne.prenom,
        courriel: ligne.courriel,
        telephone: ligne.telephone,
        compte_existant: ligne.compte_id.is_some(),
        motif: ligne.motif,
        etat: ligne.etat,
        principal,
        principal_courriel,
        ancien: ligne.ancien,
        motif_refus: ligne.motif_refus,
        demandee_le: instant(ligne.demandee_le),
        decidee_le: ligne.decidee_le.map(instant),
    }
}
