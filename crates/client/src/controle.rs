//! Solving the security check: a proof of work, no picture, no third party.

use api_types::inscription::{ControleSecurite, SolutionControle};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// The solution as `VerificationInscription::controle` wants it, or `None` when no number
/// up to `maxnumber` fits. Takes about a tenth of a second in a browser.
#[must_use]
pub fn resoudre(controle: &ControleSecurite) -> Option<String> {
    let mut attendue = [0; 32];
    hex::decode_to_slice(&controle.challenge, &mut attendue).ok()?;
    // The salt is hashed once for all numbers.
    let debut = Sha256::new_with_prefix(&controle.salt);
    let number = (0..=controle.maxnumber).find(|nombre| empreinte(&debut, *nombre) == attendue)?;
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

fn empreinte(debut: &Sha256, nombre: u32) -> [u8; 32] {
    debut.clone().chain_update(nombre.to_string()).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_made_the_challenge_is_found() {
        let controle = ControleSecurite {
            algorithm: "SHA-256".into(),
            // SHA-256 of "sel1234".
            challenge: "7c49adfc8efc72051d961d391c5d04186309f1ed07576ba53104216c3b4f197d".into(),
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
