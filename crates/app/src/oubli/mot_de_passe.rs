//! "J'ai oublié mon mot de passe".

use db::compte::Compte;
use db::mot_de_passe_secours::MotDePasseSecours;
use domain::compte::DUREE_MDP_TEMPORAIRE_OUBLI;
use domain::oubli::{reponse_incorrecte_mot_de_passe, secrets_non_renseignes};
use domain::{Collecte, Faute};
use serde_json::json;

use super::{Suite, calcul, est_bonne, expire, lire_jeton, recevable, refuser, suite};
use crate::verrou::{self, Jugement};
use crate::{Contexte, Erreur, compte, controle, courriel, journal, textes};

const USAGE: &str = "oubli-mot-de-passe";

/// Step one, as typed.
#[derive(Debug, Clone, Default)]
pub struct Demande {
    pub identifiant: String,
    /// Token of the arithmetic question, and what it makes.
    pub question: String,
    pub calcul: String,
    /// Solved security check.
    pub controle: String,
}

/// Step one: every fault at once; the checks are used up only when the rest is right.
///
/// # Errors
/// `Fautes`.
pub async fn commencer(contexte: &Contexte, demande: &Demande) -> Result<Suite, Erreur> {
    let mut collecte = Collecte::new();
    let identifiant = collecte
        .texte("/identifiant", &demande.identifiant, 80)
        .to_lowercase();
    if identifiant.contains('@') {
        collecte.ajouter(Faute::champ(
            "/identifiant",
            "identifiant_est_courriel",
            "Vous avez saisi une adresse électronique. Votre identifiant est de la forme prenom.nom ; si vous ne l'avez plus, passez \
             par « J'ai oublié mon identifiant ».",
        ));
    }
    let repondue = match calcul::juger(contexte, &demande.question, &demande.calcul) {
        Ok(repondue) => Some(repondue),
        Err(faute) => {
            collecte.ajouter(faute);
            None
        }
    };
    controle::exiger_present(&mut collecte, &demande.controle);
    collecte.fin()?;
    controle::verifier(contexte, &demande.controle).await?;
    if let Some(repondue) = repondue {
        repondue.utiliser(contexte).await?;
    }
    let compte = db::compte::par_identifiant(&contexte.base, &identifiant).await?;
    suite(contexte, USAGE, &identifiant, compte.as_ref())
}

/// Keyed digest of a password sent: it is drawn by chance, long enough to need no slow hash. Bound
/// to the password that it stands in for: once that one is changed, by whomever, it is void.
pub fn empreinte(contexte: &Contexte, compte: &Compte, mot_de_passe: &str) -> String {
    let actuel = compte.mot_de_passe_hache.as_deref().unwrap_or_default();
    contexte.chiffrement.index(
        "mot-de-passe-secours",
        &format!("{}:{actuel}:{mot_de_passe}", compte.id),
    )
}

/// Step two: the right answer sends a new temporary password, good for 60 minutes and once.
///
/// # Errors
/// `Fautes` `oubli_expire`, `reponse_secrete_incorrecte`; `Refus` `secrets_non_renseignes`,
/// `oubli_verrouille`.
pub async fn repondre(contexte: &Contexte, jeton: &str, reponse: &str) -> Result<(), Erreur> {
    let jeton = lire_jeton(contexte, USAGE, jeton)?;
    let cle = verrou::cle(contexte, USAGE, &jeton.qui);
    recevable(contexte, &cle, reponse).await?;
    let connu = db::compte::par_identifiant(&contexte.base, &jeton.qui).await?;
    let bon = est_bonne(contexte, connu.as_ref(), reponse).await?;
    let tx = contexte.ecrire().await?;
    let jugement = verrou::juger(&tx, contexte, &cle, bon).await?;
    let (Some(compte), Jugement::Accepte) = (connu, jugement) else {
        tx.commit().await?;
        return Err(refuser(jugement, reponse_incorrecte_mot_de_passe()));
    };
    if compte::jamais_connecte(&tx, &compte).await? {
        tx.commit().await?;
        return Err(secrets_non_renseignes().into());
    }
    if !db::controle::utiliser(&tx, &jeton.unique, jeton.expire_le()).await? {
        return Err(expire());
    }
    let mot_de_passe = contexte.hasard.mot_de_passe_temporaire();
    let maintenant = contexte.maintenant();
    let expire_le = maintenant + DUREE_MDP_TEMPORAIRE_OUBLI;
    db::mot_de_passe_secours::remplacer(
        &tx,
        MotDePasseSecours {
            compte_id: compte.id,
            empreinte: empreinte(contexte, &compte, &mot_de_passe),
            expire_le,
            cree_le: maintenant,
        },
    )
    .await?;
    let texte = textes::mot_de_passe_oublie(&contexte.parametres, &mot_de_passe, expire_le);
    courriel::mettre_en_file(&tx, contexte, &compte.courriel, texte).await?;
    journal::noter(
        &tx,
        contexte,
        None,
        "mot_de_passe_oublie",
        ("compte", compte.id),
        json!({}),
    )
    .await?;
    Ok(tx.commit().await?)
}
