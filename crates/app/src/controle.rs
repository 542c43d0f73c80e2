//! The security check: a proof of work (ALTCHA protocol), no third party, no distorted picture.
//! And the token that proves it was passed for one SIRET.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{Collecte, Faute};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};

use crate::{Contexte, Erreur, scelle};

const DUREE: Duration = Duration::minutes(20);
/// The form may be filled in at leisure after the check.
const DUREE_JETON: Duration = Duration::hours(24);

const USAGE_JETON: &str = "jeton-inscription";

/// A challenge, or with `number` its solution. Names are the protocol's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Controle {
    pub algorithm: String,
    pub challenge: String,
    #[serde(default)]
    pub number: u32,
    pub salt: String,
    pub signature: String,
}

/// What the check and the register said of a SIRET; signed, given to the browser and back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jeton {
    pub siret: String,
    /// The register could not confirm the SIRET.
    pub a_verifier: bool,
    pub ferme: bool,
    pub expire: i64,
}

/// A new challenge and the greatest number to try.
pub fn nouveau(contexte: &Contexte) -> (Controle, u32) {
    let essais = contexte.parametres.essais_controle;
    let expire = (contexte.maintenant() + DUREE).unix_timestamp();
    let salt = format!("{}?expires={expire}", hex::encode(contexte.hasard.octets::<12>()));
    let challenge = empreinte(&salt, contexte.hasard.nombre(essais));
    let signature = contexte.chiffrement.index("controle", &challenge);
    (
        Controle {
            algorithm: "SHA-256".into(),
            challenge,
            number: 0,
            salt,
            signature,
        },
        essais,
    )
}

/// Notes a check that was not sent at all, beside the other faults of a form.
pub(crate) fn exiger_present(collecte: &mut Collecte, solution: &str) {
    if solution.is_empty() {
        collecte.ajouter(Faute::champ(
            "/controle",
            "champ_requis",
            "Attendez la fin du contrôle de sécurité.",
        ));
    }
}

/// Accepts a solution once. `solution` is base64 of JSON, as ALTCHA's widget sends it.
///
/// # Errors
/// A fault of `/controle`: `controle_invalide`, `controle_expire`, `controle_deja_utilise`.
pub async fn verifier(contexte: &Contexte, solution: &str) -> Result<(), Erreur> {
    let invalide = || {
        Erreur::champ(
            "/controle",
            "controle_invalide",
            "Le contrôle de sécurité n'a pas abouti : relancez-le.",
        )
    };
    let json = STANDARD.decode(solution).map_err(|_| invalide())?;
    let controle: Controle = serde_json::from_slice(&json).map_err(|_| invalide())?;
    let attendue = contexte.chiffrement.index("controle", &controle.challenge);
    if !scelle::memes(&attendue, &controle.signature)
        || empreinte(&controle.salt, controle.number) != controle.challenge
    {
        return Err(invalide());
    }
    let expire = controle
        .salt
        .split_once("?expires=")
        .and_then(|(_, fin)| fin.parse().ok())
        .and_then(|secondes| OffsetDateTime::from_unix_timestamp(secondes).ok())
        .ok_or_else(invalide)?;
    if expire <= contexte.maintenant() {
        return Err(Erreur::champ(
            "/controle",
            "controle_expire",
            "Le contrôle de sécurité a expiré : relancez-le.",
        ));
    }
    let tx = contexte.ecrire().await?;
    db::controle::purger(&tx, contexte.maintenant()).await?;
    let neuf = db::controle::utiliser(&tx, &controle.challenge, expire).await?;
    tx.commit().await?;
    if neuf {
        Ok(())
    } else {
        Err(Erreur::champ(
            "/controle",
            "controle_deja_utilise",
            "Ce contrôle de sécurité a déjà servi : relancez-le.",
        ))
    }
}

/// Signs what was found of a SIRET.
///
/// # Errors
/// `Interne`.
pub fn signer(contexte: &Contexte, siret: &str, a_verifier: bool, ferme: bool) -> Result<String, Erreur> {
    let jeton = Jeton {
        siret: siret.to_owned(),
        a_verifier,
        ferme,
        expire: (contexte.maintenant() + DUREE_JETON).unix_timestamp(),
    };
    scelle::sceller(contexte, USAGE_JETON, &jeton)
}

/// Reads a token of [`signer`] for the same SIRET.
///
/// # Errors
/// A fault of `/jeton`: `jeton_invalide`.
pub fn lire(contexte: &Contexte, jeton: &str, siret: &str) -> Result<Jeton, Erreur> {
    let invalide = || {
        Erreur::champ(
            "/jeton",
            "jeton_invalide",
            "Le contrôle de sécurité de ce SIRET n'est plus valable : revenez à la première étape, votre saisie est gardée.",
        )
    };
    let jeton: Jeton = scelle::desceller(contexte, USAGE_JETON, jeton).ok_or_else(invalide)?;
    if jeton.siret != siret || jeton.expire <= contexte.maintenant().unix_timestamp() {
        return Err(invalide());
    }
    Ok(jeton)
}

fn empreinte(sel: &str, nombre: u32) -> String {
    hex::encode(Sha256::digest(format!("{sel}{nombre}").as_bytes()))
}
