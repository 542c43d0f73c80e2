//! Asking the help desk, and answering.

use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api_types::demande_assistance::{
    DemandeAssistance, DemandeAssistanceRecue, DemandeAssistanceResume, ListeDemandesAssistance,
    ListeReponsesTypes, MessageAssistance, NouveauMessageAssistance, NouvelleDemandeAssistance, ReponseType,
};
use app::demande_assistance::{Demandeur, Recherche, Vue};
use db::demande_assistance::{DemandeAssistance as Ligne, Position};
use domain::compte::Courriel;
use domain::demande_assistance::{EtatAssistance, MotifAssistance};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reponses::{cree, cree_versionne, instant, naturel, versionne};
use crate::curseur::{Page, ParametresPage};
use crate::etag::IfMatch;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::session::{ActeurFacultatif, Assistance, Connecte};

/// The key of the mail's link.
pub const ENTETE_CLE: HeaderName = HeaderName::from_static("x-apart-cle-assistance");

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(creer_demande_assistance)
        .service(lister_demandes_assistance)
        .service(lister_mes_demandes_assistance)
        .service(lister_reponses_types)
        .service(lire_demande_assistance)
        .service(ecrire_message_assistance)
        .service(prendre_demande_assistance)
        .service(clore_demande_assistance);
}

/// Envoyer une demande d'assistance
///
/// Ouvert à tous, avec un contrôle de sécurité. Un courriel donne le numéro et le lien qui permet
/// de la suivre ; connecté, on la retrouve aussi dans ses demandes.
#[utoipa::path(tag = "assistance", security(()), request_body = NouvelleDemandeAssistance, responses(
    (status = 201, description = "Demande reçue.", body = DemandeAssistanceRecue),
))]
#[post("/assistance/demandes")]
pub async fn creer_demande_assistance(
    etat: Service,
    demandeur: ActeurFacultatif,
    Json(corps): Json<NouvelleDemandeAssistance>,
) -> Reponse {
    let (saisie, acteur) = (corps.en_saisie(), demandeur.acteur.as_ref());
    let ligne = app::demande_assistance::creer(&etat.contexte, acteur, &saisie, &corps.controle).await?;
    let masque = ligne.courriel.parse::<Courriel>().map(|c| c.masque());
    let recue = DemandeAssistanceRecue {
        id: ligne.id.to_string(),
        numero: ligne.numero,
        etat: ligne.etat_code,
        courriel: masque.unwrap_or_default(),
    };
    Ok(cree(&format!("/assistance/demandes/{}", recue.id), &recue))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreAssistance {
    /// `a_traiter` (l'attente la plus longue d'abord), `ouverte`, `en_cours`, `repondue`, `close`.
    #[param(required = false, example = "a_traiter")]
    etat: Option<String>,
    /// L'un des sept motifs.
    #[param(required = false)]
    motif: Option<String>,
    /// SIRET, espaces permis.
    #[param(required = false)]
    siret: Option<String>,
    /// Mots du nom, de la dénomination, du numéro ou de la description.
    #[param(required = false, max_length = 100)]
    q: Option<String>,
}

/// Les demandes d'assistance, pour y répondre
///
/// Pour l'assistance, celles qui attendent une réponse depuis le plus longtemps d'abord.
#[utoipa::path(tag = "assistance", params(FiltreAssistance, ParametresPage), responses(
    (status = 200, description = "Une page.", body = ListeDemandesAssistance),
))]
#[get("/assistance/demandes")]
pub async fn lister_demandes_assistance(
    etat: Service,
    _assistance: Assistance,
    filtre: web::Query<FiltreAssistance>,
    page: Page,
) -> Reponse {
    let filtre = filtre.into_inner();
    let recherche = Recherche {
        etat: filtre.etat,
        motif: filtre.motif,
        siret: filtre.siret,
        texte: filtre.q,
    };
    let lignes =
        app::demande_assistance::lister(&etat.contexte, &recherche, page.requete::<Position>()?).await?;
    let a_traiter = app::demande_assistance::compter_a_traiter(&etat.contexte).await?;
    let (lignes, next) = page.couper(lignes, |(ligne, _)| {
        (ligne.attend_depuis.unwrap_or(ligne.creee_le), ligne.id)
    });
    let items = lignes
        .into_iter()
        .map(|(ligne, etat)| resume(&ligne, &etat, true));
    Ok(HttpResponse::Ok().json(ListeDemandesAssistance {
        items: items.collect(),
        a_traiter: Some(a_traiter),
        next,
    }))
}

/// Mes demandes d'assistance
///
/// Celles que j'ai envoyées en étant connecté.
#[utoipa::path(tag = "assistance", params(ParametresPage), responses(
    (status = 200, description = "Une page, la plus récente d'abord.", body = ListeDemandesAssistance),
))]
#[get("/assistance/mes-demandes")]
pub async fn lister_mes_demandes_assistance(
    etat: Service,
    Connecte(acteur): Connecte,
    page: Page,
) -> Reponse {
    let lignes = app::demande_assistance::miennes(&etat.contexte, &acteur, page.requete()?).await?;
    let (lignes, next) = page.couper(lignes, |(ligne, _)| ligne.id);
    let items = lignes
        .into_iter()
        .map(|(ligne, etat)| resume(&ligne, &etat, false));
    Ok(HttpResponse::Ok().json(ListeDemandesAssistance {
        items: items.collect(),
        a_traiter: None,
        next,
    }))
}

/// Les réponses types, une par question de la foire aux questions
///
/// Pour l'assistance : un texte par question, à relire et à compléter avant de l'envoyer.
#[utoipa::path(tag = "assistance", responses(
    (status = 200, description = "Toutes, par numéro.", body = ListeReponsesTypes),
))]
#[get("/assistance/reponses-types")]
pub async fn lister_reponses_types(etat: Service, _assistance: Assistance) -> Reponse {
    // The answer is mailed: its links must be whole.
    let aide = format!("{}/aide/", etat.config.url_publique);
    let items = app::fiche::reponses_types().iter().map(|reponse| ReponseType {
        question: reponse.question,
        titre: reponse.titre.to_owned(),
        texte: reponse.texte.replace("/aide/", &aide),
    });
    Ok(HttpResponse::Ok().json(ListeReponsesTypes {
        items: items.collect(),
        next: None,
    }))
}

/// Une demande d'assistance et ses messages
///
/// Pour l'assistance, pour le compte qui l'a envoyée, ou avec la clé du lien reçu par courriel.
#[utoipa::path(tag = "assistance", security(()), params(
    ("id" = Uuid, Path, description = "Demande."),
    ("X-Apart-Cle-Assistance" = Option<String>, Header, description = "Clé du lien reçu par courriel."),
), responses(
    (status = 200, description = "La demande ; son `ETag` est sa version.", body = DemandeAssistance),
    (status = 401, description = "La session est terminée."),
))]
#[get("/assistance/demandes/{id}")]
pub async fn lire_demande_assistance(
    etat: Service,
    acteur: ActeurFacultatif,
    id: web::Path<Uuid>,
    req: HttpRequest,
) -> Reponse {
    let demandeur = demandeur(acteur, &req)?;
    let vue = app::demande_assistance::lire(&etat.contexte, &demandeur, *id).await?;
    Ok(versionne(vue.ligne.version, &demande(vue)))
}

/// Écrire dans une demande
///
/// L'assistance répond (la réponse part aussi par courriel) ; la personne complète, ou rouvre.
#[utoipa::path(tag = "assistance", security(()), params(
    ("id" = Uuid, Path, description = "Demande."),
    ("X-Apart-Cle-Assistance" = Option<String>, Header, description = "Clé du lien reçu par courriel."),
), request_body = NouveauMessageAssistance, responses(
    (status = 201, description = "Message ajouté.", body = DemandeAssistance),
    (status = 401, description = "La session est terminée."),
    (status = 409, description = "Quelqu'un d'autre s'en occupe, elle est close, ou compte trop de messages."),
))]
#[post("/assistance/demandes/{id}/messages")]
pub async fn ecrire_message_assistance(
    etat: Service,
    acteur: ActeurFacultatif,
    id: web::Path<Uuid>,
    req: HttpRequest,
    Json(corps): Json<NouveauMessageAssistance>,
) -> Reponse {
    let demandeur = demandeur(acteur, &req)?;
    let vue = app::demande_assistance::ecrire(&etat.contexte, &demandeur, *id, &corps.texte).await?;
    let chemin = format!("/assistance/demandes/{id}");
    Ok(cree_versionne(&chemin, vue.ligne.version, &demande(vue)))
}

/// Prendre une demande en charge
///
/// Par l'assistance : deux personnes ne répondent pas à la fois. Un collègue peut la reprendre.
#[utoipa::path(tag = "assistance", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Prise.", body = DemandeAssistance),
    (status = 409, description = "Elle n'attend pas de réponse."),
))]
#[post("/assistance/demandes/{id}/prise")]
pub async fn prendre_demande_assistance(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    let vue = app::demande_assistance::prendre(&etat.contexte, &acteur, *id, version).await?;
    Ok(versionne(vue.ligne.version, &demande(vue)))
}

/// Clore une demande
///
/// Par l'assistance. Un nouveau message de la personne la rouvre.
#[utoipa::path(tag = "assistance", params(
    ("id" = Uuid, Path, description = "Demande."),
    ("If-Match" = String, Header, description = "`ETag` de la dernière lecture."),
), responses(
    (status = 200, description = "Close.", body = DemandeAssistance),
    (status = 409, description = "Déjà close, ou quelqu'un d'autre s'en occupe."),
))]
#[post("/assistance/demandes/{id}/cloture")]
pub async fn clore_demande_assistance(
    etat: Service,
    Assistance(acteur): Assistance,
    id: web::Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Reponse {
    let vue = app::demande_assistance::clore(&etat.contexte, &acteur, *id, version).await?;
    Ok(versionne(vue.ligne.version, &demande(vue)))
}

/// # Errors
/// 401 for somebody whose session ended and who has no key: logging in again helps.
fn demandeur(acteur: ActeurFacultatif, req: &HttpRequest) -> Result<Demandeur, Erreur> {
    let cle = req.headers().get(&ENTETE_CLE).and_then(|v| v.to_str().ok());
    match (cle, acteur.perdue) {
        (None, Some(perdue)) => Err(perdue),
        _ => Ok(Demandeur {
            acteur: acteur.acteur,
            cle: cle.map(str::to_owned),
        }),
    }
}

fn resume(ligne: &Ligne, etat: &EtatAssistance, assistance: bool) -> DemandeAssistanceResume {
    let motif = ligne.motif.parse::<MotifAssistance>();
    let agent = match etat {
        EtatAssistance::EnCours { nom, .. } if assistance => Some(nom.clone()),
        _ => None,
    };
    DemandeAssistanceResume {
        id: ligne.id.to_string(),
        numero: ligne.numero.clone(),
        siret: ligne.siret.clone(),
        denomination: ligne.denomination.clone(),
        nom_prenom: ligne.nom_prenom.clone(),
        motif: ligne.motif.clone(),
        motif_libelle: motif.map_or("", MotifAssistance::libelle).to_owned(),
        dossier: ligne.dossier.clone(),
        etat: etat.code_etat().code().to_owned(),
        etat_libelle: etat.code_etat().libelle().to_owned(),
        agent,
        attend_depuis: ligne.attend_depuis.map(instant),
        creee_le: instant(ligne.creee_le),
        modifiee_le: instant(ligne.modifiee_le),
    }
}

fn demande(vue: Vue) -> DemandeAssistance {
    let assistance = vue.assistance;
    let message = |m: db::demande_assistance::MessageAssistance| MessageAssistance {
        // Who writes to the help desk deals with a service, not with a person to be looked up.
        nom: if m.auteur == "assistance" && !assistance {
            "L'assistance".to_owned()
        } else {
            m.nom
        },
        id: m.id.to_string(),
        auteur: m.auteur,
        texte: m.texte,
        le: instant(m.le),
    };
    DemandeAssistance {
        resume: resume(&vue.ligne, &vue.etat, assistance),
        telephone: vue.ligne.telephone,
        courriel: vue.ligne.courriel,
        dossier_cite: vue.dossier.map(|cite| cite.code().to_owned()),
        dossier_cite_libelle: vue.dossier.map(|cite| cite.libelle().to_owned()),
        messages: vue.messages.into_iter().map(message).collect(),
        actions: vue.actions.into_iter().map(str::to_owned).collect(),
        version: naturel(vue.ligne.version),
    }
}
