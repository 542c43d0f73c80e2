//! The help pages: found by the words of people, reached from every error code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::banc::{code, essais, fautes};
use crate::personnes::*;

/// Where a refusal is made, and which argument is its code.
pub(crate) const APPELS: &[(&str, usize)] = &[
    ("Refus::new(", 0),
    ("Faute::champ(", 1),
    ("Faute::cellule(", 2),
    ("Erreur::champ(", 1),
    ("Self::champ(", 1),
    ("blocage(", 0),
];

pub(crate) fn sources(dossier: &Path, trouvees: &mut Vec<PathBuf>) {
    for entree in std::fs::read_dir(dossier).expect("dossier") {
        let chemin = entree.expect("entrée").path();
        if chemin.is_dir() {
            sources(&chemin, trouvees);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            trouvees.push(chemin);
        }
    }
}

/// The argument of that rank, when it is a literal text.
pub(crate) fn argument(suite: &str, rang: usize) -> Option<&str> {
    brut(suite, rang)?.strip_prefix('"')?.strip_suffix('"')
}

/// The argument of that rank, as it is written.
pub(crate) fn brut(suite: &str, rang: usize) -> Option<&str> {
    let (mut niveau, mut vu, mut debut, mut texte, mut echappe) = (0_i32, 0, 0, false, false);
    for (i, c) in suite.char_indices() {
        match c {
            _ if echappe => echappe = false,
            '\\' if texte => echappe = true,
            '"' => texte = !texte,
            _ if texte => {}
            '(' | '[' | '{' => niveau += 1,
            ',' | ')' | ']' | '}' if niveau == 0 => {
                if vu == rang {
                    return Some(suite[debut..i].trim());
                }
                if c != ',' {
                    return None;
                }
                (vu, debut) = (vu + 1, i + 1);
            }
            ')' | ']' | '}' => niveau -= 1,
            _ => {}
        }
    }
    None
}

fn est_code(mot: &str) -> bool {
    !mot.is_empty()
        && mot
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Codes that a source gives: those of its refusals, and those that its docstrings name.
fn codes_de(chemin: &Path) -> BTreeSet<String> {
    let texte = std::fs::read_to_string(chemin).expect("source");
    let texte = texte.split("#[cfg(test)]").next().unwrap_or("");
    let serveur = chemin.components().any(|c| c.as_os_str() == "server");
    let refus = usize::from(serveur);
    let mut codes = BTreeSet::new();
    let appels = APPELS
        .iter()
        .copied()
        .chain([("Erreur::refus(", refus), ("Self::refus(", refus)]);
    for (appel, rang) in appels {
        for suite in texte.split(appel).skip(1) {
            codes.extend(
                argument(suite, rang)
                    .filter(|mot| est_code(mot))
                    .map(str::to_owned),
            );
        }
    }
    for suite in texte.split("inconnu = \"").skip(1) {
        codes.extend(
            suite
                .split('"')
                .next()
                .filter(|mot| est_code(mot))
                .map(str::to_owned),
        );
    }
    let mut dans = false;
    for ligne in texte.lines().map(str::trim) {
        let Some(doc) = ligne.strip_prefix("///") else {
            dans = false;
            continue;
        };
        dans = doc.contains("Code:") || doc.contains("Codes:") || (dans && !doc.trim().is_empty());
        if dans {
            let apres = doc.split_once("Code").map_or(doc, |(_, apres)| apres);
            let mots = apres.split('`').skip(1).step_by(2);
            codes.extend(
                mots.filter(|mot| est_code(mot) && mot.contains('_'))
                    .map(str::to_owned),
            );
        }
    }
    codes
}

#[test]
fn chaque_code_d_erreur_a_sa_fiche() {
    let mut fichiers = Vec::new();
    for piece in ["domain", "app", "server"] {
        let dossier = format!("{}/../{piece}/src", env!("CARGO_MANIFEST_DIR"));
        sources(Path::new(&dossier), &mut fichiers);
    }
    let mut codes: BTreeSet<String> = fichiers
        .iter()
        // Reading our own figures: a wrong one stops the start, no caller sees its code.
        .filter(|chemin| !chemin.ends_with("bareme/lecture.rs"))
        .flat_map(|chemin| codes_de(chemin))
        .collect();
    for statut in (400..=599).filter_map(|n| actix_web::http::StatusCode::from_u16(n).ok()) {
        codes.insert(server::probleme::generique(statut).code().to_owned());
    }
    assert!(
        codes.len() > 100,
        "le relevé des codes ne trouve plus rien : {}",
        codes.len()
    );
    let seuls: Vec<&String> = codes.iter().filter(|c| app::fiche::aide(c).is_none()).collect();
    assert!(
        seuls.is_empty(),
        "codes sans fiche : nommez-les dans `codes:` d'une fiche de docs/fiches : {seuls:?}"
    );
}

essais! {
    async fn la_base_documentaire_se_cherche_et_se_lit_sans_compte(app) {
        let visiteur = app.visiteur();
        let toutes = visiteur.lister_fiches(None).await.expect("liste").items;
        assert!(toutes.len() > 15 && toutes.iter().all(|f| f.extrait.is_none()));
        let trouvees = visiteur.lister_fiches(Some("DECISIONS code DI")).await.expect("recherche").items;
        assert_eq!(trouvees[0].slug, "decision-et-code-di");
        assert!(trouvees[0].extrait.as_deref().is_some_and(|e| !e.is_empty()));
        assert!(visiteur.lister_fiches(Some("xyzzy")).await.expect("rien").items.is_empty());
        let trop = "a".repeat(201);
        assert_eq!(fautes(visiteur.lister_fiches(Some(&trop)).await), [("/q".into(), "texte_trop_long".into())]);
        for resume in toutes {
            let fiche = visiteur.lire_fiche(&resume.slug).await.expect("fiche");
            assert!(fiche.html.contains("<h2 id=") && !fiche.sommaire.is_empty(), "{}", fiche.slug);
            assert!(!fiche.markdown.is_empty() && !fiche.theme_libelle.is_empty());
        }
        assert_eq!(code(visiteur.lire_fiche("../Cargo").await), "introuvable");
    }

    async fn une_erreur_mene_a_sa_fiche(app) {
        let refus = app.visiteur().ouvrir_session("quelqu.un@exemple.fr", "x").await.expect_err("refusée");
        let probleme = refus.probleme().expect("problème");
        assert_eq!(probleme.errors[0].help_url.as_deref(), Some("/aide/fiches/se-connecter"));
        let refus = app.visiteur().lire_session().await.expect_err("refusée");
        assert_eq!(refus.probleme().expect("problème").help_url.as_deref(), Some("/aide/fiches/session-et-navigateurs"));
        let jeton = jeton(&app.visiteur(), SIRET).await;
        let fausse = api_types::inscription::NouvelleInscription { telephone: "12".into(), ..inscription(&jeton, SIRET, "Claire") };
        let refus = app.visiteur().creer_inscription(&fausse).await.expect_err("refusée");
        let errors = &refus.probleme().expect("problème").errors;
        assert!(!errors.is_empty() && errors.iter().all(|e| e.help_url.is_some()), "{errors:?}");
    }
}
