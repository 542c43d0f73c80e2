//! Searching the sheets: without accents nor case, every word of the question, the best first.

use domain::texte::sans_accents;

use super::{Fiche, toutes};

/// Characters of an excerpt.
const EXTRAIT: usize = 220;
/// Longer questions are cut: nobody types more than that into a search.
const MOTS_MAX: usize = 12;

/// Words too common to tell sheets apart.
const VIDES: &[&str] = &[
    "les", "des", "une", "mon", "mes", "mais", "pas", "que", "qui", "est", "dans", "sur", "pour", "avec",
    "par", "comment", "dois", "faire", "quoi", "suis", "cette", "ces", "son", "ses", "aux", "vous", "nous",
    "ete", "puis", "arrive",
];

/// A sheet that answers, with the passage that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouvee {
    pub fiche: &'static Fiche,
    pub extrait: String,
}

/// The sheets that hold words of `question`, those with the most of them first. An empty
/// question finds nothing.
pub fn chercher(question: &str) -> Vec<Trouvee> {
    let cherches = mots_cherches(question);
    let mut notees: Vec<(usize, u32, Trouvee)> = toutes()
        .iter()
        .filter_map(|fiche| {
            let notes: Vec<u32> = cherches.iter().map(|mot| note(fiche, mot)).collect();
            let trouves = notes.iter().filter(|note| **note > 0).count();
            (trouves > 0).then(|| {
                let extrait = extrait(fiche, &cherches);
                (trouves, notes.iter().sum(), Trouvee { fiche, extrait })
            })
        })
        .collect();
    // Stable: sheets of the same mark stay in reading order.
    notees.sort_by_key(|(trouves, note, _)| std::cmp::Reverse((*trouves, *note)));
    let complets = notees
        .iter()
        .filter(|(trouves, _, _)| *trouves == cherches.len())
        .count();
    // When some sheets hold every word, those that lack one only make noise.
    if complets > 0 {
        notees.truncate(complets);
    }
    notees.into_iter().map(|(_, _, trouvee)| trouvee).collect()
}

fn mots(texte: &str) -> impl Iterator<Item = String> {
    let plat = sans_accents(texte);
    let decoupe: Vec<String> = plat
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|mot| !mot.is_empty())
        .map(str::to_owned)
        .collect();
    decoupe.into_iter()
}

/// The words of a question, without plural: "décisions" finds "décision".
fn mots_cherches(question: &str) -> Vec<String> {
    let court = |mot: &str| mot.len() < 3 && !matches!(mot, "di" | "ud");
    let mut cherches: Vec<String> = Vec::new();
    for mot in mots(question) {
        let radical = mot
            .strip_suffix(['s', 'x'])
            .filter(|r| r.len() > 3)
            .unwrap_or(&mot);
        if court(&mot) || VIDES.contains(&mot.as_str()) || cherches.iter().any(|c| c == radical) {
            continue;
        }
        cherches.push(radical.to_owned());
    }
    cherches.truncate(MOTS_MAX);
    cherches
}

fn contient(texte: &str, cherche: &str) -> bool {
    compter(texte, cherche) > 0
}

fn compter(texte: &str, cherche: &str) -> u32 {
    let nombre = mots(texte).filter(|mot| mot.starts_with(cherche)).count();
    u32::try_from(nombre).unwrap_or(u32::MAX)
}

/// How well one word is answered: a title says more than a word of the text.
fn note(fiche: &Fiche, cherche: &str) -> u32 {
    let si = |vrai: bool, points: u32| if vrai { points } else { 0 };
    si(contient(fiche.titre, cherche), 20)
        + si(fiche.mots.iter().any(|mot| contient(mot, cherche)), 12)
        + si(fiche.codes.contains(&cherche), 30)
        + si(contient(fiche.resume, cherche), 6)
        + compter(fiche.markdown, cherche).min(5)
}

/// The passage that holds the most of the words; the summary where none does.
fn extrait(fiche: &Fiche, cherches: &[String]) -> String {
    let passages = fiche
        .markdown
        .split("\n\n")
        .map(brut)
        .filter(|texte| texte.len() > 40);
    let meilleur = passages
        .map(|texte| {
            let trouves = cherches.iter().filter(|mot| contient(&texte, mot)).count();
            (trouves, texte)
        })
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    match meilleur {
        Some((trouves, texte)) if trouves > 0 => couper(&texte),
        _ => fiche.resume.to_owned(),
    }
}

/// Markdown as plain words, on one line.
fn brut(markdown: &str) -> String {
    let mut texte = String::with_capacity(markdown.len());
    for morceau in markdown.split("](") {
        // What follows `](` begins by the address of a link.
        let garde = if texte.is_empty() {
            morceau
        } else {
            morceau.split_once(')').map_or(morceau, |(_, suite)| suite)
        };
        texte.push_str(garde);
    }
    let texte: String = texte
        .chars()
        .filter(|c| !matches!(c, '#' | '*' | '`' | '[' | '|'))
        .collect();
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn couper(texte: &str) -> String {
    if texte.chars().count() <= EXTRAIT {
        return texte.to_owned();
    }
    let debut: String = texte.chars().take(EXTRAIT).collect();
    let fin = debut.rfind(' ').unwrap_or(debut.len());
    format!("{}…", &debut[..fin])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn premiere(question: &str) -> &'static str {
        chercher(question)
            .first()
            .map_or("", |trouvee| trouvee.fiche.slug)
    }

    #[test]
    fn les_mots_des_gens_trouvent_la_fiche() {
        for (question, attendue) in [
            ("RIB", "coordonnees-bancaires"),
            ("mon BIC est refusé", "coordonnees-bancaires"),
            ("mot de passe oublié", "identifiant-ou-mot-de-passe-oublie"),
            ("MOTS DE PASSE OUBLIES", "identifiant-ou-mot-de-passe-oublie"),
            ("expert comptable contrat", "expert-comptable"),
            ("où est le code DI", "decision-et-code-di"),
            ("avenant", "suivre-et-corriger-une-dap"),
            ("spam", "courriels-non-recus"),
            ("verrouillé", "compte-verrouille"),
            ("import csv", "importer-salaries-et-heures"),
            ("firefox", "session-et-navigateurs"),
            ("siret_cle_fausse", "fiche-etablissement"),
        ] {
            assert_eq!(premiere(question), attendue, "{question}");
        }
    }

    #[test]
    fn rien_ne_repond_a_rien() {
        assert!(chercher("").is_empty());
        assert!(chercher("le la les").is_empty());
        assert!(chercher("xyzzy").is_empty());
    }

    #[test]
    fn l_extrait_est_un_passage_sans_signes() {
        for trouvee in chercher("code DI") {
            assert!(!trouvee.extrait.contains("]("), "{}", trouvee.extrait);
            assert!(trouvee.extrait.chars().count() <= EXTRAIT + 1);
        }
        assert_eq!(brut("## Voir [la page](/a/b) **ici**"), "Voir la page ici");
    }
}
