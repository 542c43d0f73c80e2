//! Time-based one-time passwords (RFC 6238 over RFC 4226): SHA-1, 6 digits, 30 seconds, what
//! every authenticator application speaks.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use time::OffsetDateTime;

/// Seconds of a step.
pub const DUREE_PAS: i64 = 30;
/// Bytes of a secret (RFC 4226 recommends 160 bits).
pub const TAILLE_SECRET: usize = 20;

/// The step of an instant.
pub fn pas(instant: OffsetDateTime) -> i64 {
    instant.unix_timestamp().div_euclid(DUREE_PAS)
}

/// The six digits of a step.
pub fn code(secret: &[u8], pas: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC prend une clé de toute longueur");
    mac.update(&pas.to_be_bytes());
    let empreinte = mac.finalize().into_bytes();
    let debut = usize::from(empreinte.last().copied().unwrap_or(0) & 0x0f);
    let quatre = empreinte
        .get(debut..debut + 4)
        .and_then(|octets| <[u8; 4]>::try_from(octets).ok())
        .unwrap_or_default();
    let nombre = (u32::from_be_bytes(quatre) & 0x7fff_ffff) % 1_000_000;
    format!("{nombre:06}")
}

/// The step for which this is the code, among the one before, this one and the one after, and
/// newer than `dernier`: a code is good once.
pub fn pas_du_code(secret: &[u8], saisi: &str, maintenant: OffsetDateTime, dernier: i64) -> Option<i64> {
    let ici = pas(maintenant);
    (ici - 1..=ici + 1)
        .filter(|pas| *pas > dernier)
        .find(|pas| crate::scelle::memes(&code(secret, *pas), saisi))
}

/// Base32 (RFC 4648) without padding: how the key is typed into an application.
pub fn base32(octets: &[u8]) -> String {
    const SIGNES: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut sortie = String::new();
    let (mut reste, mut bits) = (0_u32, 0_u32);
    for octet in octets {
        reste = (reste << 8) | u32::from(*octet);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let rang = usize::try_from((reste >> bits) & 31).unwrap_or(0);
            sortie.push(char::from(SIGNES[rang]));
        }
        reste &= (1 << bits) - 1;
    }
    if bits > 0 {
        let rang = usize::try_from((reste << (5 - bits)) & 31).unwrap_or(0);
        sortie.push(char::from(SIGNES[rang]));
    }
    sortie
}

/// The bytes of [`base32`]; spaces and case do not matter.
pub fn lire_base32(texte: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let (mut reste, mut bits) = (0_u32, 0_u32);
    for signe in texte.chars().filter(|c| !c.is_whitespace() && *c != '=') {
        let valeur = match signe.to_ascii_uppercase() {
            c @ 'A'..='Z' => u32::from(c) - u32::from('A'),
            c @ '2'..='7' => u32::from(c) - u32::from('2') + 26,
            _ => return None,
        };
        reste = (reste << 5) | valeur;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            octets.push(u8::try_from(reste >> bits).ok()?);
            reste &= (1 << bits) - 1;
        }
    }
    Some(octets)
}

/// The address that an authenticator application reads from the QR code.
pub fn uri(secret: &[u8], identifiant: &str) -> String {
    // Identifiants are ASCII letters, digits, dots and hyphens: nothing to encode.
    format!(
        "otpauth://totp/Apart:{identifiant}?secret={}&issuer=Apart&algorithm=SHA1&digits=6&period={DUREE_PAS}",
        base32(secret)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    const SECRET: &[u8] = b"12345678901234567890";

    fn a(secondes: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(secondes)
    }

    #[test]
    fn the_vectors_of_rfc_6238_are_met() {
        for (secondes, attendu) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, pas(a(secondes))), attendu);
        }
    }

    #[test]
    fn one_step_of_drift_is_accepted_two_are_not_and_no_code_twice() {
        let ici = a(1_654_066_800);
        for (ecart, accepte) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let texte = code(SECRET, pas(ici) + ecart);
            assert_eq!(pas_du_code(SECRET, &texte, ici, 0).is_some(), accepte, "{ecart}");
        }
        let texte = code(SECRET, pas(ici));
        let vu = pas_du_code(SECRET, &texte, ici, 0).unwrap();
        assert_eq!(pas_du_code(SECRET, &texte, ici, vu), None);
        let avant = code(SECRET, pas(ici) - 1);
        assert_eq!(pas_du_code(SECRET, &avant, ici, vu), None, "ni un plus ancien");
    }

    #[test]
    fn base32_is_that_of_rfc_4648_and_reads_back() {
        for (clair, attendu) in [
            ("", ""),
            ("f", "MY"),
            ("foobar", "MZXW6YTBOI"),
            ("fooba", "MZXW6YTB"),
        ] {
            assert_eq!(base32(clair.as_bytes()), attendu);
            assert_eq!(lire_base32(attendu).unwrap(), clair.as_bytes());
        }
        assert_eq!(lire_base32(&base32(SECRET)).unwrap(), SECRET);
        assert_eq!(lire_base32("mzxw 6ytb oi").unwrap(), b"foobar");
        assert_eq!(lire_base32("0"), None);
    }
}
