//! Tables that a spreadsheet opens: CSV and XLSX. No cell is ever a formula: in CSV, a text that would
//! be one is guarded with an apostrophe; in XLSX, a cell is a text, a number or a date.

use std::borrow::Cow;

use domain::mois::{date_fr, paris};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use time::{Date, OffsetDateTime, PrimitiveDateTime};

/// Media type of an XLSX.
pub const GENRE_XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// First characters that make a spreadsheet compute what it should show.
const FORMULES: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cellule {
    Texte(String),
    /// Digits, a point, perhaps a sign: `1234.50`, as many decimals as are shown.
    Nombre(String),
    /// A day, written as the French do and sorted as days are.
    Date(Date),
    /// A moment by the clocks of Paris, to the minute.
    Moment(PrimitiveDateTime),
}

impl Cellule {
    /// A day, when there is one.
    pub fn date(jour: Option<Date>) -> Self {
        jour.map_or_else(|| Self::Texte(String::new()), Self::Date)
    }

    /// An instant as the clocks of Paris showed it, when there is one.
    pub fn moment(instant: Option<OffsetDateTime>) -> Self {
        let local = |instant| {
            let paris = paris(instant);
            Self::Moment(PrimitiveDateTime::new(paris.date(), paris.time()))
        };
        instant.map_or_else(|| Self::Texte(String::new()), local)
    }

    /// A number of ours, as it is written on the wire.
    pub fn nombre(valeur: impl ToString) -> Self {
        Self::Nombre(valeur.to_string())
    }
}

impl From<String> for Cellule {
    fn from(texte: String) -> Self {
        Self::Texte(texte)
    }
}

/// One sheet: its name, the titles of its columns, its rows.
pub struct Feuille<'a> {
    pub nom: &'a str,
    pub entetes: &'a [&'a str],
    pub lignes: &'a [Vec<Cellule>],
}

/// UTF-8 with its mark, semicolons, quoted texts, decimal commas: what Excel in French opens by a double click.
pub fn csv(entetes: &[&str], lignes: &[Vec<Cellule>]) -> Vec<u8> {
    let mut sortie = String::from("\u{FEFF}");
    let titres: Vec<String> = entetes.iter().map(|titre| citer(titre)).collect();
    let rangees = lignes.iter().map(|ligne| {
        let cellules = ligne.iter().map(|cellule| match cellule {
            Cellule::Texte(texte) => citer(texte),
            Cellule::Nombre(nombre) => nombre.replace('.', ","),
            Cellule::Date(jour) => date_fr(*jour),
            Cellule::Moment(moment) => {
                let (jour, heure) = (date_fr(moment.date()), moment.time());
                format!("{jour} {:02}:{:02}", heure.hour(), heure.minute())
            }
        });
        cellules.collect::<Vec<_>>()
    });
    for cellules in std::iter::once(titres).chain(rangees) {
        sortie.push_str(&cellules.join(";"));
        sortie.push_str("\r\n");
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

/// Sheets of texts and true numbers, their header rows kept in sight, their columns as wide as what they hold.
///
/// # Errors
/// A text longer than a cell holds (32,767 characters), or more rows than a sheet (1,048,576).
pub fn xlsx(feuilles: &[Feuille<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let gras = Format::new().set_bold();
    for decrite in feuilles {
        let feuille = classeur.add_worksheet();
        feuille.set_name(decrite.nom)?;
        feuille.set_freeze_panes(1, 0)?;
        for (colonne, titre) in (0_u16..).zip(decrite.entetes) {
            feuille.write_string_with_format(0, colonne, *titre, &gras)?;
        }
        for (rang, ligne) in (1_u32..).zip(decrite.lignes) {
            for (colonne, cellule) in (0_u16..).zip(ligne) {
                ecrire(feuille, (rang, colonne), cellule)?;
            }
        }
        feuille.autofit();
    }
    classeur.save_to_buffer()
}

fn ecrire(feuille: &mut Worksheet, (rang, colonne): (u32, u16), cellule: &Cellule) -> Result<(), XlsxError> {
    let (texte, nombre) = match cellule {
        Cellule::Texte(texte) => (texte, None),
        Cellule::Nombre(nombre) => (nombre, nombre.parse::<f64>().ok()),
        Cellule::Date(jour) => {
            let format = Format::new().set_num_format("dd/mm/yyyy");
            feuille.write_datetime_with_format(rang, colonne, jour_de_tableur(*jour)?, &format)?;
            return Ok(());
        }
        Cellule::Moment(moment) => {
            let format = Format::new().set_num_format("dd/mm/yyyy hh:mm");
            let heure = moment.time();
            let valeur = jour_de_tableur(moment.date())?.and_hms(heure.hour().into(), heure.minute(), 0)?;
            feuille.write_datetime_with_format(rang, colonne, valeur, &format)?;
            return Ok(());
        }
    };
    match nombre {
        Some(nombre) => {
            let decimales = texte.split_once('.').map_or(0, |(_, decimales)| decimales.len());
            let point = if decimales > 0 { "." } else { "" };
            let format = Format::new().set_num_format(format!("#,##0{point}{}", "0".repeat(decimales)));
            feuille.write_number_with_format(rang, colonne, nombre, &format)?
        }
        None => feuille.write_string(rang, colonne, texte)?,
    };
    Ok(())
}

fn jour_de_tableur(jour: Date) -> Result<ExcelDateTime, XlsxError> {
    let annee = u16::try_from(jour.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(annee, jour.month().into(), jour.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};
    use time::macros::{date, datetime};

    #[test]
    fn no_cell_of_a_csv_is_a_formula() {
        for piege in ["=1+1", "+33 2 40", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            let texte = String::from_utf8(csv(&["a"], &[vec![piege.to_owned().into()]])).expect("UTF-8");
            assert!(texte.ends_with(&format!("\"'{piege}\"\r\n")), "{texte:?}");
        }
        let texte = String::from_utf8(csv(
            &["a", "b"],
            &[vec![
                "dit \"oui\"; non".to_owned().into(),
                Cellule::nombre("-7.50"),
            ]],
        ));
        assert_eq!(
            texte.expect("UTF-8"),
            "\u{FEFF}\"a\";\"b\"\r\n\"dit \"\"oui\"\"; non\";-7,50\r\n"
        );
    }

    #[test]
    fn dates_are_dates_in_paris_time() {
        let cellules = [vec![
            Cellule::date(Some(date!(2022 - 05 - 02))),
            // Half past midnight of the day after, in Paris.
            Cellule::moment(Some(datetime!(2022-05-02 22:30 UTC))),
            Cellule::date(None),
        ]];
        let texte = String::from_utf8(csv(&["a"], &cellules)).expect("UTF-8");
        assert!(
            texte.ends_with("02/05/2022;03/05/2022 00:30;\"\"\r\n"),
            "{texte:?}"
        );
        let feuille = Feuille {
            nom: "DAP",
            entetes: &["Jour", "Moment", "Rien"],
            lignes: &cellules,
        };
        let octets = xlsx(&[feuille]).expect("classeur");
        let mut lu: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(octets)).expect("XLSX");
        let plage = lu.worksheet_range("DAP").expect("feuille DAP");
        // Days since 30 December 1899, as spreadsheets count.
        for (colonne, attendue) in [(0, 44_683.0), (1, 44_684.0 + 0.5 / 24.0)] {
            let Some(Data::DateTime(lue)) = plage.get_value((1, colonne)) else {
                panic!("pas une date : {:?}", plage.get_value((1, colonne)));
            };
            assert!((lue.as_f64() - attendue).abs() < 1e-6, "{lue:?}");
        }
    }

    #[test]
    fn a_sheet_gives_its_texts_and_numbers_back_and_no_formula() {
        let lignes = [vec![
            "=1+1 & <b>".to_owned().into(),
            "é\u{1}".to_owned().into(),
            Cellule::nombre("1234.50"),
            Cellule::nombre("pas un nombre"),
        ]];
        let feuille = Feuille {
            nom: "DAP",
            entetes: &["Numéro", "Nom", "Allocation", "Autre"],
            lignes: &lignes,
        };
        let octets = xlsx(&[feuille]).expect("classeur");
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
        assert_eq!(cellules.get_value((1, 2)), Some(&Data::Float(1234.5)));
        assert_eq!(texte(1, 3), "pas un nombre");
        assert!(lu.worksheet_formula("DAP").expect("formules").is_empty());
    }
}
