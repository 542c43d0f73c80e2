//! Secrets: never printed, and judged before they are used.

use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};

/// Built-in secrets of the demo. Outside demo mode they are refused: everybody knows them.
pub(super) const SESSION_DEMO: &str = "YXBhcnQtZGVtby1zZXNzaW9uLW5lLXBhcy1yZXV0aWxpc2VyIQ==";
pub(super) const CHIFFREMENT_DEMO: &str = "demo:YXBhcnQtZGVtby1jaGlmZnJlbWVudC0zMm9jdGV0cyE=";
pub(super) const INDEX_DEMO: &str = "YXBhcnQtZGVtby1pbmRleC1hLWplLTMyLW9jdGV0cyE=";

/// A value that must never reach a log: its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(valeur: T) -> Self {
        Self(valeur)
    }

    /// The value itself; the name makes each use easy to find in a review.
    pub fn exposer(&self) -> &T {
        &self.0
    }
}

impl<T> std::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// One encryption key with the id that is stored beside each ciphertext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleChiffrement {
    /// Short name, kept with what it encrypted so that keys can rotate.
    pub id: String,
    /// 256-bit key.
    pub octets: Secret<[u8; 32]>,
}

/// What is wrong with a secret, in French, without the secret.
type Defaut = String;

/// Decodes base64 with or without padding.
pub(super) fn decoder(valeur: &str) -> Result<Vec<u8>, Defaut> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&alphabet::STANDARD, config)
        .decode(valeur.trim())
        .map_err(|_| "n'est pas du base64".to_owned())
}

/// Decodes a key of exactly 32 bytes.
pub(super) fn decoder_32(valeur: &str) -> Result<[u8; 32], Defaut> {
    let octets = decoder(valeur)?;
    let longueur = octets.len();
    octets
        .try_into()
        .map_err(|_| format!("fait {longueur} octets une fois décodé, il en faut 32"))
}

/// Refuses what nobody drew at random. 32 random bytes hold about 30 different values:
/// fewer than 16 means a repeated pattern.
pub(super) fn verifier_force(octets: &[u8]) -> Result<(), Defaut> {
    if octets.len() < 32 {
        return Err(format!(
            "est trop court : {} octets, il en faut au moins 32",
            octets.len()
        ));
    }
    let demo = [
        SESSION_DEMO,
        CHIFFREMENT_DEMO.split_once(':').map_or("", |(_, b)| b),
        INDEX_DEMO,
    ];
    if demo.iter().any(|d| decoder(d).as_deref() == Ok(octets)) {
        return Err("est le secret public de la démonstration".to_owned());
    }
    let mut distincts = octets.to_vec();
    distincts.sort_unstable();
    distincts.dedup();
    if distincts.len() < 16 {
        return Err("est trop simple : tirez-le au hasard (`openssl rand -base64 32`)".to_owned());
    }
    Ok(())
}

/// Parses `id:base64[,id:base64…]`; the first key encrypts, the others only decrypt.
pub(super) fn cles_chiffrement(valeur: &str) -> Result<Vec<CleChiffrement>, Defaut> {
    let mut cles: Vec<CleChiffrement> = Vec::new();
    for morceau in valeur.split(',').map(str::trim) {
        let (id, base64) = morceau
            .split_once(':')
            .ok_or("s'écrit `id:clé en base64`".to_owned())?;
        let correct = (1..=16).contains(&id.len())
            && id
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_');
        if !correct {
            return Err(
                "porte un identifiant de clé qui n'est pas fait de 1 à 16 lettres, chiffres ou tirets"
                    .to_owned(),
            );
        }
        if cles.iter().any(|c| c.id == id) {
            return Err(format!("porte deux clés d'identifiant `{id}`"));
        }
        let octets = Secret::new(decoder_32(base64)?);
        cles.push(CleChiffrement {
            id: id.to_owned(),
            octets,
        });
    }
    Ok(cles)
}
