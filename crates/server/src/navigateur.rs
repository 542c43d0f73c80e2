//! Which browser, in a few words that its owner recognises; the whole `User-Agent` is not kept.

use actix_web::HttpRequest;
use actix_web::http::header;

/// `Firefox sous Linux`; empty when nothing is said.
pub fn resume(req: &HttpRequest) -> String {
    req.headers()
        .get(header::USER_AGENT)
        .and_then(|valeur| valeur.to_str().ok())
        .map(resumer)
        .unwrap_or_default()
}

/// Every browser calls itself by the names of the others: the most particular name comes first.
fn resumer(agent: &str) -> String {
    let premier = |table: &[(&str, &'static str)]| {
        table
            .iter()
            .find(|(signe, _)| agent.contains(signe))
            .map(|(_, nom)| *nom)
    };
    let navigateur = premier(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let systeme = premier(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (navigateur, systeme) {
        (Some(navigateur), Some(systeme)) => format!("{navigateur} sous {systeme}"),
        (Some(seul), None) | (None, Some(seul)) => seul.to_owned(),
        (None, None) => "Logiciel".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::resumer;

    #[test]
    fn les_navigateurs_courants_se_reconnaissent() {
        for (agent, attendu) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox sous Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge sous Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                "Chrome sous Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15",
                "Safari sous macOS",
            ),
            ("curl/8.5", "Logiciel"),
        ] {
            assert_eq!(resumer(agent), attendu);
        }
    }
}
