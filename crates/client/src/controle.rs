//! Solving the security check: a proof of work, no picture, no third party.

use api_types::inscription::{ControleSecurite, SolutionControle};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// The solution as `VerificationInscription::controle` wants it, or `None` when no number
/// up to `maxnumber` fits. Takes about a tenth of a second in a browser.
#[must_use]
pub fn resoudre(controle: &ControleSecurite) -> Option<String> {
    let number =
        (0..=controle.maxnumber).find(|nombre| empreinte(&controle.salt, *nombre) == controle.challenge)?;
    let solution = SolutionControle {
        algorithm: controle.algorithm.clone(),
        challenge: controle.challenge.clone(),
        number,
        salt: controle.salt.clone(),
        signature: controle.signature.clone(),
    };
    serde_json::to_vec(&solution)
        .ok()
        .map(|json| STANDARD.encode(json))
}

fn empreinte(sel: &str, nombre: u32) -> String {
    let mut hachage = Sha256::new();
    hachage.update(sel.as_bytes());
    hachage.update(nombre.to_string().as_bytes());
    hachage
        .finalize()
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_made_the_challenge_is_found() {
        let controle = ControleSecurite {
            algorithm: "SHA-256".into(),
            challenge: empreinte("sel", 1234),
            maxnumber: 2000,
            salt: "sel".into(),
            signature: "s".into(),
        };
        let json = STANDARD.decode(resoudre(&controle).unwrap()).unwrap();
        let solution: SolutionControle = serde_json::from_slice(&json).unwrap();
        assert_eq!(solution.number, 1234);
        assert_eq!(
            resoudre(&ControleSecurite {
                maxnumber: 1233,
                ..controle
            }),
            None
        );
    }
}
