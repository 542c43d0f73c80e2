//! Forgotten password, forgotten identifiant (manual E and F).
//!
//! Step one names somebody and passes the security checks; it answers a secret question, the
//! account's or a decoy, and a sealed token. Step two answers it. Whoever named nobody goes the
//! same way, waits as long, and reads the same texts.
//!
//! The old password stays good until the new one is used: knowing somebody's secret answer must
//! not be enough to lock her out.

mod calcul;
mod identifiant;
mod mot_de_passe;

pub use calcul::{Question, question};
pub use identifiant::{commencer as commencer_identifiant, repondre as repondre_identifiant};
pub use mot_de_passe::{
    Demande, commencer as commencer_mot_de_passe, empreinte as empreinte_secours,
    repondre as repondre_mot_de_passe,
};

use db::compte::Compte;
use domain::mois::instant_fr;
use domain::oubli::{DUREE_QUESTION, question_leurre};
use domain::{Faute, Fautes, Refus};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use crate::inscription::normaliser_reponse;
use crate::verrou::{self, Jugement};
use crate::{Contexte, Erreur, scelle};

/// What step one answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suite {
    pub question_secrete: String,
    /// To be given back with the answer.
    pub jeton: String,
}

/// Who was named at step one.
#[derive(Debug, Serialize, Deserialize)]
struct Jeton {
    qui: String,
    /// Used up by the right answer.
    unique: String,
    expire: i64,
}

impl Jeton {
    fn expire_le(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.expire).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// The secret question of the account, or a decoy that stays the same for what was typed.
fn suite(contexte: &Contexte, usage: &str, qui: &str, compte: Option<&Compte>) -> Result<Suite, Erreur> {
    let vraie = compte
        .filter(|compte| compte.reponse_secrete_hachee.is_some())
        .map(|compte| compte.question_secrete.clone())
        .filter(|question| !question.is_empty());
    let empreinte = Sha256::digest(contexte.chiffrement.index("question-leurre", qui).as_bytes());
    let tirage = empreinte
        .first_chunk::<8>()
        .map_or(0, |octets| u64::from_be_bytes(*octets));
    let jeton = Jeton {
        qui: qui.to_owned(),
        unique: hex::encode(contexte.hasard.octets::<12>()),
        expire: (contexte.maintenant() + DUREE_QUESTION).unix_timestamp(),
    };
    Ok(Suite {
        question_secrete: vraie.unwrap_or_else(|| question_leurre(tirage).to_owned()),
        jeton: scelle::sceller(contexte, usage, &jeton)?,
    })
}

/// # Errors
/// A fault of `/jeton`: `oubli_expire`.
fn lire_jeton(contexte: &Contexte, usage: &str, texte: &str) -> Result<Jeton, Erreur> {
    scelle::desceller::<Jeton>(contexte, usage, texte)
        .filter(|jeton| contexte.maintenant() < jeton.expire_le())
        .ok_or_else(expire)
}

fn expire() -> Erreur {
    Erreur::champ(
        "/jeton",
        "oubli_expire",
        "Cette démarche n'est plus valable (15 minutes, une seule fois) : recommencez-la.",
    )
}

/// Verifies a secret answer; takes as long without account, without answer and when it is wrong.
async fn est_bonne(contexte: &Contexte, compte: Option<&Compte>, reponse: &str) -> Result<bool, Erreur> {
    let hache = compte.and_then(|compte| compte.reponse_secrete_hachee.as_deref());
    contexte
        .hachage
        .verifier(hache, &normaliser_reponse(reponse))
        .await
}

/// Refuses an empty answer, and any answer during a lock.
///
/// # Errors
/// `Fautes` `champ_requis`; `Refus` `oubli_verrouille`.
async fn recevable(contexte: &Contexte, cle: &str, reponse: &str) -> Result<(), Erreur> {
    if reponse.trim().is_empty() {
        return Err(Erreur::champ(
            "/reponse",
            "champ_requis",
            "Saisissez la réponse à votre question secrète.",
        ));
    }
    if reponse.chars().count() > domain::compte::MAX_SECRET {
        return Err(Erreur::champ(
            "/reponse",
            "texte_trop_long",
            "Une réponse compte 200 caractères au plus.",
        ));
    }
    match verrou::en_cours(contexte, cle).await? {
        Some(jusqu_a) => Err(verrouille(jusqu_a)),
        None => Ok(()),
    }
}

fn verrouille(jusqu_a: OffsetDateTime) -> Erreur {
    Erreur::Refus(Refus::new(
        "oubli_verrouille",
        format!(
            "Après trois réponses incorrectes, cette démarche est verrouillée. Vous pourrez réessayer le {}, ou \
             demander à l'assistance.",
            instant_fr(jusqu_a)
        ),
    ))
}

/// The refusal of a wrong answer: the manual's text as it is, then the tries that are left.
fn refuser(jugement: Jugement, texte: Refus) -> Erreur {
    match jugement {
        Jugement::Verrouille { jusqu_a } => verrouille(jusqu_a),
        Jugement::Refuse { restantes } => {
            let s = if restantes > 1 { "s" } else { "" };
            let reste =
                format!("Encore {restantes} essai{s} avant que cette démarche soit verrouillée un moment.");
            Erreur::Fautes(Fautes(vec![
                texte.au_champ("/reponse"),
                Faute::champ("/reponse", "essais_restants", reste),
            ]))
        }
        Jugement::Accepte => Erreur::Fautes(texte.au_champ("/reponse").into()),
    }
}
