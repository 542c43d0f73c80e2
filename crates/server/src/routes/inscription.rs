//! Asking for access.

use actix_web::{HttpResponse, get, post};
use api_types::inscription::{
    ControleSecurite, Inscription, NouvelleInscription, ResultatVerification, VerificationInscription,
    VoieDeSortie,
};
use app::inscription::{MESSAGE_CONNU, MESSAGE_COURRIEL_CONNU, Recue, Verification};
use utoipa_actix_web::service_config::ServiceConfig;

use super::reponses::cree_sans_adresse;
use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};
use crate::registre;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(lire_controle_securite)
        .service(verifier_inscription)
        .service(creer_inscription);
}

/// Un contrôle de sécurité
///
/// Preuve de travail (protocole ALTCHA) : sans image, sans tiers. Valable 20 minutes, une fois.
#[utoipa::path(tag = "acces", security(()), responses(
    (status = 200, description = "Le calcul à faire.", body = ControleSecurite),
))]
#[get("/inscriptions/controle")]
pub async fn lire_controle_securite(etat: Service) -> HttpResponse {
    let (controle, maxnumber) = app::controle::nouveau(&etat.contexte);
    HttpResponse::Ok().json(ControleSecurite {
        algorithm: controle.algorithm,
        challenge: controle.challenge,
        maxnumber,
        salt: controle.salt,
        signature: controle.signature,
    })
}

/// Première étape : SIRET, contrôle de sécurité, conditions d'utilisation
///
/// Établissement inconnu : un formulaire prérempli par l'annuaire des entreprises et le `jeton` de
/// la demande. Établissement connu : ce qu'il y a à faire.
#[utoipa::path(tag = "acces", security(()), request_body = VerificationInscription, responses(
    (status = 200, description = "Ce qui est su de ce SIRET.", body = ResultatVerification),
))]
#[post("/inscriptions/verification")]
pub async fn verifier_inscription(etat: Service, Json(corps): Json<VerificationInscription>) -> Reponse {
    let contexte = &etat.contexte;
    let verification =
        app::inscription::verifier(contexte, &corps.siret, &corps.controle, corps.cgu_acceptees).await?;
    Ok(HttpResponse::Ok().json(resultat(&etat, verification).await?))
}

/// What is known of the SIRET, and the token of the next step.
///
/// # Errors
/// An unexpected failure.
pub(super) async fn resultat(
    etat: &Service,
    verification: Verification,
) -> Result<ResultatVerification, Erreur> {
    let siret = verification.siret.as_str().to_owned();
    if verification.connu {
        return Ok(connu(siret));
    }
    let su = registre::chercher(&etat.registre, &siret).await;
    let jeton = app::controle::signer(&etat.contexte, &siret, su.a_verifier(), su.ferme)?;
    Ok(ResultatVerification {
        siret,
        jeton,
        registre: su.code.to_owned(),
        avertissements: su.avertissements(),
        fiche: su.fiche,
        ..ResultatVerification::default()
    })
}

/// Demander l'accès pour un établissement
///
/// L'assistance répond sous 48 h par trois messages : identifiant, mot de passe temporaire, habilitation.
#[utoipa::path(tag = "acces", security(()), request_body = NouvelleInscription, responses(
    (status = 201, description = "Demande reçue.", body = Inscription),
    (status = 409, description = "L'établissement a déjà un compte, ou le compte a déjà 200 SIRET."),
))]
#[post("/inscriptions")]
pub async fn creer_inscription(etat: Service, Json(corps): Json<NouvelleInscription>) -> Reponse {
    let recue = app::inscription::creer(&etat.contexte, &corps.en_saisie(), &corps.jeton).await?;
    Ok(cree_sans_adresse(&inscription(recue)))
}

fn connu(siret: String) -> ResultatVerification {
    let voie = |libelle: &str, lien: &str| VoieDeSortie {
        libelle: libelle.into(),
        lien: lien.into(),
    };
    ResultatVerification {
        connu: true,
        message: Some(MESSAGE_CONNU.to_owned()),
        voies: vec![
            voie(
                "Demander à l'utilisateur principal",
                "/aide#utilisateur-principal",
            ),
            voie("J'ai oublié mon identifiant", "/oubli-identifiant"),
            voie(
                "L'utilisateur principal a quitté l'entreprise : demander la reprise de son rôle",
                &format!("/reprise?siret={siret}"),
            ),
            voie("Écrire à l'assistance", "/aide#assistance"),
        ],
        siret,
        ..ResultatVerification::default()
    }
}

pub(super) fn inscription(recue: Recue) -> Inscription {
    let suite = if recue.compte_existant {
        vec![
            MESSAGE_COURRIEL_CONNU,
            "Un message « Habilitation à l'activité partielle » vous dira quand l'établissement aura rejoint votre compte.",
        ]
    } else {
        vec![
            "Votre demande est transmise à l'assistance, qui répond sous 48 heures.",
            "Vous recevrez trois messages : votre identifiant, votre mot de passe temporaire et votre habilitation. \
             Regardez aussi dans les courriers indésirables.",
        ]
    };
    Inscription {
        id: recue.id.to_string(),
        siret: recue.siret.as_str().to_owned(),
        etat: "en_attente".to_owned(),
        compte_existant: recue.compte_existant,
        messages: suite.into_iter().map(str::to_owned).collect(),
    }
}
