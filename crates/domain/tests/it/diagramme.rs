//! The diagrams of `docs/etats.md`, read: what the documentation draws is what the code does.

use std::collections::BTreeSet;

/// The arrows between states of the diagram under a heading.
pub fn fleches(titre: &str) -> BTreeSet<(String, String)> {
    let texte = include_str!("../../../../docs/etats.md");
    let section = texte.split_once(titre).expect("titre").1;
    let dessin = section
        .split_once("stateDiagram-v2\n")
        .and_then(|(_, suite)| suite.split_once("```"))
        .expect("diagramme")
        .0;
    dessin
        .lines()
        .filter_map(|ligne| {
            let (de, vers) = ligne.trim().split_once(" --> ")?;
            let vers = vers.split(" : ").next()?;
            Some((de.to_owned(), vers.to_owned()))
        })
        .filter(|(de, vers)| de != "[*]" && vers != "[*]")
        .collect()
}

/// The arrows that the tests of the code walk, by their codes.
pub fn codes<E: Copy>(fleches: &[(E, E)], code: fn(E) -> &'static str) -> BTreeSet<(String, String)> {
    fleches
        .iter()
        .map(|(de, vers)| (code(*de).to_owned(), code(*vers).to_owned()))
        .collect()
}
