//! The help pages ("base documentaire"): practical sheets, embedded in the binary, searched, and
//! reached from every error code. And the canned answers of the help desk, from the same source.

mod recherche;
mod reponses;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use recherche::{Trouvee, chercher};
pub use reponses::{ReponseType, reponses_types};

/// Themes, in reading order: code and label.
pub const THEMES: &[(&str, &str)] = &[
    ("acces", "Accéder au service"),
    ("etablissement", "Mon établissement"),
    ("dap", "Demande d'autorisation préalable (DAP)"),
    ("indemnisation", "Demande d'indemnisation (DI)"),
    ("service", "Le service et son API"),
];

macro_rules! sources {
    ($($slug:literal),* $(,)?) => {
        &[$(($slug, include_str!(concat!("../../../docs/fiches/", $slug, ".md")))),*]
    };
}

/// The sheets in reading order; a test compares with the folder.
const SOURCES: &[(&str, &str)] = sources![
    "premiere-connexion",
    "se-connecter",
    "courriels-non-recus",
    "identifiant-ou-mot-de-passe-oublie",
    "mot-de-passe",
    "compte-verrouille",
    "second-facteur",
    "ajouter-un-etablissement",
    "utilisateurs-d-un-etablissement",
    "expert-comptable",
    "fiche-etablissement",
    "coordonnees-bancaires",
    "saisir-une-dap",
    "suivre-et-corriger-une-dap",
    "decision-et-code-di",
    "demande-d-indemnisation",
    "importer-salaries-et-heures",
    "paiement",
    "comprendre-le-calcul",
    "demande-d-assistance",
    "remplir-un-formulaire",
    "session-et-navigateurs",
    "instruction-et-assistance",
    "comptes-et-decisions-groupees",
    "integrateurs",
];

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fiche {
    pub slug: &'static str,
    pub titre: &'static str,
    /// One sentence: what one learns here.
    pub resume: &'static str,
    /// Code of [`THEMES`].
    pub theme: &'static str,
    /// Words that people type and that the text may lack.
    pub mots: Vec<&'static str>,
    /// Error codes of the API that it answers.
    pub codes: Vec<&'static str>,
    /// Numbers of the agency's FAQ that it answers.
    pub questions: Vec<u16>,
    /// Related sheets.
    pub voir: Vec<&'static str>,
    /// The text, in Markdown.
    pub markdown: &'static str,
}

impl Fiche {
    /// Path of its page.
    pub fn chemin(&self) -> String {
        chemin(self.slug)
    }
}

fn chemin(slug: &str) -> String {
    format!("/aide/fiches/{slug}")
}

static FICHES: LazyLock<Vec<Fiche>> =
    LazyLock::new(|| SOURCES.iter().map(|(slug, source)| lire(slug, source)).collect());

static PAR_CODE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let codes = FICHES
        .iter()
        .flat_map(|fiche| fiche.codes.iter().map(|code| (*code, fiche.slug)));
    codes.collect()
});

/// Every sheet, in reading order.
pub fn toutes() -> &'static [Fiche] {
    &FICHES
}

/// One sheet.
pub fn trouver(slug: &str) -> Option<&'static Fiche> {
    FICHES.iter().find(|fiche| fiche.slug == slug)
}

/// Path of the page about an error code.
pub fn aide(code: &str) -> Option<String> {
    PAR_CODE.get(code).map(|slug| chemin(slug))
}

/// The front matter is lines of `key: value` between two `---`; lists are cut at commas.
fn lire(slug: &'static str, source: &'static str) -> Fiche {
    let (entete, markdown) = source
        .strip_prefix("---\n")
        .and_then(|reste| reste.split_once("\n---\n"))
        .unwrap_or(("", source));
    let valeur = |cle: &str| {
        entete
            .lines()
            .filter_map(|ligne| ligne.split_once(':'))
            .find(|(nom, _)| nom.trim() == cle)
            .map_or("", |(_, valeur)| valeur.trim())
    };
    let liste = |cle: &str| -> Vec<&'static str> {
        let mots = valeur(cle).split(',').map(str::trim);
        mots.filter(|mot| !mot.is_empty()).collect()
    };
    Fiche {
        slug,
        titre: valeur("titre"),
        resume: valeur("resume"),
        theme: valeur("theme"),
        mots: liste("mots"),
        codes: liste("codes"),
        questions: liste("questions").iter().filter_map(|n| n.parse().ok()).collect(),
        voir: liste("voir"),
        markdown: markdown.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn le_dossier_et_la_liste_disent_les_memes_fiches() {
        let dossier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/fiches");
        let fichiers: BTreeSet<String> = std::fs::read_dir(dossier)
            .unwrap()
            .map(|entree| entree.unwrap().file_name().into_string().unwrap())
            .collect();
        let liste: BTreeSet<String> = SOURCES.iter().map(|(slug, _)| format!("{slug}.md")).collect();
        assert_eq!(fichiers, liste);
    }

    #[test]
    fn chaque_fiche_est_complete_et_ses_liens_menent_quelque_part() {
        let themes: BTreeSet<&str> = THEMES.iter().map(|(code, _)| *code).collect();
        let mut codes = BTreeSet::new();
        for fiche in toutes() {
            let slug = fiche.slug;
            assert!(!fiche.titre.is_empty() && !fiche.resume.is_empty(), "{slug}");
            assert!(themes.contains(fiche.theme), "{slug} : thème {}", fiche.theme);
            assert!(fiche.markdown.len() > 400, "{slug} est trop courte");
            assert!(
                fiche.markdown.matches("\n## ").count() + 1 >= 2,
                "{slug} : au moins deux titres"
            );
            for voir in &fiche.voir {
                assert!(trouver(voir).is_some() && *voir != slug, "{slug} → {voir}");
            }
            for code in &fiche.codes {
                assert!(codes.insert(*code), "{code} a deux fiches");
            }
            for lien in fiche.markdown.split("](/aide/fiches/").skip(1) {
                let cible = lien.split([')', '#']).next().unwrap();
                assert!(trouver(cible).is_some(), "{slug} → {cible}");
            }
        }
    }

    #[test]
    fn aucune_fiche_ne_porte_de_html() {
        for fiche in toutes() {
            for (rang, _) in fiche.markdown.match_indices('<') {
                let suite = &fiche.markdown[rang + 1..];
                let balise = suite.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
                assert!(!balise, "{} : {}", fiche.slug, suite.lines().next().unwrap_or(""));
            }
        }
    }

    #[test]
    fn toute_question_de_la_foire_a_une_fiche_et_une_reponse() {
        for numero in 33..=56 {
            assert!(
                toutes().iter().any(|f| f.questions.contains(&numero)),
                "question {numero}"
            );
            assert!(
                reponses_types().iter().any(|r| r.question == numero),
                "réponse {numero}"
            );
        }
    }
}
