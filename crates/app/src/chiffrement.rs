//! Encryption at rest of what must not be read from a stolen copy of the database: NIR, IBAN,
//! mails that carry a password. AES-256-GCM; the key's id stands before the text, so that a new
//! key can be added and old texts still be read. Equality is searched by a keyed index.

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::{Erreur, Hasard};

/// A key with its id.
#[derive(Clone)]
pub struct Cle {
    pub id: String,
    pub octets: [u8; 32],
}

/// The keys: the first encrypts, all decrypt.
#[derive(Clone)]
pub struct Chiffrement {
    cles: Vec<(String, Aes256Gcm)>,
    cle_index: [u8; 32],
}

impl std::fmt::Debug for Chiffrement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chiffrement")
    }
}

impl Chiffrement {
    /// # Panics
    /// Never with at least one key; the configuration guarantees it.
    pub fn new(cles: &[Cle], cle_index: [u8; 32]) -> Self {
        assert!(!cles.is_empty(), "au moins une clé de chiffrement");
        let cles = cles
            .iter()
            .map(|cle| (cle.id.clone(), Aes256Gcm::new(&cle.octets.into())))
            .collect();
        Self { cles, cle_index }
    }

    /// `key-id:base64(nonce, text, tag)`; `usage` binds the text to its column, so that it
    /// cannot be moved to another.
    ///
    /// # Errors
    /// `Interne` if the cipher refuses, which it does for texts of more than 64 GiB only.
    pub fn chiffrer(&self, hasard: &Hasard, usage: &str, clair: &str) -> Result<String, Erreur> {
        let (id, cle) = &self.cles[0];
        let nonce = hasard.octets::<12>();
        let chiffre = cle
            .encrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: clair.as_bytes(),
                    aad: usage.as_bytes(),
                },
            )
            .map_err(|_| Erreur::Interne("chiffrement refusé".into()))?;
        Ok(format!(
            "{id}:{}",
            STANDARD_NO_PAD.encode([nonce.as_slice(), &chiffre].concat())
        ))
    }

    /// # Errors
    /// `Interne` when the key is unknown or the text was changed.
    pub fn dechiffrer(&self, usage: &str, chiffre: &str) -> Result<String, Erreur> {
        let illisible = || Erreur::Interne(format!("texte chiffré illisible ({usage})"));
        let (id, texte) = chiffre.split_once(':').ok_or_else(illisible)?;
        let (_, cle) = self
            .cles
            .iter()
            .find(|(connu, _)| connu == id)
            .ok_or_else(illisible)?;
        let octets = STANDARD_NO_PAD.decode(texte).map_err(|_| illisible())?;
        let (nonce, chiffre) = octets.split_at_checked(12).ok_or_else(illisible)?;
        let nonce: [u8; 12] = nonce.try_into().map_err(|_| illisible())?;
        let clair = cle
            .decrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: chiffre,
                    aad: usage.as_bytes(),
                },
            )
            .map_err(|_| illisible())?;
        String::from_utf8(clair).map_err(|_| illisible())
    }

    /// The same for bytes, which stay bytes: one byte for the length of the key's id, the id, the
    /// nonce, the text.
    ///
    /// # Errors
    /// As [`Chiffrement::chiffrer`].
    pub fn chiffrer_octets(&self, hasard: &Hasard, usage: &str, clair: &[u8]) -> Result<Vec<u8>, Erreur> {
        let refuse = || Erreur::Interne("chiffrement refusé".into());
        let (id, cle) = &self.cles[0];
        let longueur = u8::try_from(id.len()).map_err(|_| refuse())?;
        let nonce = hasard.octets::<12>();
        let charge = Payload {
            msg: clair,
            aad: usage.as_bytes(),
        };
        let chiffre = cle.encrypt(&Nonce::from(nonce), charge).map_err(|_| refuse())?;
        Ok([&[longueur], id.as_bytes(), nonce.as_slice(), &chiffre].concat())
    }

    /// # Errors
    /// As [`Chiffrement::dechiffrer`].
    pub fn dechiffrer_octets(&self, usage: &str, chiffre: &[u8]) -> Result<Vec<u8>, Erreur> {
        let illisible = || Erreur::Interne(format!("octets chiffrés illisibles ({usage})"));
        let (longueur, reste) = chiffre.split_first().ok_or_else(illisible)?;
        let (id, reste) = reste
            .split_at_checked(usize::from(*longueur))
            .ok_or_else(illisible)?;
        let (nonce, chiffre) = reste.split_at_checked(12).ok_or_else(illisible)?;
        let nonce: [u8; 12] = nonce.try_into().map_err(|_| illisible())?;
        let (_, cle) = self
            .cles
            .iter()
            .find(|(connu, _)| connu.as_bytes() == id)
            .ok_or_else(illisible)?;
        let charge = Payload {
            msg: chiffre,
            aad: usage.as_bytes(),
        };
        cle.decrypt(&Nonce::from(nonce), charge).map_err(|_| illisible())
    }

    /// The same for the same value, and telling nothing of it without the key.
    pub fn index(&self, usage: &str, clair: &str) -> String {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.cle_index)
            .expect("HMAC prend une clé de toute longueur");
        mac.update(usage.as_bytes());
        mac.update(&[0]);
        mac.update(clair.as_bytes());
        STANDARD_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cle(id: &str, octet: u8) -> Cle {
        Cle {
            id: id.into(),
            octets: [octet; 32],
        }
    }

    #[test]
    fn bytes_are_read_back_and_bound_to_their_use() {
        let hasard = Hasard::reproductible(1);
        let cles = Chiffrement::new(&[cle("2026", 1)], [9; 32]);
        let chiffre = cles.chiffrer_octets(&hasard, "document", b"%PDF\0\xff").unwrap();
        assert_eq!(
            cles.dechiffrer_octets("document", &chiffre).unwrap(),
            b"%PDF\0\xff"
        );
        assert!(cles.dechiffrer_octets("autre", &chiffre).is_err());
        let mut change = chiffre.clone();
        *change.last_mut().unwrap() ^= 1;
        assert!(cles.dechiffrer_octets("document", &change).is_err());
        for longueur in 0..chiffre.len() {
            assert!(cles.dechiffrer_octets("document", &chiffre[..longueur]).is_err());
        }
    }

    #[test]
    fn a_text_is_read_back_after_a_new_key_came_first() {
        let hasard = Hasard::reproductible(1);
        let ancien = Chiffrement::new(&[cle("a", 1)], [9; 32]);
        let chiffre = ancien.chiffrer(&hasard, "nir", "267077507584152").unwrap();
        assert!(!chiffre.contains("267077507584152"));
        let nouveau = Chiffrement::new(&[cle("b", 2), cle("a", 1)], [9; 32]);
        assert_eq!(nouveau.dechiffrer("nir", &chiffre).unwrap(), "267077507584152");
        assert!(nouveau.chiffrer(&hasard, "nir", "x").unwrap().starts_with("b:"));
    }

    #[test]
    fn a_text_moved_to_another_column_or_changed_is_refused() {
        let hasard = Hasard::reproductible(1);
        let chiffrement = Chiffrement::new(&[cle("a", 1)], [9; 32]);
        let chiffre = chiffrement.chiffrer(&hasard, "nir", "secret").unwrap();
        assert!(chiffrement.dechiffrer("iban", &chiffre).is_err());
        assert!(
            chiffrement
                .dechiffrer("nir", &chiffre[..chiffre.len() - 2])
                .is_err()
        );
        assert!(chiffrement.dechiffrer("nir", "a:").is_err());
    }

    #[test]
    fn the_index_depends_on_value_usage_and_key() {
        let un = Chiffrement::new(&[cle("a", 1)], [9; 32]);
        let autre = Chiffrement::new(&[cle("a", 1)], [8; 32]);
        assert_eq!(un.index("nir", "1"), un.index("nir", "1"));
        assert_ne!(un.index("nir", "1"), un.index("nir", "2"));
        assert_ne!(un.index("nir", "1"), un.index("iban", "1"));
        assert_ne!(un.index("nir", "1"), autre.index("nir", "1"));
    }
}
