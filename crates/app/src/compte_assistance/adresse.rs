//! Correcting the e-mail of an account.

use domain::compte::Courriel;
use domain::compte_assistance::Operation;
use domain::{Collecte, Faute};
use sea_orm::ActiveValue::Set;
use sea_orm::SqlErr;
use serde_json::json;
use uuid::Uuid;

use super::operations::donner_mot_de_passe;
use super::ouvrir;
use crate::{Acteur, Contexte, Erreur, courriel, journal, textes};

const ADRESSE_PRISE: &str = "Un autre compte a cette adresse. Si c'est la même personne, supprimez d'abord ce doublon, puis corrigez l'adresse ; sinon, demandez une autre adresse.";

/// Replaces the e-mail; the old and the new address are told. A password that was sent to the old
/// address and never changed is void: somebody else may have read it, so a new one goes to the new
/// address.
///
/// # Errors
/// `Introuvable`; `Fautes` `courriel_invalide`, `courriel_different`, `motifs_requis`; `Refus`
/// `courriel_inchange`, `courriel_deja_connu` and those of `Situation::permettre`.
pub async fn corriger_courriel(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    adresse: &str,
    confirmation: &str,
    motif: &str,
) -> Result<(), Erreur> {
    let mut collecte = Collecte::new();
    let nouvelle = collecte.requis::<Courriel>("/courriel", adresse);
    confirmer(&mut collecte, nouvelle.as_ref(), confirmation);
    let motif = domain::compte_assistance::motif(&mut collecte, motif);
    let Some(nouvelle) = nouvelle else {
        return Ok(collecte.echec()?);
    };
    collecte.fin()?;
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let hache = contexte.hachage.hacher(&contexte.hasard, &mot_de_passe).await?;

    let tx = contexte.ecrire().await?;
    let (mut compte, situation) = ouvrir(&tx, contexte, acteur, id, Operation::CorrigerCourriel).await?;
    if compte.courriel == nouvelle.as_str() {
        return Err(Erreur::refus(
            "courriel_inchange",
            "Ce compte a déjà cette adresse : il n'y a rien à corriger.",
        ));
    }
    if let Some(autre) = db::compte::par_courriel(&tx, nouvelle.as_str()).await? {
        let message = format!(
            "Le compte de {} {} a déjà cette adresse. Si c'est la même personne, supprimez d'abord ce doublon, puis \
             corrigez l'adresse ; sinon, demandez une autre adresse.",
            autre.prenom, autre.nom
        );
        return Err(Erreur::refus("courriel_deja_connu", &message));
    }
    let ancien = std::mem::replace(&mut compte.courriel, nouvelle.as_str().to_owned());
    let ligne = db::compte::ActiveModel {
        id: Set(id),
        courriel: Set(compte.courriel.clone()),
        ..Default::default()
    };
    db::compte::modifier(&tx, ligne)
        .await
        .map_err(|erreur| match erreur.sql_err() {
            // Taken since it was looked for.
            Some(SqlErr::UniqueConstraintViolation(_)) => Erreur::refus("courriel_deja_connu", ADRESSE_PRISE),
            _ => Erreur::Base(erreur),
        })?;
    db::courriel::annuler_secrets(&tx, &ancien).await?;
    let p = &contexte.parametres;
    let masquee = nouvelle.masque();
    courriel::mettre_en_file(&tx, contexte, &ancien, textes::courriel_remplace(p, &masquee)).await?;
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, textes::courriel_corrige(p)).await?;
    let nouveau_mot_de_passe = situation.a_identifiant && situation.mot_de_passe_temporaire;
    if nouveau_mot_de_passe {
        donner_mot_de_passe(&tx, contexte, &compte, hache, &mot_de_passe).await?;
    }
    let details = json!({
        "motif": motif, "ancien": ancien, "nouveau": compte.courriel, "nouveau_mot_de_passe": nouveau_mot_de_passe,
    });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "courriel_corrige",
        ("compte", id),
        details,
    )
    .await?;
    Ok(tx.commit().await?)
}

/// The confirmation must say the same mailbox.
pub(super) fn confirmer(collecte: &mut Collecte, courriel: Option<&Courriel>, confirmation: &str) {
    let Some(courriel) = courriel else { return };
    if confirmation
        .parse::<Courriel>()
        .is_ok_and(|autre| autre == *courriel)
    {
        return;
    }
    collecte.ajouter(Faute::champ(
        "/confirmation",
        "courriel_different",
        "Les deux adresses ne sont pas les mêmes : saisissez la même adresse dans les deux champs.",
    ));
}
