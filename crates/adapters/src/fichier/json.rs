//! NDJSON, or one array of objects. The keys are the columns; rows are numbered as lines, or as elements.

use std::collections::HashMap;
use std::fmt;

use domain::Refus;
use domain::import::{Tableau, refus};
use serde::de::{Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::{Map, Value};

type Objet = Map<String, Value>;

/// Is it an array of objects, rather than an object a line?
pub(super) fn est_tableau(octets: &[u8]) -> bool {
    texte(octets).is_ok_and(|texte| texte.trim_start().starts_with('['))
}

fn texte(octets: &[u8]) -> Result<&str, Refus> {
    std::str::from_utf8(octets)
        .map(|texte| texte.trim_start_matches('\u{FEFF}'))
        .map_err(|_| refus::pas_csv("ce JSON n'est pas en UTF-8"))
}

/// An object, or what stands in its place: the text of a line that is none, an element of another kind.
pub(super) type Element = Result<Objet, Value>;

/// Gives each element with its number, one at a time. One that is no object does not keep the others from being read; an
/// array that breaks off does.
pub(super) fn parcourir(
    octets: &[u8],
    mut recevoir: impl FnMut(u32, Element) -> Result<(), Refus>,
) -> Result<(), Refus> {
    let texte = texte(octets)?;
    if !texte.trim_start().starts_with('[') {
        for (numero, ligne) in (1..).zip(texte.lines()) {
            if !ligne.trim().is_empty() {
                let element = serde_json::from_str(ligne);
                recevoir(
                    numero,
                    element.map_err(|_| Value::String(ligne.trim().to_owned())),
                )?;
            }
        }
        return Ok(());
    }
    let mut elements = Elements {
        recevoir,
        lus: 0,
        refus: None,
    };
    let mut lecteur = serde_json::Deserializer::from_str(texte);
    let lu = lecteur
        .deserialize_seq(&mut elements)
        .and_then(|()| lecteur.end());
    match (lu, elements.refus) {
        (_, Some(refus)) => Err(refus),
        (Err(_), None) => Err(refus::json_invalide(elements.lus + 1)),
        (Ok(()), None) => Ok(()),
    }
}

/// Elements of an array, none of them kept.
struct Elements<F> {
    recevoir: F,
    lus: u32,
    refus: Option<Refus>,
}

impl<'de, F: FnMut(u32, Element) -> Result<(), Refus>> Visitor<'de> for &mut Elements<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un tableau d'objets")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut suite: A) -> Result<(), A::Error> {
        while let Some(valeur) = suite.next_element::<Value>()? {
            self.lus += 1;
            let element = match valeur {
                Value::Object(objet) => Ok(objet),
                autre => Err(autre),
            };
            if let Err(refus) = (self.recevoir)(self.lus, element) {
                self.refus = Some(refus);
                return Err(A::Error::custom("refusé"));
            }
        }
        Ok(())
    }
}

/// A value as a cell has it; none for what is not simple.
fn cellule(valeur: Value) -> Option<String> {
    match valeur {
        Value::Null => Some(String::new()),
        Value::Bool(vrai) => Some(vrai.to_string()),
        Value::String(texte) => Some(texte),
        // 15 digits as a float have been through a spreadsheet: said as it would say them.
        Value::Number(nombre) if nombre.is_f64() && nombre.as_f64().is_some_and(|n| n.abs() >= 1e14) => {
            nombre.as_f64().map(|n| format!("{n:E}"))
        }
        Value::Number(nombre) => Some(nombre.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The cells of an object; none when one of its values is not simple.
fn simples(objet: Objet) -> Option<Vec<(String, String)>> {
    let paires = objet.into_iter();
    paires
        .map(|(cle, valeur)| Some((cle, cellule(valeur)?)))
        .collect()
}

/// Codes: `fichier_pas_csv`, `fichier_vide`, `trop_de_*`; `fichier_json_invalide` when there is no object at all, or an array
/// breaks off.
pub(super) fn lire(octets: &[u8]) -> Result<Tableau, Refus> {
    let mut tableau = Tableau::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut noms = Vec::new();
    parcourir(octets, |numero, element| {
        let simples = element.ok().and_then(simples);
        let Some(simples) = simples else {
            return tableau.refuser(numero, refus::json_invalide(numero));
        };
        let mut cellules = vec![String::new(); noms.len()];
        for (cle, valeur) in simples {
            let place = *places.entry(cle).or_insert_with_key(|cle| {
                noms.push(cle.clone());
                cellules.push(String::new());
                noms.len() - 1
            });
            cellules[place] = valeur;
        }
        tableau.ajouter(numero, cellules)
    })?;
    if noms.is_empty() {
        return Err(tableau.premier_refus().cloned().unwrap_or_else(refus::vide));
    }
    tableau.nommer(0, noms)?;
    Ok(tableau)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::{Correspondances, Fichier, lire_mandats};

    fn rangs(octets: &str) -> Vec<(u32, Vec<String>)> {
        let tableau = lire(octets.as_bytes()).expect("lu");
        let cellules = |r: domain::import::Rangee<'_>| {
            (0..tableau.entete().len())
                .map(|p| r.cellule(p).to_owned())
                .collect()
        };
        tableau.rangees().map(|r| (r.numero, cellules(r))).collect()
    }

    #[test]
    fn lines_and_arrays_give_the_same_cells() {
        let lignes = "{\"a\":\"x\",\"b\":1.5}\n\n{\"b\":267077507584152,\"c\":null,\"a\":true}\n";
        let attendu = |n| {
            vec![
                (1, vec!["x".to_owned(), "1.5".into(), String::new()]),
                (n, vec!["true".into(), "267077507584152".into(), String::new()]),
            ]
        };
        assert_eq!(rangs(lignes), attendu(3));
        let tableau = format!("\u{FEFF} [{}]", lignes.trim().replace("\n\n", ","));
        assert_eq!(rangs(&tableau), attendu(2));
        assert_eq!(rangs("{\"nir\":2.95E+14}")[0].1, ["2.95E14"]);
    }

    #[test]
    fn what_is_no_object_of_simple_values_is_a_fault_of_its_row() {
        for faux in [
            "{\"siret\":1}\n{\"siret\":[1]}\n{\"siret\":3}",
            "{\"siret\":1}\n{\n{\"siret\":3}",
            "[{\"siret\":1},2,{\"siret\":3}]",
            "[{\"siret\":1},{\"siret\":{}},{\"siret\":3}]",
        ] {
            let numeros: Vec<u32> = rangs(faux).into_iter().map(|(numero, _)| numero).collect();
            assert_eq!(numeros, [1, 3], "{faux}");
            let mut fichier = Fichier::from(lire(faux.as_bytes()).expect("lu"));
            fichier.correspondances =
                Correspondances::lire(["debut:siret", "fin:siret"]).expect("correspondances");
            let lecture = lire_mandats(&fichier).expect("jugé");
            let invalides: Vec<Option<u32>> = lecture
                .fautes
                .iter()
                .filter(|faute| faute.code == "fichier_json_invalide")
                .map(|faute| faute.ligne)
                .collect();
            assert_eq!((invalides, lecture.lignes), (vec![Some(2)], 3), "{faux}");
        }
    }

    #[test]
    fn what_holds_no_object_or_breaks_off_is_refused() {
        let code = |texte: &str| lire(texte.as_bytes()).map(|_| ()).expect_err("refusé");
        let refus = code("[{\"a\":1},{\"a\":");
        assert_eq!(refus.code, "fichier_json_invalide");
        assert!(refus.message.contains("L'élément 2"), "{}", refus.message);
        assert_eq!(code("{\"a\":[1]}").code, "fichier_json_invalide");
        assert_eq!(code("{\n\"a\": 1\n}").code, "fichier_json_invalide");
        assert_eq!(code("[]").code, "fichier_vide");
        let large = (0..200)
            .map(|n| format!("\"c{n}\":1"))
            .collect::<Vec<_>>()
            .join(",");
        assert_eq!(code(&format!("{{{large}}}")).code, "trop_de_colonnes");
        let profond = format!("{{\"a\":{}", "[".repeat(100_000));
        assert_eq!(code(&profond).code, "fichier_json_invalide");
    }
}
