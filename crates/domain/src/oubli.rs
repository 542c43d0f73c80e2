//! Forgotten password, forgotten identifiant: what is asked and what is answered. The texts are
//! the manual's, word for word, and the same whether or not the account exists.

use time::Duration;

use crate::erreur::Refus;

/// The arithmetic question, and the secret question after it, wait this long for an answer.
pub const DUREE_QUESTION: Duration = Duration::minutes(15);

/// Manual E: the secret answer is wrong (or nobody has that identifiant).
///
/// Code: `reponse_secrete_incorrecte`.
pub fn reponse_incorrecte_mot_de_passe() -> Refus {
    Refus::new(
        "reponse_secrete_incorrecte",
        "Cette réponse est incorrecte. Nous ne pouvons pas vous envoyer un nouveau mot de passe.",
    )
}

/// The same for a forgotten identifiant.
///
/// Code: `reponse_secrete_incorrecte`.
pub fn reponse_incorrecte_identifiant() -> Refus {
    Refus::new(
        "reponse_secrete_incorrecte",
        "Cette réponse est incorrecte. Nous ne pouvons pas vous envoyer votre identifiant.",
    )
}

/// Manual E: the account never logged in. Told only after a right answer, so that a stranger
/// learns nothing from it.
///
/// Code: `secrets_non_renseignes`.
pub fn secrets_non_renseignes() -> Refus {
    Refus::new(
        "secrets_non_renseignes",
        "L'ensemble des secrets (question/réponse secrètes) n'étant pas renseigné pour votre compte utilisateur, merci de bien vouloir prendre contact avec le support spécifique de votre application.",
    )
}

/// What the forms propose, and people choose: the decoy must not be told from a real one.
const QUESTIONS: [&str; 12] = [
    "Le nom de votre première école ?",
    "Le prénom de votre grand-mère maternelle ?",
    "Le nom de votre premier animal de compagnie ?",
    "La ville de naissance de votre mère ?",
    "Quel est le nom de jeune fille de votre mère ?",
    "Quelle était la marque de votre première voiture ?",
    "Le nom de votre meilleur ami d'enfance ?",
    "Quel est votre plat préféré ?",
    "Le nom de la rue de votre enfance ?",
    "Quel est le titre de votre livre préféré ?",
    "Dans quelle ville vous êtes-vous rencontrés ?",
    "Le prénom de votre premier enfant ?",
];

/// The questions that the forms propose; one's own is as good.
pub const fn questions_proposees() -> &'static [&'static str] {
    &QUESTIONS
}

/// The question shown for an account that does not exist: always the same for the same `tirage`,
/// which the caller draws from a keyed hash of what was typed.
pub fn question_leurre(tirage: u64) -> &'static str {
    let nombre = u64::try_from(QUESTIONS.len()).unwrap_or(1);
    usize::try_from(tirage % nombre)
        .ok()
        .and_then(|rang| QUESTIONS.get(rang))
        .unwrap_or(&QUESTIONS[0])
}

/// An arithmetic question, easy for a person: one-digit numbers, a result that is never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calcul {
    gauche: u32,
    signe: char,
    droite: u32,
}

impl Calcul {
    /// The question drawn by three numbers.
    pub fn tirer(gauche: u32, droite: u32, signe: u32) -> Self {
        let (a, b) = (1 + gauche % 9, 1 + droite % 9);
        match signe % 3 {
            0 => Self {
                gauche: a,
                signe: '+',
                droite: b,
            },
            1 => Self {
                gauche: a.max(b),
                signe: '−',
                droite: a.min(b),
            },
            _ => Self {
                gauche: a,
                signe: '×',
                droite: b,
            },
        }
    }

    /// `7 + 5`.
    pub fn enonce(self) -> String {
        format!("{} {} {}", self.gauche, self.signe, self.droite)
    }

    /// What it makes.
    pub fn resultat(self) -> u32 {
        match self.signe {
            '+' => self.gauche + self.droite,
            '−' => self.gauche.saturating_sub(self.droite),
            _ => self.gauche * self.droite,
        }
    }
}

/// The number that a person typed: spaces and a leading zero do not matter.
pub fn lire_resultat(texte: &str) -> Option<u32> {
    let chiffres: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    chiffres.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_texts_are_the_manuals() {
        assert_eq!(
            reponse_incorrecte_mot_de_passe().message,
            "Cette réponse est incorrecte. Nous ne pouvons pas vous envoyer un nouveau mot de passe."
        );
        assert!(
            secrets_non_renseignes()
                .message
                .starts_with("L'ensemble des secrets (question/réponse secrètes) n'étant pas renseigné")
        );
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(lire_resultat(" 12 "), Some(12));
        assert_eq!(lire_resultat("012"), Some(12));
        assert_eq!(lire_resultat("douze"), None);
        assert_eq!(lire_resultat("-1"), None);
    }

    proptest! {
        #[test]
        fn every_question_has_a_small_natural_answer(a: u32, b: u32, s: u32) {
            let calcul = Calcul::tirer(a, b, s);
            prop_assert!(calcul.resultat() <= 81);
            prop_assert!(calcul.enonce().chars().count() == 5);
        }

        #[test]
        fn a_decoy_is_always_the_same_question(tirage: u64) {
            prop_assert!(!question_leurre(tirage).is_empty());
            prop_assert_eq!(question_leurre(tirage), question_leurre(tirage));
        }
    }
}
