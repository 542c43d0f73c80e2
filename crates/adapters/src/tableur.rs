//! Tables that a spreadsheet opens: CSV and XLSX. No cell is ever a formula: in CSV, a text that would
//! be one is guarded with an apostrophe; in XLSX, every cell is a text.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Media type of an XLSX.
pub const GENRE_XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// First characters that make a spreadsheet compute what it should show.
const FORMULES: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// UTF-8 with its mark, semicolons, quoted cells: what Excel in French opens by a double click.
pub fn csv(entetes: &[&str], lignes: &[Vec<String>]) -> Vec<u8> {
    let mut sortie = String::from("\u{FEFF}");
    let cellules = |ligne: &mut dyn Iterator<Item = &str>| {
        let cites: Vec<String> = ligne.map(citer).collect();
        format!("{}\r\n", cites.join(";"))
    };
    sortie.push_str(&cellules(&mut entetes.iter().copied()));
    for ligne in lignes {
        sortie.push_str(&cellules(&mut ligne.iter().map(String::as_str)));
    }
    sortie.into_bytes()
}

fn citer(texte: &str) -> String {
    let garde = if texte.starts_with(FORMULES) { "'" } else { "" };
    format!("\"{garde}{}\"", texte.replace('"', "\"\""))
}

/// A cell of somebody else's file that is no formula; a negative number stays one.
pub(crate) fn garder(texte: &str) -> Cow<'_, str> {
    let chiffres = texte.strip_prefix(['-', '+']).unwrap_or(texte);
    let nombre = chiffres.starts_with(|c: char| c.is_ascii_digit())
        && chiffres.bytes().all(|o| o.is_ascii_digit() || b",.".contains(&o));
    if texte.starts_with(FORMULES) && !nombre {
        Cow::Owned(format!("'{texte}"))
    } else {
        Cow::Borrowed(texte)
    }
}

/// One sheet of texts, its header row kept in sight, its columns as wide as what they hold.
///
/// # Errors
/// A text longer than a cell holds (32,767 characters), or more rows than a sheet (1,048,576).
pub fn xlsx(nom: &str, entetes: &[&str], lignes: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let feuille = classeur.add_worksheet();
    feuille.set_name(nom)?;
    feuille.set_freeze_panes(1, 0)?;
    let gras = Format::new().set_bold();
    for (colonne, titre) in (0_u16..).zip(entetes) {
        feuille.write_string_with_format(0, colonne, *titre, &gras)?;
    }
    for (rang, ligne) in (1_u32..).zip(lignes) {
        for (colonne, cellule) in (0_u16..).zip(ligne) {
            feuille.write_string(rang, colonne, cellule)?;
        }
    }
    feuille.autofit();
    classeur.save_to_buffer()
}

#[cfg(test)]
mod essais {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};

    #[test]
    fn no_cell_of_a_csv_is_a_formula() {
        for piege in ["=1+1", "+33 2 40", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            let texte = String::from_utf8(csv(&["a"], &[vec![piege.to_owned()]])).expect("UTF-8");
            assert!(texte.ends_with(&format!("\"'{piege}\"\r\n")), "{texte:?}");
        }
        let texte = String::from_utf8(csv(
            &["a", "b"],
            &[vec!["dit \"oui\"; non".into(), "2022".into()]],
        ));
        assert_eq!(
            texte.expect("UTF-8"),
            "\u{FEFF}\"a\";\"b\"\r\n\"dit \"\"oui\"\"; non\";\"2022\"\r\n"
        );
    }

    #[test]
    fn a_sheet_gives_its_texts_back_and_no_formula() {
        let lignes = [vec!["=1+1 & <b>".to_owned(), "é\u{1}".to_owned()]];
        let octets = xlsx("DAP", &["Numéro", "Nom"], &lignes).expect("classeur");
        let mut lu: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(octets)).expect("XLSX");
        let cellules = lu.worksheet_range("DAP").expect("feuille DAP");
        let texte = |ligne, colonne| match cellules.get_value((ligne, colonne)) {
            Some(Data::String(texte)) => texte.clone(),
            autre => panic!("pas un texte : {autre:?}"),
        };
        assert_eq!(
            (texte(0, 0).as_str(), texte(1, 0).as_str()),
            ("Numéro", "=1+1 & <b>")
        );
        assert!(texte(1, 1).starts_with('é'));
        assert!(lu.worksheet_formula("DAP").expect("formules").is_empty());
    }
}
