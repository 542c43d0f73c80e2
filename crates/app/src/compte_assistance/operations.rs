//! New password, unlocking, ending sessions.

use domain::compte::Verrou;
use domain::compte_assistance::{DELAI_REINITIALISATION, Fermeture, Operation};
use domain::mois::instant_fr;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::fusion::fermer;
use super::{noter, ouvrir, verifier_motif};
use crate::{Acteur, Contexte, Erreur, courriel, second_facteur, session, textes};

/// A new temporary password: two mails (identifiant, password); sessions end, the lock too. Passwords
/// that wait to be sent are void and never leave.
///
/// # Errors
/// `Introuvable`; `Fautes` `motifs_requis`, `texte_trop_long`; `Refus` `reinitialisation_recente`
/// and those of `Situation::permettre`.
pub async fn reinitialiser(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    motif: &str,
) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let hache = contexte.hachage.hacher(&contexte.hasard, &mot_de_passe).await?;
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let (compte, _) = ouvrir(&tx, contexte, acteur, id, Operation::Reinitialiser).await?;
    let derniere = db::journal::derniere(&tx, "compte", id, "mot_de_passe_reinitialise").await?;
    if let Some(ligne) = derniere.filter(|ligne| maintenant - ligne.le < DELAI_REINITIALISATION) {
        let message = format!(
            "{} vient de donner un nouveau mot de passe à ce compte (le {}) : les courriels sont en route, n'en \
             envoyez pas d'autres.",
            ligne.auteur,
            instant_fr(ligne.le)
        );
        return Err(Erreur::refus("reinitialisation_recente", &message));
    }
    donner_mot_de_passe(&tx, contexte, &compte, hache, &mot_de_passe).await?;
    noter(&tx, contexte, acteur, "mot_de_passe_reinitialise", id, &motif).await?;
    Ok(tx.commit().await?)
}

/// Replaces the password by a temporary one and queues the two mails to the address of `compte`.
pub(super) async fn donner_mot_de_passe(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    compte: &db::compte::Compte,
    hache: String,
    mot_de_passe: &str,
) -> Result<(), Erreur> {
    let identifiant = compte.identifiant.as_deref().unwrap_or_default();
    let libre = Verrou::default();
    let ligne = db::compte::ActiveModel {
        id: Set(compte.id),
        mot_de_passe_hache: Set(Some(hache)),
        mot_de_passe_temporaire: Set(true),
        mot_de_passe_expire_le: Set(None),
        echecs: Set(0),
        verrouille_jusqu_a: Set(libre.verrouille_jusqu_a),
        ..Default::default()
    };
    db::compte::modifier(tx, ligne).await?;
    db::mot_de_passe_secours::supprimer(tx, compte.id).await?;
    db::session::revoquer_toutes(tx, compte.id, contexte.maintenant()).await?;
    db::courriel::annuler_secrets(tx, &compte.courriel).await?;
    let p = &contexte.parametres;
    for texte in [
        textes::identifiant_rappele(p, identifiant),
        textes::mot_de_passe_reinitialise(p, mot_de_passe),
    ] {
        courriel::mettre_en_file(tx, contexte, &compte.courriel, texte).await?;
    }
    Ok(())
}

/// Ends the lock before its time; the person is told.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` `compte_pas_verrouille` and those of `Situation::permettre`.
pub async fn deverrouiller(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    motif: &str,
) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let tx = contexte.ecrire().await?;
    let (compte, _) = ouvrir(&tx, contexte, acteur, id, Operation::Deverrouiller).await?;
    session::noter_verrou(&tx, id, Verrou::default()).await?;
    let texte = textes::compte_deverrouille(&contexte.parametres);
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    noter(&tx, contexte, acteur, "compte_deverrouille", id, &motif).await?;
    Ok(tx.commit().await?)
}

/// Ends every session of the account; nothing is sent.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` of `Situation::permettre`.
pub async fn terminer_sessions(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    motif: &str,
) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let tx = contexte.ecrire().await?;
    ouvrir(&tx, contexte, acteur, id, Operation::TerminerSessions).await?;
    db::session::revoquer_toutes(&tx, id, contexte.maintenant()).await?;
    noter(&tx, contexte, acteur, "sessions_terminees", id, &motif).await?;
    Ok(tx.commit().await?)
}

/// Telephone and recovery codes are lost: the password alone opens again, sessions end, the person
/// is told. Whoever may not do without sets it up anew at the next login.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` `compte_sans_second_facteur` and those of `Situation::permettre`.
pub async fn retirer_second_facteur(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    motif: &str,
) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let tx = contexte.ecrire().await?;
    let (compte, situation) = ouvrir(&tx, contexte, acteur, id, Operation::RetirerSecondFacteur).await?;
    second_facteur::retirer(&tx, id).await?;
    db::session::revoquer_toutes(&tx, id, contexte.maintenant()).await?;
    let obligatoire = situation.role.second_facteur_obligatoire();
    let texte = textes::second_facteur_retire(&contexte.parametres, obligatoire);
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    noter(&tx, contexte, acteur, "second_facteur_retire", id, &motif).await?;
    Ok(tx.commit().await?)
}

/// An agent left: no more login; what they decided stays. They are told.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` `compte_pas_agent` and those of `Situation::permettre`.
pub async fn desactiver(contexte: &Contexte, acteur: &Acteur, id: Uuid, motif: &str) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let tx = contexte.ecrire().await?;
    let (compte, _) = ouvrir(&tx, contexte, acteur, id, Operation::Desactiver).await?;
    fermer(&tx, contexte, acteur, &compte, Fermeture::Desactive, None, &motif).await?;
    let texte = textes::agent_desactive(&contexte.parametres);
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    noter(&tx, contexte, acteur, "agent_desactive", id, &motif).await?;
    Ok(tx.commit().await?)
}

/// The agent is back: identifiant and a new temporary password leave by two mails.
///
/// # Errors
/// `Introuvable`; `Fautes`; `Refus` `compte_pas_desactive`, `son_propre_compte`.
pub async fn reactiver(contexte: &Contexte, acteur: &Acteur, id: Uuid, motif: &str) -> Result<(), Erreur> {
    let motif = verifier_motif(motif)?;
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let hache = contexte.hachage.hacher(&contexte.hasard, &mot_de_passe).await?;
    let tx = contexte.ecrire().await?;
    let (compte, _) = ouvrir(&tx, contexte, acteur, id, Operation::Reactiver).await?;
    db::compte_assistance::rouvrir(&tx, id).await?;
    donner_mot_de_passe(&tx, contexte, &compte, hache, &mot_de_passe).await?;
    noter(&tx, contexte, acteur, "agent_reactive", id, &motif).await?;
    Ok(tx.commit().await?)
}
