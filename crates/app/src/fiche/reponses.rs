//! Canned answers of the help desk, one per question of the agency's FAQ.

use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../../../docs/reponses-types.md");

/// An answer ready to be adapted and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReponseType {
    /// Number in the FAQ.
    pub question: u16,
    pub titre: &'static str,
    pub texte: &'static str,
}

static REPONSES: LazyLock<Vec<ReponseType>> = LazyLock::new(|| {
    SOURCE
        .split("\n## ")
        .skip(1)
        .filter_map(|section| {
            let (titre, texte) = section.split_once('\n')?;
            let (numero, titre) = titre.split_once(". ")?;
            Some(ReponseType {
                question: numero.parse().ok()?,
                titre: titre.trim(),
                texte: texte.trim(),
            })
        })
        .collect()
});

/// All of them, by number.
pub fn reponses_types() -> &'static [ReponseType] {
    &REPONSES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chaque_reponse_tient_dans_un_message_et_mene_a_une_fiche_qui_existe() {
        for reponse in reponses_types() {
            assert!(reponse.texte.chars().count() < 1_500, "{}", reponse.question);
            for lien in reponse.texte.split("/aide/fiches/").skip(1) {
                let slug: String = lien
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-')
                    .collect();
                assert!(
                    super::super::trouver(&slug).is_some(),
                    "{} → {slug}",
                    reponse.question
                );
            }
        }
    }
}
