//! The arithmetic question of the forgotten password (manual E): made here, signed, good once.

use domain::oubli::{Calcul, DUREE_QUESTION, lire_resultat};
use domain::{Faute, Refus};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Contexte, Erreur, scelle};

const USAGE: &str = "oubli-calcul";

/// The question and its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// `7 + 5`.
    pub enonce: String,
    pub jeton: String,
}

/// What is sealed: the result only as a keyed digest.
#[derive(Debug, Serialize, Deserialize)]
struct Jeton {
    unique: String,
    resultat: String,
    expire: i64,
}

/// A new question.
///
/// # Errors
/// `Interne`.
pub fn question(contexte: &Contexte) -> Result<Question, Erreur> {
    let tirer = || contexte.hasard.nombre(u32::MAX);
    let calcul = Calcul::tirer(tirer(), tirer(), tirer());
    let unique = hex::encode(contexte.hasard.octets::<12>());
    let jeton = Jeton {
        resultat: empreinte(contexte, &unique, calcul.resultat()),
        unique,
        expire: (contexte.maintenant() + DUREE_QUESTION).unix_timestamp(),
    };
    Ok(Question {
        enonce: calcul.enonce(),
        jeton: scelle::sceller(contexte, USAGE, &jeton)?,
    })
}

fn empreinte(contexte: &Contexte, unique: &str, resultat: u32) -> String {
    contexte
        .chiffrement
        .index("oubli-calcul-resultat", &format!("{unique}:{resultat}"))
}

/// A question that was answered right, not yet used up.
pub(super) struct Repondue(Jeton);

/// # Errors
/// A fault of `/calcul`: `champ_requis`, `calcul_expire`, `calcul_incorrect`.
pub(super) fn juger(contexte: &Contexte, jeton: &str, resultat: &str) -> Result<Repondue, Faute> {
    let faute = |code, message: &str| Faute::champ("/calcul", code, message);
    if resultat.trim().is_empty() {
        return Err(Refus::new("champ_requis", "Résolvez l'opération indiquée.").au_champ("/calcul"));
    }
    let jeton = scelle::desceller::<Jeton>(contexte, USAGE, jeton)
        .filter(|jeton| contexte.maintenant().unix_timestamp() < jeton.expire)
        .ok_or_else(|| {
            faute(
                "calcul_expire",
                "Cette opération n'est plus valable : résolvez la nouvelle.",
            )
        })?;
    let bon = lire_resultat(resultat).is_some_and(|resultat| {
        scelle::memes(&empreinte(contexte, &jeton.unique, resultat), &jeton.resultat)
    });
    if bon {
        Ok(Repondue(jeton))
    } else {
        Err(faute(
            "calcul_incorrect",
            "Le résultat de l'opération est faux : recommencez.",
        ))
    }
}

impl Repondue {
    /// Uses the question up.
    ///
    /// # Errors
    /// A fault of `/calcul`: `calcul_expire` when it was used already.
    pub(super) async fn utiliser(self, contexte: &Contexte) -> Result<(), Erreur> {
        let expire = OffsetDateTime::from_unix_timestamp(self.0.expire)
            .map_err(|erreur| Erreur::illisible("jeton", &erreur))?;
        let tx = contexte.ecrire().await?;
        let neuf = db::controle::utiliser(&tx, &self.0.unique, expire).await?;
        tx.commit().await?;
        if neuf {
            return Ok(());
        }
        Err(Erreur::champ(
            "/calcul",
            "calcul_expire",
            "Cette opération a déjà servi : résolvez la nouvelle.",
        ))
    }
}
