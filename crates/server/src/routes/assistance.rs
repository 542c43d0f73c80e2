//! What the help desk sees: mails, and how much waits.

use actix_web::{HttpResponse, get, post, web};
use api_types::assistance::{EtatCourriel, ListeCourriels};
use api_types::compte_assistance::ChargeAssistance;
use app::courriel::verifier_renvoi;
use db::courriel::Courriel;
use domain::compte_assistance::{EtatCourriel as Etat, NatureCourriel};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{instant, naturel};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::Reponse;
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lister_courriels)
        .service(renvoyer_courriel)
        .service(lire_charge_assistance);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreCourriels {
    /// `en_file`, `envoye`, `echec` ou `annule`.
    #[param(required = false)]
    etat: Option<String>,
    /// Ce dont il parle : `mot_de_passe`, `habilitation`, `dap_decision` …
    #[param(required = false)]
    nature: Option<String>,
    /// Partie de l'adresse du destinataire.
    #[param(required = false, max_length = 254)]
    q: Option<String>,
}

/// Les courriels, sans leur texte, le plus récent d'abord
///
/// Pour l'assistance : destinataire, nature, objet, état, tentatives. Jamais le texte, qui peut porter un mot de passe.
#[utoipa::path(tag = "assistance", params(FiltreCourriels, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeCourriels),
))]
#[get("/courriels")]
pub async fn lister_courriels(
    etat: Service,
    _assistance: Assistance,
    filtre: web::Query<FiltreCourriels>,
    page: Page,
) -> Reponse {
    let voulu = filtre.etat.as_deref().filter(|etat| !etat.is_empty());
    let lignes = app::assistance::courriels(
        &etat.contexte,
        voulu,
        filtre.nature.as_deref().filter(|nature| !nature.is_empty()),
        filtre.q.as_deref(),
        page.requete::<Uuid>()?,
    )
    .await?;
    let (lignes, next) = page.couper(lignes, |ligne| ligne.id);
    let items = lignes.into_iter().map(courriel).collect();
    Ok(HttpResponse::Ok().json(ListeCourriels { items, next }))
}

/// Renvoyer un courriel
///
/// Un courriel en échec repart ; un courriel envoyé part une seconde fois. Un mot de passe envoyé est
/// effacé : donnez-en un nouveau.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Courriel.")), responses(
    (status = 200, description = "En file.", body = EtatCourriel),
    (status = 409, description = "Déjà en file, annulé, ou mot de passe effacé."),
))]
#[post("/courriels/{id}/renvoi")]
pub async fn renvoyer_courriel(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
) -> Reponse {
    let renvoye = app::courriel::renvoyer(&etat.contexte, &acteur, *id).await?;
    Ok(HttpResponse::Ok().json(courriel(renvoye)))
}

/// Ce qui attend l'assistance
///
/// Pour l'assistance : les nombres de sa page d'accueil, chacun avec la liste qu'il compte.
#[utoipa::path(tag = "assistance", responses(
    (status = 200, description = "Des nombres.", body = ChargeAssistance),
))]
#[get("/assistance/charge")]
pub async fn lire_charge_assistance(etat: Service, _assistance: Assistance) -> Reponse {
    let charge = app::assistance::charge(&etat.contexte).await?;
    Ok(HttpResponse::Ok().json(ChargeAssistance {
        habilitations_en_attente: naturel(charge.habilitations),
        courriels_en_echec: naturel(charge.courriels_en_echec),
        comptes_verrouilles: naturel(charge.comptes_verrouilles),
    }))
}

/// A mail of the queue, without its text.
pub(super) fn courriel(ligne: Courriel) -> EtatCourriel {
    let etat = ligne.etat.parse::<Etat>();
    let renvoyable = etat
        .as_ref()
        .is_ok_and(|etat| verifier_renvoi(*etat, ligne.secret, ligne.corps_chiffre.is_empty()).is_ok());
    EtatCourriel {
        id: ligne.id.to_string(),
        destinataire: ligne.destinataire,
        nature_libelle: ligne
            .nature
            .parse::<NatureCourriel>()
            .map_or_else(|_| ligne.nature.clone(), |nature| nature.libelle().to_owned()),
        nature: ligne.nature,
        objet: ligne.objet,
        etat_libelle: etat
            .as_ref()
            .map_or_else(|_| ligne.etat.clone(), |etat| etat.libelle().to_owned()),
        tentatives: naturel(ligne.tentatives),
        prochain_essai_le: etat
            .is_ok_and(|etat| etat == Etat::EnFile)
            .then(|| instant(ligne.prochain_essai_le)),
        etat: ligne.etat,
        cree_le: instant(ligne.cree_le),
        envoye_le: ligne.envoye_le.map(instant),
        renvoyable,
    }
}
