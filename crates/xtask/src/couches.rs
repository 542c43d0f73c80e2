//! The house's rooms and who may call whom: the table "May use" of ARCHITECTURE.md, as data.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::processus::{programme, racine, sortie};
use crate::web::parcourir;

struct Piece {
    nom: &'static str,
    /// Where its sources are.
    dossier: &'static str,
    /// Rooms that it may use outside of its tests.
    utilise: &'static [&'static str],
}

const fn piece(nom: &'static str, dossier: &'static str, utilise: &'static [&'static str]) -> Piece {
    Piece {
        nom,
        dossier,
        utilise,
    }
}

const PIECES: &[Piece] = &[
    piece("domain", "crates/domain", &[]),
    piece("api-types", "crates/api-types", &["domain"]),
    piece("client", "crates/client", &["api-types"]),
    piece("db", "crates/db", &["domain"]),
    piece("app", "crates/app", &["domain", "db"]),
    piece("adapters", "crates/adapters", &["domain"]),
    piece("migrations", "migrations", &[]),
    // Its tests speak through the client; the service itself does not.
    piece(
        "server",
        "crates/server",
        &["domain", "api-types", "db", "app", "adapters", "migrations"],
    ),
    piece("frontend", "frontend", &["client", "api-types", "domain"]),
    // Measures each room from outside; nothing depends on it.
    piece(
        "bench",
        "crates/bench",
        &[
            "domain",
            "api-types",
            "client",
            "db",
            "app",
            "adapters",
            "migrations",
            "server",
        ],
    ),
    piece("xtask", "crates/xtask", &[]),
];

/// A word that sources may hold in some rooms only.
struct Reserve {
    mot: &'static str,
    pieces: &'static [&'static str],
    raison: &'static str,
}

const RESERVES: &[Reserve] = &[
    Reserve {
        mot: "sea_orm",
        pieces: &["db", "app", "migrations", "server", "bench", "xtask"],
        raison: "SQL ne se dit que dans db",
    },
    Reserve {
        mot: "actix",
        pieces: &["server", "bench", "xtask"],
        raison: "HTTP ne se dit que dans server",
    },
    Reserve {
        mot: "leptos",
        pieces: &["frontend", "xtask"],
        raison: "les pages ne se disent que dans frontend",
    },
];

/// What no source of `domain` may name: it does no input and no output.
const ENTREES_SORTIES: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "tokio",
];

/// Every breach of the rules, one sentence each.
///
/// # Errors
/// cargo cannot read the workspace.
pub fn infractions() -> Result<Vec<String>> {
    let metadonnees = sortie(
        programme(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]),
    )?;
    let metadonnees: Value = serde_json::from_str(&metadonnees)?;
    let mut fautes = dependances(&metadonnees)?;
    for piece in PIECES {
        let dossier = racine().join(piece.dossier);
        parcourir(&dossier.join("src"), &mut |chemin| {
            if chemin.extension().is_some_and(|e| e == "rs") {
                let source = std::fs::read_to_string(chemin)?;
                fautes.extend(mots_reserves(piece, chemin, &source));
            }
            Ok(())
        })?;
    }
    Ok(fautes)
}

/// Breaches in the manifests. Tests may use any room.
fn dependances(metadonnees: &Value) -> Result<Vec<String>> {
    let mut fautes = Vec::new();
    let paquets = metadonnees["packages"]
        .as_array()
        .context("`cargo metadata` sans paquets")?;
    for paquet in paquets {
        let nom = paquet["name"].as_str().unwrap_or_default();
        let Some(piece) = PIECES.iter().find(|p| p.nom == nom) else {
            fautes.push(format!(
                "{nom} : pièce inconnue, à ajouter au tableau de xtask et à ARCHITECTURE.md"
            ));
            continue;
        };
        let voisines = paquet["dependencies"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|d| d["kind"] != "dev" && d["path"].is_string())
            .filter_map(|d| d["name"].as_str());
        for voisine in voisines.filter(|v| !piece.utilise.contains(v)) {
            fautes.push(format!("{nom} ne doit pas utiliser {voisine}"));
        }
    }
    Ok(fautes)
}

fn mots_reserves(piece: &Piece, chemin: &Path, source: &str) -> Vec<String> {
    let code = source
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim_start().starts_with("//"));
    let mut fautes = Vec::new();
    for (numero, ligne) in code {
        let lieu = format!(
            "{}:{}",
            chemin.strip_prefix(racine()).unwrap_or(chemin).display(),
            numero + 1
        );
        for reserve in RESERVES {
            if ligne.contains(reserve.mot) && !reserve.pieces.contains(&piece.nom) {
                fautes.push(format!("{lieu} : `{}` — {}", reserve.mot, reserve.raison));
            }
        }
        if piece.nom == "domain" {
            let vus = ENTREES_SORTIES.iter().filter(|mot| ligne.contains(**mot));
            fautes.extend(vus.map(|mot| format!("{lieu} : `{mot}` — domain ne fait ni entrée ni sortie")));
        }
    }
    fautes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paquet(nom: &str, voisine: &str, genre: Value) -> Value {
        serde_json::json!({ "packages": [{ "name": nom, "dependencies": [
            { "name": voisine, "kind": genre, "path": "/x" },
            { "name": "serde", "kind": null },
        ]}]})
    }

    #[test]
    fn domain_n_utilise_personne_sauf_en_test() {
        assert_eq!(
            dependances(&paquet("domain", "db", Value::Null)).unwrap().len(),
            1
        );
        assert!(
            dependances(&paquet("domain", "db", "dev".into()))
                .unwrap()
                .is_empty()
        );
        assert!(dependances(&paquet("app", "db", Value::Null)).unwrap().is_empty());
    }

    #[test]
    fn un_mot_reserve_est_vu_hors_commentaire() {
        let domaine = &PIECES[0];
        let lire = |source| mots_reserves(domaine, Path::new("a.rs"), source).len();
        assert_eq!(lire("use sea_orm::Entity;"), 1);
        assert_eq!(lire("/// as sea_orm does\nfn f() {}"), 0);
        assert_eq!(lire("let t = std::fs::read(p);"), 1);
    }
}
