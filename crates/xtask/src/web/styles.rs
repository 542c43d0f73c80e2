//! One style sheet out of many: `@import "path";` is replaced by the file it names, `url(path)` by
//! the hashed address of the copied file. Plain concatenation, no other CSS is understood.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::site::Site;

#[derive(Default)]
pub struct Feuille {
    pub texte: String,
    /// Addresses of the fonts it names.
    pub polices: Vec<String>,
}

/// Reads `entree` with all that it imports; copies fonts and pictures into `site`.
///
/// # Errors
/// A named file is missing, or files import each other in a ring.
pub fn assembler(entree: &Path, site: &mut Site) -> Result<Feuille> {
    let mut feuille = Feuille::default();
    inclure(entree, &mut Vec::new(), site, &mut feuille)?;
    Ok(feuille)
}

fn inclure(fichier: &Path, pile: &mut Vec<PathBuf>, site: &mut Site, feuille: &mut Feuille) -> Result<()> {
    let chemin = fichier
        .canonicalize()
        .with_context(|| format!("feuille introuvable : {}", fichier.display()))?;
    if pile.contains(&chemin) {
        bail!("{} s'importe elle-même", fichier.display());
    }
    pile.push(chemin);
    let dossier = fichier.parent().unwrap_or(Path::new("."));
    let source = std::fs::read_to_string(fichier)?;
    let source = sans_commentaires(&source);
    let mut reste = source.as_str();
    while let Some(debut) = reste.find("@import") {
        let (avant, apres) = reste.split_at(debut);
        let (regle, suite) = apres.split_once(';').context("@import sans point-virgule")?;
        ajouter(avant, dossier, site, feuille)?;
        inclure(&dossier.join(nom_importe(regle)?), pile, site, feuille)?;
        reste = suite;
    }
    ajouter(reste, dossier, site, feuille)?;
    pile.pop();
    Ok(())
}

/// The path of `@import "path"` or `@import url("path")`.
fn nom_importe(regle: &str) -> Result<&str> {
    let valeur = regle.trim_start_matches("@import").trim();
    let valeur = valeur
        .strip_prefix("url(")
        .and_then(|v| v.strip_suffix(')'))
        .unwrap_or(valeur)
        .trim();
    let nu = valeur.trim_matches(['"', '\'']);
    if nu.contains(['"', '\'', ' ', ':']) {
        bail!("`{regle}` : seul `@import \"chemin\";` est compris");
    }
    Ok(nu)
}

/// Appends CSS without imports, its `url(…)` rewritten and its lines trimmed.
fn ajouter(css: &str, dossier: &Path, site: &mut Site, feuille: &mut Feuille) -> Result<()> {
    let mut sortie = String::with_capacity(css.len());
    let mut reste = css;
    while let Some(debut) = reste.find("url(") {
        let (avant, apres) = reste.split_at(debut + 4);
        sortie.push_str(avant);
        let guillemet = apres.chars().next().filter(|c| matches!(c, '"' | '\''));
        let fin = guillemet.unwrap_or(')');
        let contenu = &apres[guillemet.map_or(0, char::len_utf8)..];
        let valeur = contenu.split(fin).next().unwrap_or_default();
        let ailleurs = valeur.starts_with(['/', '#']) || valeur.contains(':');
        if ailleurs {
            sortie.extend(guillemet);
            sortie.push_str(valeur);
            reste = &contenu[valeur.len()..];
        } else {
            let adresse = site.hacher_fichier(&dossier.join(valeur.trim()))?;
            sortie.push_str(&adresse);
            if adresse.ends_with(".woff2") && !feuille.polices.contains(&adresse) {
                feuille.polices.push(adresse);
            }
            reste = &contenu[valeur.len() + guillemet.map_or(0, char::len_utf8)..];
        }
    }
    sortie.push_str(reste);
    for ligne in sortie.lines().map(str::trim).filter(|l| !l.is_empty()) {
        feuille.texte.push_str(ligne);
        feuille.texte.push('\n');
    }
    Ok(())
}

/// Comments removed, except `/*! … */` (licences) and inside strings.
fn sans_commentaires(css: &str) -> String {
    let mut sortie = String::with_capacity(css.len());
    let mut chaine: Option<char> = None;
    let mut reste = css;
    while let Some(c) = reste.chars().next() {
        let commentaire = chaine.is_none() && reste.starts_with("/*");
        if commentaire {
            let fin = reste.find("*/").map_or(reste.len(), |i| i + 2);
            if reste.starts_with("/*!") {
                sortie.push_str(&reste[..fin]);
            }
            reste = &reste[fin..];
            continue;
        }
        match chaine {
            Some(fin) if c == fin => chaine = None,
            None if matches!(c, '"' | '\'') => chaine = Some(c),
            _ => {}
        }
        let echappe = c == '\\';
        let pris: usize = reste
            .chars()
            .take(1 + usize::from(echappe))
            .map(char::len_utf8)
            .sum();
        sortie.push_str(&reste[..pris]);
        reste = &reste[pris..];
    }
    sortie
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ecrire(dossier: &Path, fichiers: &[(&str, &str)]) {
        for (nom, contenu) in fichiers {
            let chemin = dossier.join(nom);
            std::fs::create_dir_all(chemin.parent().unwrap()).unwrap();
            std::fs::write(chemin, contenu).unwrap();
        }
    }

    #[test]
    fn les_feuilles_se_suivent_dans_l_ordre() {
        let dossier = tempfile::tempdir().unwrap();
        ecrire(
            dossier.path(),
            &[
                (
                    "s/main.css",
                    "/* rien */ @import \"a.css\";\n@import url('../b/b.css');\nmain{}",
                ),
                (
                    "s/a.css",
                    "a{content:\"/* gardé */\"; background:url(data:image/png;base64,AA==)}",
                ),
                ("b/b.css", "b{src:url(\"f/inter.woff2\") format(\"woff2\")}"),
                ("b/f/inter.woff2", "police"),
            ],
        );
        let mut site = Site::default();
        let feuille = assembler(&dossier.path().join("s/main.css"), &mut site).unwrap();
        let [police] = feuille.polices.as_slice() else {
            panic!("une police : {:?}", feuille.polices)
        };
        assert_eq!(
            feuille.texte,
            format!(
                "a{{content:\"/* gardé */\"; background:url(data:image/png;base64,AA==)}}\n\
                 b{{src:url({police}) format(\"woff2\")}}\nmain{{}}\n"
            )
        );
    }

    #[test]
    fn un_anneau_ou_un_absent_est_dit() {
        let dossier = tempfile::tempdir().unwrap();
        ecrire(
            dossier.path(),
            &[("a.css", "@import \"b.css\";"), ("b.css", "@import \"a.css\";")],
        );
        assert!(assembler(&dossier.path().join("a.css"), &mut Site::default()).is_err());
        assert!(assembler(&dossier.path().join("absente.css"), &mut Site::default()).is_err());
    }
}
