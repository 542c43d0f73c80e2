//! `index.html`: the names that the build gave, and the script that starts the SPA.
//!
//! No script or style stands in the page itself, so `script-src 'self' 'wasm-unsafe-eval'` holds.

use std::path::Path;

use anyhow::{Result, ensure};

use super::site::Site;
use super::styles;

const PRECHARGEMENTS: &str = "<!-- xtask : préchargements -->";
const DEMARRAGE: &str = "<!-- xtask : démarrage -->";

/// Addresses of the compiled parts.
pub struct Adresses {
    pub wasm: String,
    pub js: String,
    pub demarrage: String,
}

/// The boot module. If the browser cannot run WASM or the network fails, the person is told.
pub fn demarrage(js: &str, wasm: &str) -> String {
    format!(
        r#"import demarrer from "{js}";
try {{
  await demarrer({{ module_or_path: "{wasm}" }});
}} catch (erreur) {{
  const p = document.createElement("p");
  p.setAttribute("role", "alert");
  p.textContent = "La page n’a pas pu démarrer. Rechargez-la ; si cela persiste, mettez à jour votre navigateur (Firefox, Chrome, Edge ou Safari récent).";
  document.body.append(p);
  throw erreur;
}}
"#
    )
}

/// Bundles and hashes what the page names by a relative `href`, and fills in the two marks.
///
/// # Errors
/// A mark or a named file is missing.
pub fn completer(modele: &str, frontend: &Path, site: &mut Site, adresses: &Adresses) -> Result<String> {
    for marque in [PRECHARGEMENTS, DEMARRAGE] {
        ensure!(
            modele.contains(marque),
            "frontend/index.html : il manque {marque}"
        );
    }
    let mut polices = Vec::new();
    let html = remplacer_href(modele, |relatif| {
        let chemin = frontend.join(relatif);
        if !relatif.ends_with(".css") {
            return site.hacher_fichier(&chemin);
        }
        let feuille = styles::assembler(&chemin, site)?;
        polices.extend(feuille.polices);
        Ok(site.hacher("apart", "css", feuille.texte.as_bytes()))
    })?;
    let mut liens = vec![
        format!(r#"<link rel="modulepreload" href="{}">"#, adresses.js),
        format!(
            r#"<link rel="preload" as="fetch" type="application/wasm" crossorigin href="{}">"#,
            adresses.wasm
        ),
    ];
    liens.extend(
        polices
            .iter()
            .map(|p| format!(r#"<link rel="preload" as="font" type="font/woff2" crossorigin href="{p}">"#)),
    );
    let script = format!(r#"<script type="module" src="{}"></script>"#, adresses.demarrage);
    Ok(html
        .replace(PRECHARGEMENTS, &liens.join("\n    "))
        .replace(DEMARRAGE, &script))
}

/// Rewrites each `href="…"` that names a file of the sources (no leading `/`, `#` or scheme).
fn remplacer_href(modele: &str, mut adresse: impl FnMut(&str) -> Result<String>) -> Result<String> {
    const HREF: &str = "href=\"";
    let mut html = String::with_capacity(modele.len());
    let mut reste = modele;
    while let Some(debut) = reste.find(HREF) {
        let (avant, apres) = reste.split_at(debut + HREF.len());
        let valeur = apres.split('"').next().unwrap_or_default();
        html.push_str(avant);
        let du_site = !valeur.starts_with(['/', '#']) && !valeur.contains(':') && !valeur.is_empty();
        html.push_str(&if du_site {
            adresse(valeur)?
        } else {
            valeur.to_owned()
        });
        reste = &apres[valeur.len()..];
    }
    html.push_str(reste);
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seules_les_adresses_relatives_changent() {
        let html = remplacer_href(
            r##"<a href="/aide">a</a><a href="#x"><link href="styles/a.svg"><a href="mailto:a@b">"##,
            |r| Ok(format!("/assets/{r}")),
        )
        .unwrap();
        assert_eq!(
            html,
            r##"<a href="/aide">a</a><a href="#x"><link href="/assets/styles/a.svg"><a href="mailto:a@b">"##
        );
    }
}
