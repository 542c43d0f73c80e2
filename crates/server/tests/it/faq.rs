//! `docs/faq.md` keeps its promises: every page, route and test that it names exists.

use std::path::Path;

fn racine() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn lire(chemin: &str) -> String {
    std::fs::read_to_string(racine().join(chemin)).unwrap_or_else(|_| panic!("{chemin} n'existe pas"))
}

/// The cells of every row of every table, headers and rules aside.
fn rangees(texte: &str) -> Vec<Vec<String>> {
    texte
        .lines()
        .filter(|l| l.starts_with("| ") && !l.starts_with("| No.") && !l.starts_with("| Section"))
        .map(|l| {
            l.trim_matches('|')
                .split(" | ")
                .map(|c| c.trim().to_owned())
                .collect()
        })
        .collect()
}

fn entre_accents(cellule: &str) -> &str {
    cellule.trim_matches('`')
}

fn test_existe(nom: &str) -> bool {
    if let Some(parcours) = nom.strip_prefix("e2e ") {
        return racine()
            .join(format!("e2e/parcours/{parcours}.test.js"))
            .is_file();
    }
    let (dossier, nom) = match nom.strip_prefix("domain ") {
        Some(nom) => ("crates/domain/tests/it", nom),
        None => ("crates/server/tests/it", nom),
    };
    let Some((fichier, fonction)) = nom.split_once("::") else {
        return false;
    };
    std::fs::read_to_string(racine().join(format!("{dossier}/{fichier}.rs")))
        .is_ok_and(|texte| texte.contains(&format!("fn {fonction}(")))
}

#[test]
fn chaque_question_a_sa_page_sa_route_et_sa_preuve() {
    let faq = lire("docs/faq.md");
    let application = lire("frontend/src/app.rs");
    let document = server::documentation::openapi();
    let mut fautes = Vec::new();
    let mut questions = Vec::new();
    for rangee in rangees(&faq) {
        let [debut @ .., page, route, preuve] = rangee.as_slice() else {
            continue;
        };
        if debut.len() < 2 {
            continue; // The table of choices.
        }
        questions.extend(debut[0].parse::<u32>());
        let page = entre_accents(page).trim_start_matches('/');
        if !application.contains(&format!("path!(\"{page}\")")) {
            fautes.push(format!("page /{page}"));
        }
        let (methode, chemin) = entre_accents(route).split_once(' ').unwrap_or_default();
        if document["paths"][chemin][methode.to_lowercase()].is_null() {
            fautes.push(format!("route {methode} {chemin}"));
        }
        if !test_existe(entre_accents(preuve)) {
            fautes.push(format!("essai {preuve}"));
        }
    }
    assert_eq!(questions, (33..=56).collect::<Vec<_>>());
    assert!(
        fautes.is_empty(),
        "docs/faq.md nomme ce qui n'existe pas :\n{}",
        fautes.join("\n")
    );
}
