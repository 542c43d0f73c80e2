//! Signed texts given to the browser and back: what a first step found, so that the service keeps
//! nothing for strangers. Signed for one use, so that no step can be mistaken for another.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use subtle::ConstantTimeEq as _;

use crate::{Contexte, Erreur};

/// `body.signature`, both base64url.
///
/// # Errors
/// `Interne`.
pub(crate) fn sceller<T: Serialize>(contexte: &Contexte, usage: &str, contenu: &T) -> Result<String, Erreur> {
    let json = serde_json::to_vec(contenu).map_err(|erreur| Erreur::illisible("jeton", &erreur))?;
    let corps = URL_SAFE_NO_PAD.encode(json);
    let signature = contexte.chiffrement.index(usage, &corps);
    Ok(format!("{corps}.{signature}"))
}

/// What was sealed for the same use; `None` for anything else.
pub(crate) fn desceller<T: DeserializeOwned>(contexte: &Contexte, usage: &str, texte: &str) -> Option<T> {
    let (corps, signature) = texte.split_once('.')?;
    let attendue = contexte.chiffrement.index(usage, corps);
    if !bool::from(attendue.as_bytes().ct_eq(signature.as_bytes())) {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(corps).ok()?).ok()
}

/// Are both texts the same? Takes as long wherever they differ.
pub(crate) fn memes(un: &str, autre: &str) -> bool {
    un.as_bytes().ct_eq(autre.as_bytes()).into()
}
