//! Accounts, for the help desk alone.

use actix_web::{HttpResponse, get, post, put, web};
use api_types::compte_assistance::{
    CompteResume, CorrectionCourriel, DossierCompte, EvenementCompte, FermetureCompte, HabilitationCompte,
    ListeComptes, MotifOperation, NouveauCompte, SuppressionDoublon,
};
use app::compte_assistance::{self as comptes, Dossier, Resume};
use app::journal::libelle;
use app::{Acteur, Erreur as Refus};
use db::journal::LigneJournal;
use domain::compte::Role;
use domain::compte_assistance::{EtatCompte, Operation};
use domain::habilitation::{EtatHabilitation, RoleHabilitation};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::assistance::courriel;
use super::document::document;
use super::reponses::{cree, instant, naturel};
use crate::curseur::{Page, ParametresPage};
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::Assistance;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(chercher_comptes)
        .service(creer_compte)
        .service(lire_dossier_compte)
        .service(reinitialiser_compte)
        .service(deverrouiller_compte)
        .service(terminer_sessions_compte)
        .service(corriger_courriel_compte)
        .service(supprimer_compte)
        .service(desactiver_compte)
        .service(reactiver_compte)
        .service(retirer_second_facteur_compte);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RechercheComptes {
    /// SIRET (son début suffit), adresse électronique, nom ou identifiant ; sans accent ni majuscule.
    #[param(required = false, max_length = 200)]
    q: Option<String>,
    /// `agent_ud`, `assistance`, `utilisateur`, `tiers_declarant`.
    #[param(required = false)]
    role: Option<String>,
    /// `verrouille` : les comptes verrouillés en ce moment.
    #[param(required = false)]
    etat: Option<String>,
}

/// Chercher un compte
///
/// Par SIRET, adresse électronique, nom ou identifiant ; trié par nom.
#[utoipa::path(tag = "assistance", params(RechercheComptes, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeComptes),
))]
#[get("/comptes")]
pub async fn chercher_comptes(
    etat: Service,
    _assistance: Assistance,
    recherche: web::Query<RechercheComptes>,
    page: Page,
) -> Reponse {
    let recherche = recherche.into_inner();
    let demande = comptes::Demande {
        q: recherche.q.unwrap_or_default(),
        role: recherche.role,
        etat: recherche.etat,
    };
    let lignes = comptes::chercher(&etat.contexte, &demande, page.requete::<String>()?).await?;
    let (lignes, next) = page.couper(lignes, |ligne| ligne.cle.clone());
    let items = lignes.into_iter().map(resume).collect();
    Ok(HttpResponse::Ok().json(ListeComptes { items, next }))
}

/// Le dossier d'un compte
///
/// Pour l'assistance : état du compte, habilitations, courriels sans leur texte, journal de ce qui l'a
/// changé.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")), responses(
    (status = 200, description = "Tout ce qui en est su, sauf ses secrets.", body = DossierCompte),
))]
#[get("/comptes/{id}")]
pub async fn lire_dossier_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
) -> Reponse {
    Ok(HttpResponse::Ok().json(lire(&etat, &acteur, *id).await?))
}

/// Créer un compte pour quelqu'un
///
/// Pour un établissement connu dont le compte a une mauvaise adresse. Trois messages partent, ou celui de
/// l'habilitation seulement si l'adresse a déjà un compte. L'ancien utilisateur principal devient utilisateur.
#[utoipa::path(tag = "assistance", request_body = NouveauCompte, responses(
    (status = 201, description = "Le dossier du compte.", body = DossierCompte),
    (status = 409, description = "Établissement inconnu, déjà habilité, ou 200 SIRET."),
))]
#[post("/comptes")]
pub async fn creer_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    Json(corps): Json<NouveauCompte>,
) -> Reponse {
    let saisie = comptes::NouveauCompte {
        siret: corps.siret,
        role: corps.role,
        nom: corps.nom,
        prenom: corps.prenom,
        telephone: corps.telephone,
        courriel: corps.courriel,
        confirmation: corps.confirmation,
        motif: corps.motif,
    };
    let id = comptes::creer(&etat.contexte, &acteur, &saisie).await?;
    Ok(cree(&format!("/comptes/{id}"), &lire(&etat, &acteur, id).await?))
}

/// Donner un nouveau mot de passe
///
/// Deux messages partent : identifiant et mot de passe temporaire. Les sessions se terminent, le verrou aussi.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = MotifOperation, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Compte fermé ou sans accès, ou mot de passe donné il y a moins de deux minutes."),
))]
#[post("/comptes/{id}/reinitialisation")]
pub async fn reinitialiser_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifOperation>,
) -> Reponse {
    let fait = comptes::reinitialiser(&etat.contexte, &acteur, *id, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Déverrouiller
///
/// La personne est prévenue par un message.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = MotifOperation, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Le compte n'est pas verrouillé."),
))]
#[post("/comptes/{id}/deverrouillage")]
pub async fn deverrouiller_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifOperation>,
) -> Reponse {
    let fait = comptes::deverrouiller(&etat.contexte, &acteur, *id, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Terminer les sessions
///
/// Par l'assistance, avec un motif écrit au journal : plus aucun cookie de ce compte ne sert.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = MotifOperation, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Compte fermé ou sans accès."),
))]
#[post("/comptes/{id}/fin-des-sessions")]
pub async fn terminer_sessions_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifOperation>,
) -> Reponse {
    let fait = comptes::terminer_sessions(&etat.contexte, &acteur, *id, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Corriger l'adresse électronique
///
/// L'ancienne et la nouvelle adresse sont prévenues. Un mot de passe temporaire envoyé à l'ancienne adresse ne vaut
/// plus rien : un nouveau part à la nouvelle.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = CorrectionCourriel, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Adresse inchangée, ou celle d'un autre compte."),
))]
#[put("/comptes/{id}/courriel")]
pub async fn corriger_courriel_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<CorrectionCourriel>,
) -> Reponse {
    let CorrectionCourriel {
        courriel,
        confirmation,
        motif,
    } = corps;
    let fait =
        comptes::corriger_courriel(&etat.contexte, &acteur, *id, &courriel, &confirmation, &motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Supprimer un doublon
///
/// Ses habilitations, et donc ses dossiers, rejoignent le compte gardé ; il ne permet plus de se connecter. Les deux
/// adresses sont prévenues.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte à supprimer.")),
    request_body = SuppressionDoublon, responses(
    (status = 200, description = "Le dossier du compte supprimé.", body = DossierCompte),
    (status = 409, description = "Comptes qui ne se réunissent pas."),
))]
#[post("/comptes/{id}/suppression")]
pub async fn supprimer_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<SuppressionDoublon>,
) -> Reponse {
    let garde = Uuid::try_parse(corps.compte_garde.trim()).map_err(|_| {
        Erreur::champ(
            "/compte_garde",
            "compte_inconnu",
            "Choisissez le compte à garder.",
        )
    })?;
    let fait = comptes::supprimer_doublon(&etat.contexte, &acteur, *id, garde, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Désactiver un agent
///
/// Il ne peut plus se connecter et en est prévenu ; ce qu'il a décidé reste.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = MotifOperation, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Ce compte n'est pas celui d'un agent, ou il est fermé."),
))]
#[post("/comptes/{id}/desactivation")]
pub async fn desactiver_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifOperation>,
) -> Reponse {
    let fait = comptes::desactiver(&etat.contexte, &acteur, *id, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Réactiver un agent
///
/// Deux messages partent : identifiant et mot de passe temporaire.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = MotifOperation, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Ce compte n'est pas désactivé."),
))]
#[post("/comptes/{id}/reactivation")]
pub async fn reactiver_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifOperation>,
) -> Reponse {
    let fait = comptes::reactiver(&etat.contexte, &acteur, *id, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

/// Retirer la double authentification
///
/// Quand téléphone et codes de récupération sont perdus : le mot de passe suffit de nouveau, les sessions se terminent,
/// la personne est prévenue. Un agent la configure de nouveau à sa prochaine connexion.
#[utoipa::path(tag = "assistance", params(("id" = Uuid, Path, description = "Compte.")),
    request_body = MotifOperation, responses(
    (status = 200, description = "Le dossier.", body = DossierCompte),
    (status = 409, description = "Ce compte n'a pas de double authentification, ou il est fermé."),
))]
#[post("/comptes/{id}/retrait-second-facteur")]
pub async fn retirer_second_facteur_compte(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    Json(corps): Json<MotifOperation>,
) -> Reponse {
    let fait = comptes::retirer_second_facteur(&etat.contexte, &acteur, *id, &corps.motif).await;
    rendre(&etat, &acteur, *id, fait).await
}

pub(super) async fn rendre(etat: &Service, acteur: &Acteur, id: Uuid, fait: Result<(), Refus>) -> Reponse {
    fait?;
    Ok(HttpResponse::Ok().json(lire(etat, acteur, id).await?))
}

pub(super) async fn lire(etat: &Service, acteur: &Acteur, id: Uuid) -> Result<DossierCompte, Erreur> {
    Ok(dossier(comptes::lire(&etat.contexte, acteur, id).await?))
}

/// The address, unless it is the mark of a deleted account.
fn adresse(courriel: String, etat: EtatCompte) -> Option<String> {
    (etat != EtatCompte::Supprime).then_some(courriel)
}

fn resume(ligne: Resume) -> CompteResume {
    let compte = ligne.compte;
    CompteResume {
        id: compte.id.to_string(),
        identifiant: compte.identifiant,
        nom: compte.nom,
        prenom: compte.prenom,
        courriel: adresse(compte.courriel, ligne.etat),
        role: compte.role,
        etat: ligne.etat.code().to_owned(),
        etat_libelle: ligne.etat.libelle().to_owned(),
        departements: ligne.departements,
        etablissements: naturel(ligne.etablissements),
    }
}

fn dossier(dossier: Dossier) -> DossierCompte {
    let Dossier {
        compte, etat, ferme, ..
    } = dossier;
    let role = compte.role.parse::<Role>();
    DossierCompte {
        id: compte.id.to_string(),
        identifiant: compte.identifiant,
        nom: compte.nom,
        prenom: compte.prenom,
        courriel: adresse(compte.courriel, etat),
        telephone: compte.telephone,
        role_libelle: role.map_or_else(|_| compte.role.clone(), |role| role.libelle().to_owned()),
        role: compte.role,
        departements: dossier.departements,
        documents: dossier.documents.iter().map(document).collect(),
        second_facteur: dossier.second_facteur,
        etat: etat.code().to_owned(),
        etat_libelle: etat.libelle().to_owned(),
        cree_le: instant(compte.cree_le),
        echecs: naturel(compte.echecs),
        verrouille_jusqu_a: compte
            .verrouille_jusqu_a
            .filter(|_| etat == EtatCompte::Verrouille)
            .map(instant),
        mot_de_passe_temporaire: compte.mot_de_passe_temporaire && compte.mot_de_passe_hache.is_some(),
        mot_de_passe_expire_le: compte.mot_de_passe_expire_le.map(instant),
        derniere_connexion: dossier.derniere_connexion.map(instant),
        sessions: naturel(dossier.sessions),
        fermeture: ferme.map(|ferme| FermetureCompte {
            le: instant(ferme.le),
            motif: ferme.motif,
            courriel: ferme.courriel,
            compte_garde: ferme.garde_id.map(|id| id.to_string()),
        }),
        operations: dossier
            .operations
            .into_iter()
            .map(|operation: Operation| operation.code().to_owned())
            .collect(),
        habilitations: dossier
            .habilitations
            .into_iter()
            .map(|(h, e)| habilitation(h, e))
            .collect(),
        courriels: dossier.courriels.into_iter().map(courriel).collect(),
        journal: dossier.journal.into_iter().map(evenement).collect(),
    }
}

fn habilitation(
    ligne: db::habilitation::Habilitation,
    etablissement: db::etablissement::Etablissement,
) -> HabilitationCompte {
    let role = ligne.role.parse::<RoleHabilitation>();
    let etat = ligne.etat.parse::<EtatHabilitation>();
    HabilitationCompte {
        id: ligne.id.to_string(),
        siret: etablissement.siret,
        denomination: etablissement.denomination,
        role_libelle: role.map_or_else(|_| ligne.role.clone(), |role| role.libelle().to_owned()),
        role: ligne.role,
        etat_libelle: etat.map_or_else(|_| ligne.etat.clone(), |etat| etat.libelle().to_owned()),
        etat: ligne.etat,
        demandee_le: instant(ligne.demandee_le),
        decidee_le: ligne.decidee_le.map(instant),
        motif: ligne.motif,
    }
}

fn evenement(ligne: LigneJournal) -> EvenementCompte {
    EvenementCompte {
        le: instant(ligne.le),
        libelle: libelle(&ligne.action).to_owned(),
        code: ligne.action,
        auteur: ligne.auteur,
        motif: ligne
            .details
            .get("motif")
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned),
    }
}
