//! The built pages: compressed beforehand, kept for ever when their name holds their hash, and
//! `index.html` for every address that the SPA routes itself.

use std::path::{Path, PathBuf};

use actix_files::NamedFile;
use actix_web::http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header as _, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::probleme::{Erreur, generique};

/// Folder of the built pages.
#[derive(Debug, Clone)]
pub struct Dossier(pub PathBuf);

const IMMUABLE: &str = "public, max-age=31536000, immutable";
const A_VERIFIER: &str = "no-cache";

/// Answers whatever no other route took.
///
/// # Errors
/// 404 for a file that does not exist, 405 for anything but a read, 503 while nothing is built.
pub async fn servir(req: HttpRequest, dossier: web::Data<Dossier>) -> Result<HttpResponse, Erreur> {
    if req.method() != Method::GET && req.method() != Method::HEAD {
        return Err(generique(StatusCode::METHOD_NOT_ALLOWED)
            .avec_entete(header::ALLOW, HeaderValue::from_static("GET, HEAD")));
    }
    let chemin = relatif(req.match_info().unprocessed()).ok_or_else(Erreur::introuvable)?;
    if let Some(reponse) = fichier(&req, &dossier.0, &chemin) {
        return Ok(reponse);
    }
    // A missing script must not come back as a page: browsers would report nonsense.
    if est_ressource(&chemin) {
        return Err(Erreur::introuvable());
    }
    fichier(&req, &dossier.0, Path::new("index.html")).ok_or_else(|| {
        Erreur::refus(
            StatusCode::SERVICE_UNAVAILABLE,
            "pages_absentes",
            "Les pages ne sont pas construites : lancez `cargo xtask web`. L'API répond sous /api.",
        )
    })
}

/// Path inside the folder, or `None` for one that tries to leave it or names a hidden file.
fn relatif(chemin: &str) -> Option<PathBuf> {
    let mut resultat = PathBuf::new();
    for segment in chemin.split('/').filter(|s| !s.is_empty()) {
        let suspect = segment.starts_with('.') || segment.contains(['\\', '\0', ':', '%']);
        if suspect {
            return None;
        }
        resultat.push(segment);
    }
    Some(resultat)
}

/// The last segment has an extension of a built file.
fn est_ressource(chemin: &Path) -> bool {
    const EXTENSIONS: &[&str] = &[
        "js",
        "mjs",
        "wasm",
        "css",
        "map",
        "json",
        "txt",
        "xml",
        "svg",
        "png",
        "ico",
        "webp",
        "woff",
        "woff2",
        "webmanifest",
        "br",
        "gz",
    ];
    chemin
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| EXTENSIONS.contains(&e.to_ascii_lowercase().as_str()))
}

/// `name-0123abcd….ext` or a file of a folder `name-0123abcd…`: at least 8 hexadecimal digits.
fn est_hache(chemin: &Path) -> bool {
    let hache = |nom: &str| {
        nom.split(['-', '.', '_'])
            .skip(1)
            .any(|m| m.len() >= 8 && m.bytes().all(|c| c.is_ascii_hexdigit()))
    };
    chemin.iter().filter_map(|n| n.to_str()).any(hache)
}

fn fichier(req: &HttpRequest, dossier: &Path, relatif: &Path) -> Option<HttpResponse> {
    let nu = dossier.join(relatif);
    let type_ = mime(&nu)?;
    let mut ouvert = None;
    for (codage, suffixe) in codages(req) {
        let mut nom = nu.clone().into_os_string();
        nom.push(suffixe);
        if let Some(f) = ouvrir(PathBuf::from(nom)) {
            ouvert = Some(f.set_content_encoding(codage));
            break;
        }
    }
    let ouvert = match ouvert {
        Some(f) => f,
        None => ouvrir(nu)?,
    };
    let mut reponse = ouvert
        .disable_content_disposition()
        .set_content_type(type_)
        .prefer_utf8(true)
        .into_response(req);
    let cache = if est_hache(relatif) { IMMUABLE } else { A_VERIFIER };
    let entetes = reponse.headers_mut();
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    entetes.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    Some(reponse)
}

/// Opening a local file takes microseconds: no thread is worth it. Reading does go to one.
fn ouvrir(chemin: PathBuf) -> Option<NamedFile> {
    NamedFile::open(&chemin).ok().filter(|f| f.metadata().is_file())
}

fn mime(chemin: &Path) -> Option<actix_web::mime::Mime> {
    let extension = chemin.extension()?.to_str()?;
    Some(actix_files::file_extension_to_mime(extension))
}

/// Compressed forms that the client takes, the smallest first.
fn codages(req: &HttpRequest) -> impl Iterator<Item = (ContentEncoding, &'static str)> + use<> {
    let accepte = AcceptEncoding::parse(req).ok();
    let accepte = move |codage: Encoding| {
        accepte
            .as_ref()
            .is_some_and(|a| a.negotiate([&codage].into_iter()) == Some(codage.clone()))
    };
    [
        (Encoding::brotli(), ContentEncoding::Brotli, ".br"),
        (Encoding::gzip(), ContentEncoding::Gzip, ".gz"),
    ]
    .into_iter()
    .filter(move |(codage, _, _)| accepte(codage.clone()))
    .map(|(_, codage, suffixe)| (codage, suffixe))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_ne_sort_du_dossier() {
        assert_eq!(
            relatif("/pkg/app-01234567.js"),
            Some(PathBuf::from("pkg/app-01234567.js"))
        );
        assert_eq!(relatif("//a//b/"), Some(PathBuf::from("a/b")));
        for fuite in ["/../secret", "/a/../../b", "/.env", "/a\\b", "/%2e%2e/x", "/c:/x"] {
            assert_eq!(relatif(fuite), None, "{fuite}");
        }
    }

    #[test]
    fn seul_un_nom_hache_est_garde_pour_toujours() {
        assert!(est_hache(Path::new("app-0123abcd.js")));
        assert!(est_hache(Path::new("pkg/app_bg.0123abcd4567.wasm")));
        for autre in ["index.html", "app.js", "favicon.svg", "facade12"] {
            assert!(!est_hache(Path::new(autre)), "{autre}");
        }
    }
}
