//! Passwords: the rule, and what a paste brings with it.

use crate::erreur::{Collecte, Faute, Fautes};

/// Shortest password, in characters.
pub const MIN_MOT_DE_PASSE: usize = 8;
/// Longest password, in characters: bounds the work of hashing.
pub const MAX_MOT_DE_PASSE: usize = 128;

/// At least 8 characters, one digit, one special; every character is accepted.
///
/// Codes: `mot_de_passe_trop_court`, `mot_de_passe_trop_long`,
/// `mot_de_passe_sans_chiffre`, `mot_de_passe_sans_special`. Pointer: `/mot_de_passe`.
pub fn verifier_mot_de_passe(mot_de_passe: &str) -> Result<(), Fautes> {
    let mut c = Collecte::new();
    let mut faute = |code, message: &str| c.ajouter(Faute::champ("/mot_de_passe", code, message));
    let longueur = mot_de_passe.chars().count();
    if longueur < MIN_MOT_DE_PASSE {
        faute(
            "mot_de_passe_trop_court",
            "Le mot de passe compte au moins 8 caractères.",
        );
    }
    if longueur > MAX_MOT_DE_PASSE {
        faute(
            "mot_de_passe_trop_long",
            "Le mot de passe compte 128 caractères au plus.",
        );
    }
    if !mot_de_passe.chars().any(|c| c.is_ascii_digit()) {
        faute(
            "mot_de_passe_sans_chiffre",
            "Le mot de passe contient au moins un chiffre.",
        );
    }
    if mot_de_passe.chars().all(char::is_alphanumeric) {
        faute(
            "mot_de_passe_sans_special",
            "Le mot de passe contient au moins un caractère spécial, par exemple ! ou ?.",
        );
    }
    c.fin()
}

/// A temporary password as pasted: without the spaces around, nor one pair of brackets.
pub fn nettoyer_mot_de_passe_colle(colle: &str) -> &str {
    const PAIRES: [(char, char); 4] = [('[', ']'), ('(', ')'), ('<', '>'), ('«', '»')];
    let propre = colle.trim();
    PAIRES
        .iter()
        .find_map(|(ouvre, ferme)| propre.strip_prefix(*ouvre)?.strip_suffix(*ferme))
        .map_or(propre, str::trim)
}
