//! "J'ai oublié mon identifiant".

use domain::Collecte;
use domain::compte::Courriel;
use domain::oubli::reponse_incorrecte_identifiant;
use serde_json::json;

use super::{Suite, est_bonne, expire, lire_jeton, recevable, refuser, suite};
use crate::verrou::{self, Jugement};
use crate::{Contexte, Erreur, controle, courriel, journal, textes};

const USAGE: &str = "oubli-identifiant";

/// Step one: the address given at the registration.
///
/// # Errors
/// `Fautes`.
pub async fn commencer(contexte: &Contexte, courriel: &str, solution: &str) -> Result<Suite, Erreur> {
    let mut collecte = Collecte::new();
    let courriel = collecte.requis::<Courriel>("/courriel", courriel);
    controle::exiger_present(&mut collecte, solution);
    collecte.fin()?;
    let courriel = courriel.ok_or_else(|| Erreur::Interne("courriel sans faute ni valeur".into()))?;
    controle::verifier(contexte, solution).await?;
    let compte = db::compte::par_courriel(&contexte.base, courriel.as_str()).await?;
    suite(contexte, USAGE, courriel.as_str(), compte.as_ref())
}

/// Step two: the right answer sends the identifiant, or says that none was given yet.
///
/// # Errors
/// `Fautes` `oubli_expire`, `reponse_secrete_incorrecte`; `Refus` `oubli_verrouille`.
pub async fn repondre(contexte: &Contexte, jeton: &str, reponse: &str) -> Result<(), Erreur> {
    let jeton = lire_jeton(contexte, USAGE, jeton)?;
    let cle = verrou::cle(contexte, USAGE, &jeton.qui);
    recevable(contexte, &cle, reponse).await?;
    let connu = db::compte::par_courriel(&contexte.base, &jeton.qui).await?;
    let bon = est_bonne(contexte, connu.as_ref(), reponse).await?;
    let tx = contexte.ecrire().await?;
    let jugement = verrou::juger(&tx, contexte, &cle, bon).await?;
    let (Some(compte), Jugement::Accepte) = (connu, jugement) else {
        tx.commit().await?;
        return Err(refuser(jugement, reponse_incorrecte_identifiant()));
    };
    if !db::controle::utiliser(&tx, &jeton.unique, jeton.expire_le()).await? {
        return Err(expire());
    }
    let texte = textes::identifiant_oublie(&contexte.parametres, compte.identifiant.as_deref());
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    journal::noter(
        &tx,
        contexte,
        None,
        "identifiant_oublie",
        ("compte", compte.id),
        json!({}),
    )
    .await?;
    Ok(tx.commit().await?)
}
