//! Where a refusal comes from (`data/sources_refus.csv`): the article of law, the agency's own documents, or
//! a rule of this service. A code that no rule stands behind (a value that cannot be read, a stale version) has none.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What the service itself lays down, where neither the law nor the agency says anything.
pub const REGLE_DU_SERVICE: &str = "règle de ce service";

static TABLE: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut lecteur = csv::Reader::from_reader(include_str!("../data/sources_refus.csv").as_bytes());
    // A row that does not read is left out here, and a test fails on it.
    lecteur
        .records()
        .flatten()
        .filter_map(|r| Some((r.get(0)?.to_owned(), r.get(1)?.to_owned())))
        .collect()
});

/// The source of the rule that a code stands for, wherever it is raised. A code that several rules share has
/// none here: whoever refuses names it, with [`crate::Refus::selon`].
pub fn source_du_code(code: &str) -> Option<&'static str> {
    TABLE.get(code).map(String::as_str)
}

/// Every code that has a source.
pub fn codes_sources() -> impl Iterator<Item = &'static str> {
    TABLE.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_once_and_names_a_kind_of_source_that_we_have() {
        let lignes = include_str!("../data/sources_refus.csv").lines().count() - 1;
        assert_eq!(TABLE.len(), lignes, "une ligne illisible ou un code en double");
        for (code, source) in TABLE.iter() {
            let connue = source == REGLE_DU_SERVICE
                || [
                    "art. ",
                    "FAQ de l'ASP",
                    "mode d'emploi",
                    "note d'information",
                    "fiche pratique",
                    "budget.gouv.fr",
                ]
                .iter()
                .any(|debut| source.starts_with(debut));
            assert!(connue, "{code} : {source}");
            assert!(
                !source.contains("art. ") || source.contains(" du code "),
                "{code} : {source}"
            );
        }
    }
}
