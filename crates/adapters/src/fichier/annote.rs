//! The file given back in the form it came in, each row with what is wrong in it. Row numbers stay.

use std::collections::BTreeMap;
use std::io::{self, Write};

use domain::Refus;
use domain::import::{Nature, Quoi, Tableau, nature, refus, separateur_de};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::{json, ouvrir};
use crate::tableur::{Cellule, garder};

const COLONNE: &str = "erreurs";
/// Where the text of a line stays that is no JSON object.
const ILLISIBLE: &str = "ligne_illisible";

/// A file to hand back.
pub struct Annote {
    pub octets: Vec<u8>,
    /// Media type.
    pub genre: &'static str,
    /// Ending of its name.
    pub extension: &'static str,
}

/// Why it cannot be given back.
#[derive(Debug, thiserror::Error)]
pub enum Echec {
    #[error("{0}")]
    Refus(Refus),
    #[error("écriture du classeur : {0}")]
    Classeur(#[from] XlsxError),
    #[error("écriture du CSV : {0}")]
    Csv(#[from] csv::Error),
    #[error("écriture du JSON : {0}")]
    Json(#[from] serde_json::Error),
    #[error("envoi : {0}")]
    Envoi(#[from] io::Error),
}

impl From<Refus> for Echec {
    fn from(refus: Refus) -> Self {
        Self::Refus(refus)
    }
}

/// In which form a file is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forme {
    /// Media type.
    pub genre: &'static str,
    /// Ending of its name.
    pub extension: &'static str,
}

/// The form of a file: the one it came in.
///
/// # Errors
/// Those of [`nature`].
pub fn forme(octets: &[u8]) -> Result<Forme, Refus> {
    let (genre, extension) = match nature(octets)? {
        Nature::Json if json::est_tableau(octets) => ("application/json", "json"),
        Nature::Json => ("application/x-ndjson", "ndjson"),
        Nature::Texte => ("text/csv; charset=utf-8", "csv"),
        Nature::Classeur => (crate::tableur::GENRE_XLSX, "xlsx"),
    };
    Ok(Forme { genre, extension })
}

/// Writes the file with a column `erreurs`, made anew or filled anew; `fautes` by row number. A row goes out as soon as
/// it is made, except those of a workbook, whose archive is closed at the end.
///
/// # Errors
/// Those of reading; a workbook that cannot be written, a reader that is gone.
pub fn annoter(
    octets: &[u8],
    quoi: Quoi,
    fautes: &BTreeMap<u32, String>,
    sortie: &mut impl Write,
) -> Result<(), Echec> {
    match nature(octets)? {
        Nature::Json => en_json(octets, fautes, sortie)?,
        Nature::Texte => en_csv(&ouvrir(octets, quoi)?, separateur_de(octets), fautes, sortie)?,
        Nature::Classeur => sortie.write_all(&en_xlsx(&ouvrir(octets, quoi)?, fautes)?)?,
    }
    Ok(sortie.flush()?)
}

/// A row with its errors, in the column that a file sent back once already has, else in a new one.
fn ranger<'a>(tableau: &Tableau, cellules: impl Iterator<Item = &'a str>, erreurs: &'a str) -> Vec<&'a str> {
    let largeur = tableau.entete().len();
    let place = tableau.entete().iter().position(|nom| nom.trim() == COLONNE);
    let place = place.unwrap_or(largeur);
    let mut rangee: Vec<&str> = cellules.collect();
    if rangee.len() <= place {
        rangee.resize(place + 1, "");
    }
    // A cell beyond the header is one of the errors: it moves, nothing is lost.
    if place == largeur && !rangee[place].is_empty() {
        rangee.insert(place, erreurs);
    } else {
        rangee[place] = erreurs;
    }
    rangee
}

fn erreurs_de(fautes: &BTreeMap<u32, String>, numero: u32) -> &str {
    fautes.get(&numero).map_or("", String::as_str)
}

fn en_csv(
    tableau: &Tableau,
    separateur: u8,
    fautes: &BTreeMap<u32, String>,
    sortie: &mut impl Write,
) -> Result<(), csv::Error> {
    sortie.write_all("\u{FEFF}".as_bytes())?;
    let mut sortie = csv::WriterBuilder::new()
        .delimiter(separateur)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(sortie);
    let entete = ranger(tableau, tableau.entete().iter().map(String::as_str), COLONNE);
    let mut ecrites = 1;
    // Blank rows are written again, so that "ligne 12" is still row 12.
    let mut ecrire = |numero: u32, rangee: Vec<&str>| {
        while ecrites < numero {
            sortie.write_record([""])?;
            ecrites += 1;
        }
        ecrites = numero + 1;
        sortie.write_record(rangee.into_iter().map(|cellule| garder(cellule).into_owned()))
    };
    for (numero, cellules) in tableau.au_dessus() {
        ecrire(*numero, cellules.iter().map(String::as_str).collect())?;
    }
    ecrire(tableau.numero_entete(), entete)?;
    for rangee in tableau.rangees() {
        let erreurs = erreurs_de(fautes, rangee.numero);
        ecrire(rangee.numero, ranger(tableau, rangee.cellules(), erreurs))?;
    }
    Ok(sortie.flush()?)
}

/// Few enough digits that a spreadsheet neither loses one nor takes a NIR for a number.
fn nombre(cellule: &str) -> Option<f64> {
    let sobre = cellule.len() <= 11 && cellule.bytes().all(|o| o.is_ascii_digit() || b"-.".contains(&o));
    let nul_devant = cellule.len() > 1 && cellule.starts_with('0') && !cellule.starts_with("0.");
    if sobre && !nul_devant {
        cellule.parse().ok()
    } else {
        None
    }
}

fn en_xlsx(tableau: &Tableau, fautes: &BTreeMap<u32, String>) -> Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let feuille = classeur.add_worksheet();
    let gras = Format::new().set_bold();
    let rang = |numero: u32| numero.saturating_sub(1);
    let textes = Format::new().set_num_format("@");
    for (numero, cellules) in tableau.au_dessus() {
        for (colonne, cellule) in (0_u16..).zip(cellules) {
            ecrire_cellule(feuille, (rang(*numero), colonne), cellule, &textes)?;
        }
    }
    let entete = ranger(tableau, tableau.entete().iter().map(String::as_str), COLONNE);
    for (colonne, nom) in (0_u16..).zip(entete) {
        feuille.write_string_with_format(rang(tableau.numero_entete()), colonne, nom, &gras)?;
    }
    for rangee in tableau.rangees() {
        let erreurs = erreurs_de(fautes, rangee.numero);
        for (colonne, cellule) in (0_u16..).zip(ranger(tableau, rangee.cellules(), erreurs)) {
            ecrire_cellule(feuille, (rang(rangee.numero), colonne), cellule, &textes)?;
        }
    }
    feuille.autofit();
    classeur.save_to_buffer()
}

/// A file to fill in; in a workbook the first column is Text, so that 15 digits stay what they are.
///
/// # Errors
/// A workbook that cannot be written.
pub fn modele(entete: &[&str], lignes: &[Vec<String>], xlsx: bool) -> Result<Annote, Echec> {
    if !xlsx {
        let textes = |ligne: &Vec<String>| ligne.iter().cloned().map(Cellule::Texte).collect();
        let lignes: Vec<Vec<Cellule>> = lignes.iter().map(textes).collect();
        return Ok(Annote {
            octets: crate::tableur::csv(entete, &lignes),
            genre: "text/csv; charset=utf-8",
            extension: "csv",
        });
    }
    let mut classeur = Workbook::new();
    let feuille = classeur.add_worksheet();
    feuille.set_freeze_panes(1, 0)?;
    let textes = Format::new().set_num_format("@");
    feuille.set_column_format(0, &textes)?;
    let gras = Format::new().set_bold();
    for (colonne, nom) in (0_u16..).zip(entete) {
        feuille.write_string_with_format(0, colonne, *nom, &gras)?;
    }
    for (rang, ligne) in (1_u32..).zip(lignes) {
        for (colonne, cellule) in (0_u16..).zip(ligne) {
            ecrire_cellule(feuille, (rang, colonne), &cellule.replace(',', "."), &textes)?;
        }
    }
    feuille.autofit();
    Ok(Annote {
        octets: classeur.save_to_buffer()?,
        genre: crate::tableur::GENRE_XLSX,
        extension: "xlsx",
    })
}

fn ecrire_cellule(
    feuille: &mut Worksheet,
    (ligne, colonne): (u32, u16),
    cellule: &str,
    textes: &Format,
) -> Result<(), XlsxError> {
    if let Some(nombre) = nombre(cellule) {
        feuille.write_number(ligne, colonne, nombre)?;
    } else if !cellule.is_empty() {
        feuille.write_string_with_format(ligne, colonne, couper(cellule), textes)?;
    }
    Ok(())
}

/// What a cell holds at most.
fn couper(cellule: &str) -> String {
    cellule.chars().take(32_767).collect()
}

fn en_json(octets: &[u8], fautes: &BTreeMap<u32, String>, sortie: &mut impl Write) -> Result<(), Echec> {
    let tableau = json::est_tableau(octets);
    let mut ecrites = 1;
    let mut echec = None;
    let mut ecrire = |numero: u32, objet: &serde_json::Map<String, Value>| -> Result<(), Echec> {
        if tableau {
            sortie.write_all(if numero == 1 { b"[\n" } else { b",\n" })?;
        } else {
            while ecrites < numero {
                sortie.write_all(b"\n")?;
                ecrites += 1;
            }
        }
        Ok(serde_json::to_writer(&mut *sortie, objet)?)
    };
    json::parcourir(octets, |numero, element| {
        let mut objet = element
            .unwrap_or_else(|illisible| serde_json::Map::from_iter([(ILLISIBLE.to_owned(), illisible)]));
        let erreurs = erreurs_de(fautes, numero);
        objet.insert(COLONNE.to_owned(), Value::String(erreurs.to_owned()));
        ecrire(numero, &objet).map_err(|erreur| {
            echec = Some(erreur);
            refus::json_invalide(numero)
        })
    })
    .map_err(|refus| echec.unwrap_or(Echec::Refus(refus)))?;
    Ok(sortie.write_all(if tableau { b"\n]\n" } else { b"\n" })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendu(octets: &[u8]) -> Annote {
        let fautes = BTreeMap::from([(4, "nir : clé fausse".to_owned())]);
        let mut sortie = Vec::new();
        annoter(octets, Quoi::Mandats, &fautes, &mut sortie).expect("annoté");
        let forme = forme(octets).expect("forme");
        Annote {
            octets: sortie,
            genre: forme.genre,
            extension: forme.extension,
        }
    }

    #[test]
    fn a_csv_comes_back_with_its_separator_its_rows_and_no_formula() {
        let annote = rendu(b"siret;debut;fin\n1;-12,00;=HYPERLINK(1)\n\n2;+33 2;x;y\n");
        let texte = String::from_utf8(annote.octets.clone()).expect("UTF-8");
        let attendu = "\u{FEFF}siret;debut;fin;erreurs\r\n1;-12,00;'=HYPERLINK(1);\r\n\"\"\r\n2;'+33 2;x;nir : clé fausse;y\r\n";
        assert_eq!(texte, attendu);
        // Sent back and returned once more, it has still one column of errors.
        let encore = rendu(&annote.octets);
        assert_eq!(
            String::from_utf8(encore.octets)
                .expect("UTF-8")
                .matches("erreurs")
                .count(),
            1
        );
    }

    #[test]
    fn what_stands_above_the_header_comes_back_at_its_row() {
        let annote = rendu(b"sep=;\nMandats =1+1;de mai\nsiret;debut;fin\n1;2;3\n");
        let texte = String::from_utf8(annote.octets.clone()).expect("UTF-8");
        let attendu =
            "\u{FEFF}\"\"\r\nMandats =1+1;de mai\r\nsiret;debut;fin;erreurs\r\n1;2;3;nir : clé fausse\r\n";
        assert_eq!(texte, attendu);
        let relu = ouvrir(&annote.octets, Quoi::Mandats).expect("relu");
        assert_eq!((relu.numero_entete(), relu.entete().len()), (3, 4));
    }

    #[test]
    fn a_line_that_is_no_object_comes_back_with_its_text() {
        let rendu = rendu(b"{\"siret\":\"1\"}\n\n\n{\"siret\" : 2\n");
        let texte = String::from_utf8(rendu.octets).expect("UTF-8");
        let derniere: Value = serde_json::from_str(texte.lines().nth(3).expect("ligne 4")).expect("objet");
        assert_eq!(derniere[ILLISIBLE], "{\"siret\" : 2");
        assert_eq!(derniere[COLONNE], "nir : clé fausse");
    }

    #[test]
    fn a_workbook_comes_back_with_numbers_as_numbers_and_a_nir_as_text() {
        let mut classeur = Workbook::new();
        let feuille = classeur.add_worksheet();
        for (colonne, nom) in (0_u16..).zip(["siret", "debut", "fin"]) {
            feuille.write_string(0, colonne, nom).expect("en-tête");
        }
        feuille.write_number(3, 0, 267_077_507_584_152.0).expect("NIR");
        feuille.write_number(3, 1, -12.5).expect("nombre");
        feuille.write_string(3, 2, "=1+1").expect("piège");
        let annote = rendu(&classeur.save_to_buffer().expect("classeur"));
        use calamine::{Data, Reader as _, Xlsx};
        let mut lu: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(annote.octets)).expect("XLSX");
        assert!(lu.worksheet_formula("Sheet1").expect("formules").is_empty());
        let cellules = lu.worksheet_range("Sheet1").expect("feuille");
        let valeur = |colonne| cellules.get_value((3, colonne)).cloned();
        let texte = |texte: &str| Some(Data::String(texte.to_owned()));
        assert_eq!(valeur(0), texte("267077507584152"));
        assert_eq!(valeur(1), Some(Data::Float(-12.5)));
        assert_eq!((valeur(2), valeur(3)), (texte("=1+1"), texte("nir : clé fausse")));
    }

    #[test]
    fn json_comes_back_as_lines_or_as_an_array() {
        let lignes = rendu(b"{\"siret\":\"1\"}\n\n\n{\"siret\":2}\n");
        let texte = String::from_utf8(lignes.octets).expect("UTF-8");
        assert_eq!(texte.lines().count(), 4);
        assert!(
            texte.lines().nth(3).is_some_and(|l| l.contains("clé fausse")),
            "{texte}"
        );
        let tableau = rendu(b"[{\"siret\":\"1\"},{\"siret\":\"2\"}]");
        assert_eq!(tableau.genre, "application/json");
        assert!(serde_json::from_slice::<Vec<Value>>(&tableau.octets).is_ok_and(|v| v.len() == 2));
    }
}
