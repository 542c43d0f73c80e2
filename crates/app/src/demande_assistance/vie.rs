//! The life of a request: its thread, who takes it, its end.

use db::demande_assistance::DemandeAssistance;
use domain::demande_assistance::{
    EtatAssistance, MAX_DESCRIPTION, MAX_REPONSE, verifier_message, verifier_nombre_messages,
};
use serde_json::json;
use uuid::Uuid;

use super::{Demandeur, OBJET, Vue, avec_etat, droit, lien, lire_etat, message, vue};
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes};

/// A message of the author, or an answer of the help desk, which is mailed too.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` `demande_assistance_prise`, `transition_interdite`,
/// `messages_trop_nombreux`.
pub async fn ecrire(
    contexte: &Contexte,
    demandeur: &Demandeur,
    id: Uuid,
    texte: &str,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = db::demande_assistance::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let assistance = droit(contexte, demandeur, &ligne)?;
    let texte = verifier_message(texte, if assistance { MAX_REPONSE } else { MAX_DESCRIPTION })?;
    let deja = db::demande_assistance::compter_messages(&tx, id).await?;
    verifier_nombre_messages(u32::try_from(deja).unwrap_or(u32::MAX))?;
    let etat = lire_etat(&ligne)?;
    let auteur = demandeur.acteur.as_ref();
    let (etat, action, message) = match auteur.filter(|_| assistance) {
        Some(agent) => {
            let etat = etat.repondre(&agent.compte_id.to_string())?;
            let mail = textes::demande_assistance_repondue(
                &contexte.parametres,
                &ligne.numero,
                &lien(contexte, id),
                &texte,
            );
            courriel::mettre_en_file(&tx, contexte, &ligne.courriel, mail).await?;
            let message = message(contexte, id, "assistance", &agent.nom_complet(), texte);
            (etat, "demande_assistance_repondue", message)
        }
        None => {
            let message = message(contexte, id, "personne", &ligne.nom_prenom, texte);
            (etat.relancer(), "demande_assistance_relancee", message)
        }
    };
    db::demande_assistance::inserer_message(&tx, message).await?;
    let ligne = enregistrer(&tx, contexte, auteur, ligne, &etat, action).await?;
    let vue = vue(&tx, demandeur, ligne, assistance).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Somebody of the help desk takes it.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn prendre(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    changer(
        contexte,
        acteur,
        id,
        version,
        "demande_assistance_prise_en_charge",
        |etat| etat.prendre(&acteur.compte_id.to_string(), &acteur.nom_complet()),
    )
    .await
}

/// The help desk closes it and says so by mail.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `demande_assistance_prise`, `transition_interdite`.
pub async fn clore(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    changer(
        contexte,
        acteur,
        id,
        version,
        "demande_assistance_close",
        |etat| etat.clore(&acteur.compte_id.to_string()),
    )
    .await
}

async fn changer(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    action: &str,
    transition: impl FnOnce(EtatAssistance) -> Result<EtatAssistance, domain::Refus>,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = db::demande_assistance::verrouiller(&tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if ligne.version != version {
        return Err(Erreur::VersionPerimee);
    }
    let etat = transition(lire_etat(&ligne)?)?;
    if etat == EtatAssistance::Close {
        let mail = textes::demande_assistance_close(&contexte.parametres, &ligne.numero, &lien(contexte, id));
        courriel::mettre_en_file(&tx, contexte, &ligne.courriel, mail).await?;
    }
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &etat, action).await?;
    let demandeur = Demandeur {
        acteur: Some(acteur.clone()),
        cle: None,
    };
    let vue = vue(&tx, &demandeur, ligne, true).await?;
    tx.commit().await?;
    Ok(vue)
}

async fn enregistrer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    ligne: DemandeAssistance,
    etat: &EtatAssistance,
    action: &str,
) -> Result<DemandeAssistance, Erreur> {
    let maintenant = contexte.maintenant();
    let attend_depuis = if etat.attend_reponse() {
        // Writing again does not lose one's place in the queue.
        Some(ligne.attend_depuis.unwrap_or(maintenant))
    } else {
        None
    };
    let mut ligne = avec_etat(ligne, etat)?;
    ligne.attend_depuis = attend_depuis;
    ligne.version += 1;
    ligne.modifiee_le = maintenant;
    db::demande_assistance::remplacer(tx, ligne.clone()).await?;
    let details = json!({ "numero": ligne.numero });
    journal::noter(tx, contexte, acteur, action, (OBJET, ligne.id), details).await?;
    Ok(ligne)
}
