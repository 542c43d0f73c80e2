//! Reads raw values and gathers every fault, so that one start tells all.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use super::table::TABLE;

/// Prefix of the environment variables.
const PREFIXE: &str = "APART_";

/// Variables of the same prefix that are not settings of the service.
const ETRANGERES: &[&str] = &["CONFIG", "TEST_POSTGRES_URL", "TEST_LOG"];

/// Every fault of the configuration, each naming its variable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("La configuration est refusée :\n{}", .0.iter().map(|f| format!("  - {f}")).collect::<Vec<_>>().join("\n"))]
pub struct FautesConfiguration(pub Vec<String>);

/// Raw values by name (without prefix), and the faults met so far.
#[derive(Default)]
pub(super) struct Lecteur {
    valeurs: BTreeMap<&'static str, String>,
    fautes: Vec<String>,
    /// What is odd but stops nothing.
    pub(super) avertissements: Vec<String>,
}

impl Lecteur {
    /// Environment over TOML over the defaults of the table.
    pub(super) fn new(environnement: impl IntoIterator<Item = (String, String)>, toml: Option<&str>) -> Self {
        let mut lecteur = Self::default();
        if let Some(texte) = toml {
            lecteur.lire_toml(texte);
        }
        for (nom, valeur) in environnement {
            let Some(court) = nom.strip_prefix(PREFIXE) else {
                continue;
            };
            match TABLE.iter().find(|r| r.nom == court) {
                Some(r) => {
                    lecteur.valeurs.insert(r.nom, valeur);
                }
                None if ETRANGERES.contains(&court) => {}
                None => lecteur
                    .avertissements
                    .push(format!("{nom} : réglage inconnu, ignoré")),
            }
        }
        lecteur
    }

    fn lire_toml(&mut self, texte: &str) {
        let table: toml::Table = match texte.parse() {
            Ok(table) => table,
            Err(erreur) => {
                self.fautes.push(format!(
                    "APART_CONFIG : le fichier n'est pas du TOML ({})",
                    erreur.message()
                ));
                return;
            }
        };
        for (cle, valeur) in table {
            let Some(r) = TABLE.iter().find(|r| r.nom.eq_ignore_ascii_case(&cle)) else {
                self.fautes.push(format!("{cle} (fichier) : réglage inconnu"));
                continue;
            };
            let texte = match valeur {
                toml::Value::String(s) => s,
                toml::Value::Integer(n) => n.to_string(),
                toml::Value::Boolean(b) => b.to_string(),
                toml::Value::Datetime(d) => d.to_string(),
                _ => {
                    self.fautes.push(format!(
                        "{cle} (fichier) : attend un texte, un entier ou un booléen"
                    ));
                    continue;
                }
            };
            self.valeurs.insert(r.nom, texte);
        }
    }

    /// Notes a fault of one setting.
    pub(super) fn faute(&mut self, nom: &str, raison: impl Display) {
        self.fautes.push(format!("{PREFIXE}{nom} : {raison}"));
    }

    /// Text given by the operator, if any; empty means none.
    pub(super) fn option(&self, nom: &str) -> Option<String> {
        self.valeurs
            .get(nom)
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty())
    }

    /// Text given by the operator or the default of the table.
    pub(super) fn texte(&self, nom: &str) -> String {
        self.option(nom).unwrap_or_else(|| {
            TABLE
                .iter()
                .find(|r| r.nom == nom)
                .map_or_else(String::new, |r| r.defaut.to_owned())
        })
    }

    /// Parses a value; a fault is noted and `repli` used until the end of the reading.
    pub(super) fn lire<T: FromStr>(&mut self, nom: &str, attendu: &str, repli: T) -> T {
        match self.texte(nom).parse() {
            Ok(valeur) => valeur,
            Err(_) => {
                self.faute(nom, format!("attend {attendu}"));
                repli
            }
        }
    }

    /// An integer between two bounds, both included.
    pub(super) fn entier(&mut self, nom: &str, min: u32, max: u32) -> u32 {
        let valeur: u32 = self.lire(nom, &format!("un entier entre {min} et {max}"), min);
        if !(min..=max).contains(&valeur) {
            self.faute(nom, format!("attend un entier entre {min} et {max}"));
        }
        valeur
    }

    /// `true`/`false`, `1`/`0`, `oui`/`non`; `defaut` when absent.
    pub(super) fn booleen(&mut self, nom: &str, defaut: bool) -> bool {
        match self.texte(nom).to_lowercase().as_str() {
            "" => defaut,
            "true" | "1" | "oui" | "vrai" => true,
            "false" | "0" | "non" | "faux" => false,
            _ => {
                self.faute(nom, "attend `true` ou `false`");
                defaut
            }
        }
    }

    /// The value, unless a fault was noted.
    pub(super) fn fin<T>(self, valeur: T) -> Result<T, FautesConfiguration> {
        if self.fautes.is_empty() {
            Ok(valeur)
        } else {
            Err(FautesConfiguration(self.fautes))
        }
    }
}
