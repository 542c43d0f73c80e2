//! XLSX: weighed, then read cell by cell. A number is written as the sheet shows it, a date as ISO 8601.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::Refus;
use domain::import::{EnLecture, MAX_COLONNES, Quoi, RANGEES_AVANT_ENTETE, Tableau, refus};
use zip::ZipArchive;

/// What a workbook may unzip to; 100,000 rows make some 40 MB.
const DEPLIE_MAX: u64 = 128 << 20;
/// The texts of the cells, which are kept while the sheet is read.
const TEXTES_MAX: u64 = 48 << 20;
/// From this size on, a content that shrank this much is no table.
const RAPPORT: (u64, u64) = (8 << 20, 150);
/// Files in the archive, and sheets that are looked at.
const PARTIES_MAX: usize = 1000;
const FEUILLES_MAX: usize = 50;

type Classeur<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Refuses macros, passwords and bombs. Each part is unzipped into nothing and counted: what the
/// archive declares may be a lie.
fn peser(octets: &[u8]) -> Result<(), Refus> {
    let mut archive = ZipArchive::new(Cursor::new(octets)).map_err(|_| refus::classeur_illisible())?;
    if archive.len() > PARTIES_MAX {
        return Err(refus::bombe());
    }
    if archive
        .file_names()
        .flatten()
        .any(|nom| nom.ends_with("vbaProject.bin"))
    {
        return Err(refus::macros());
    }
    let mut total = 0;
    for rang in 0..archive.len() {
        let partie = archive.by_index(rang).map_err(|_| refus::classeur_illisible())?;
        if partie.encrypted() {
            return Err(refus::protege());
        }
        let nom = partie.name().map_err(|_| refus::classeur_illisible())?;
        let max = if nom.ends_with("sharedStrings.xml") {
            TEXTES_MAX
        } else {
            DEPLIE_MAX
        };
        if partie.size() > max {
            return Err(refus::bombe());
        }
        let lus = std::io::copy(&mut partie.take(max + 1), &mut std::io::sink())
            .map_err(|_| refus::classeur_illisible())?;
        total += lus;
        if lus > max || total > DEPLIE_MAX {
            return Err(refus::bombe());
        }
    }
    let envoyes = u64::try_from(octets.len()).unwrap_or(u64::MAX).max(1);
    if total > RAPPORT.0 && total / envoyes > RAPPORT.1 {
        return Err(refus::bombe());
    }
    Ok(())
}

fn illisible(erreur: XlsxError) -> Refus {
    match erreur {
        XlsxError::Password => refus::protege(),
        _ => refus::classeur_illisible(),
    }
}

/// Gives the rows that are not blank, each with the number that the spreadsheet shows; `recevoir`
/// says whether to go on.
fn parcourir(
    classeur: &mut Classeur<'_>,
    feuille: &str,
    mut recevoir: impl FnMut(u32, Vec<String>) -> Result<bool, Refus>,
) -> Result<(), Refus> {
    let mut lecteur = classeur.worksheet_cells_reader(feuille).map_err(illisible)?;
    let mut ici = 0;
    let mut cellules: Vec<String> = Vec::new();
    while let Some(lue) = lecteur.next_cell().map_err(illisible)? {
        let (ligne, colonne) = lue.get_position();
        if ligne != ici && !cellules.is_empty() && !recevoir(ici + 1, std::mem::take(&mut cellules))? {
            return Ok(());
        }
        ici = ligne;
        let texte = texte(lue.get_value());
        if texte.trim().is_empty() {
            continue;
        }
        let place = usize::try_from(colonne).unwrap_or(usize::MAX);
        if place >= MAX_COLONNES {
            return Err(refus::trop_de_colonnes());
        }
        if cellules.len() <= place {
            cellules.resize(place + 1, String::new());
        }
        cellules[place] = texte;
    }
    if !cellules.is_empty() {
        recevoir(ici + 1, cellules)?;
    }
    Ok(())
}

/// A cell as its reader sees it.
fn texte(valeur: &DataRef<'_>) -> String {
    match valeur {
        DataRef::Int(entier) => entier.to_string(),
        DataRef::Float(nombre) => decimal(*nombre),
        DataRef::String(texte) | DataRef::DateTimeIso(texte) | DataRef::DurationIso(texte) => texte.clone(),
        DataRef::SharedString(texte) => (*texte).to_owned(),
        DataRef::Bool(vrai) => vrai.to_string(),
        // `35:00` in the form [h]:mm is a fraction of a day.
        DataRef::DateTime(instant) if instant.is_duration() => decimal(instant.as_f64() * 24.0),
        DataRef::DateTime(instant) => {
            let (an, mois, jour, ..) = instant.to_ymd_hms_milli();
            format!("{an:04}-{mois:02}-{jour:02}")
        }
        DataRef::Error(erreur) => erreur.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A spreadsheet keeps 15 digits: what a float has beyond them (`10.850000000000001`) is noise.
fn decimal(nombre: f64) -> String {
    let arrondi: f64 = format!("{nombre:.14e}").parse().unwrap_or(nombre);
    arrondi.to_string()
}

/// The names of a sheet's columns, wherever its header is; none of a sheet that is empty.
fn entete(classeur: &mut Classeur<'_>, feuille: &str) -> Result<Option<Vec<String>>, Refus> {
    let mut lecture = EnLecture::default();
    let mut lues = 0;
    parcourir(classeur, feuille, |numero, cellules| {
        lecture.recevoir(numero, cellules)?;
        lues += 1;
        Ok(lues < RANGEES_AVANT_ENTETE)
    })?;
    let tableau = lecture.finir()?;
    Ok((lues > 0).then(|| tableau.entete().to_vec()))
}

/// The first sheet whose header is known, else the first that holds anything.
fn choisir(classeur: &mut Classeur<'_>, quoi: Quoi) -> Result<String, Refus> {
    let feuilles: Vec<String> = classeur
        .sheets_metadata()
        .iter()
        .filter(|feuille| feuille.typ == SheetType::WorkSheet && feuille.visible == SheetVisible::Visible)
        .map(|feuille| feuille.name.clone())
        .take(FEUILLES_MAX)
        .collect();
    let mut pleine = None;
    for feuille in feuilles {
        match entete(classeur, &feuille)? {
            Some(noms) if quoi.reconnait(&noms) => return Ok(feuille),
            Some(_) => pleine = pleine.or(Some(feuille)),
            None => {}
        }
    }
    pleine.ok_or_else(refus::vide)
}

fn deplier(octets: &[u8], quoi: Quoi) -> Result<Tableau, Refus> {
    let mut classeur: Classeur<'_> = Xlsx::new(Cursor::new(octets)).map_err(illisible)?;
    let feuille = choisir(&mut classeur, quoi)?;
    let mut lecture = EnLecture::default();
    parcourir(&mut classeur, &feuille, |numero, cellules| {
        lecture.recevoir(numero, cellules)?;
        Ok(true)
    })?;
    lecture.finir()
}

pub(super) fn lire(octets: &[u8], quoi: Quoi) -> Result<Tableau, Refus> {
    peser(octets)?;
    // A workbook made by hand may lead its reader astray: that is the file's fault, not ours.
    catch_unwind(AssertUnwindSafe(|| deplier(octets, quoi)))
        .unwrap_or_else(|_| Err(refus::classeur_illisible()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::lire_salaries;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn code(octets: &[u8]) -> &'static str {
        lire(octets, Quoi::Heures).map(|_| ()).expect_err("refusé").code
    }

    fn archive(parties: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (nom, contenu) in parties {
            archive
                .start_file(*nom, SimpleFileOptions::default())
                .expect("partie");
            archive.write_all(contenu).expect("contenu");
        }
        archive.finish().expect("archive").into_inner()
    }

    #[test]
    fn numbers_dates_and_texts_come_as_the_sheet_shows_them() {
        let mut classeur = Workbook::new();
        classeur
            .add_worksheet()
            .write_string(0, 0, "Lisez-moi")
            .expect("note");
        let feuille = classeur.add_worksheet();
        for (colonne, nom) in (1_u16..).zip(["NIR", "Semaine du", "Travaillées", "Chômées"]) {
            feuille.write_string(2, colonne, nom).expect("en-tête");
        }
        let date = Format::new().set_num_format("dd/mm/yyyy");
        let duree = Format::new().set_num_format("[h]:mm");
        let lundi = ExcelDateTime::from_ymd(2022, 5, 2).expect("date");
        feuille.write_number(3, 1, 267_077_507_584_152.0).expect("NIR");
        feuille
            .write_datetime_with_format(3, 2, &lundi, &date)
            .expect("lundi");
        feuille.write_number(3, 3, 0.1 + 0.2).expect("heures");
        feuille
            .write_number_with_format(3, 4, 35.0 / 24.0, &duree)
            .expect("durée");
        feuille.write_string(6, 1, "2.95E+14").expect("abîmé");
        let octets = classeur.save_to_buffer().expect("classeur");
        let tableau = lire(&octets, Quoi::Heures).expect("lu");
        let vues: Vec<(u32, Vec<&str>)> = tableau
            .rangees()
            .map(|r| (r.numero, r.cellules().collect()))
            .collect();
        assert_eq!(tableau.numero_entete(), 3);
        assert_eq!(
            vues,
            [
                (4, vec!["", "267077507584152", "2022-05-02", "0.3", "35"]),
                (7, vec!["", "2.95E+14"])
            ]
        );
    }

    #[test]
    fn the_header_is_found_below_a_title_and_a_quotient_keeps_its_digits() {
        let mut classeur = Workbook::new();
        let feuille = classeur.add_worksheet();
        feuille.write_string(0, 0, "Export du personnel").expect("titre");
        feuille.write_string(1, 0, "Société").expect("titre");
        feuille.write_string(1, 1, "ACME").expect("titre");
        let noms = ["NIR", "Nom", "Prénom", "Statut", "Heures contrat", "Tx horaire"];
        for (colonne, nom) in (0_u16..).zip(noms) {
            feuille.write_string(3, colonne, nom).expect("en-tête");
        }
        for (colonne, texte) in (0_u16..).zip(["267077507584152", "GARNIER", "Jeanne", "TAM", "35:00"]) {
            feuille.write_string(4, colonne, texte).expect("cellule");
        }
        feuille.write_number(4, 5, 5071.73 / 151.67).expect("taux");
        let octets = classeur.save_to_buffer().expect("classeur");
        let tableau = lire(&octets, Quoi::Salaries).expect("lu");
        assert_eq!((tableau.numero_entete(), tableau.lignes()), (4, 1));
        let lecture = lire_salaries(&tableau.into()).expect("jugé");
        assert_eq!(lecture.fautes, []);
        let (ligne, jeanne) = &lecture.valides[0];
        let taux = jeanne.fiche.contrat.taux_horaire_brut.to_string();
        assert_eq!((*ligne, taux.as_str()), (5, "33.4392"));
    }

    #[test]
    fn macros_bombs_and_other_archives_are_refused() {
        assert_eq!(code(b"PK\x03\x04classeur"), "fichier_classeur_illisible");
        assert_eq!(
            code(&archive(&[("word/document.xml", b"<w/>")])),
            "fichier_classeur_illisible"
        );
        assert_eq!(code(&archive(&[("xl/vbaProject.bin", b"x")])), "fichier_macros");
        let zeros = vec![b'0'; 60 << 20];
        assert_eq!(
            code(&archive(&[("xl/worksheets/sheet1.xml", &zeros)])),
            "fichier_zip_suspect"
        );
        assert_eq!(
            code(&archive(&[("xl/sharedStrings.xml", &zeros)])),
            "fichier_zip_suspect"
        );
        let noms: Vec<String> = (0..1001).map(|n| format!("{n}")).collect();
        let parties: Vec<(&str, &[u8])> = noms.iter().map(|nom| (nom.as_str(), b"".as_slice())).collect();
        assert_eq!(code(&archive(&parties)), "fichier_zip_suspect");
    }

    #[test]
    fn a_declared_size_that_lies_does_not_help() {
        let mut octets = archive(&[("xl/sharedStrings.xml", &vec![b'0'; 50 << 20])]);
        // The uncompressed size of the central directory and of the local header, made small.
        let vraie = (50_u32 << 20).to_le_bytes();
        let places: Vec<usize> = (0..octets.len() - 4)
            .filter(|i| octets[*i..*i + 4] == vraie)
            .collect();
        assert!(!places.is_empty());
        for place in places {
            octets[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(matches!(
            code(&octets),
            "fichier_zip_suspect" | "fichier_classeur_illisible"
        ));
    }

    #[test]
    fn a_sheet_of_ten_thousand_columns_is_refused() {
        let mut classeur = Workbook::new();
        let feuille = classeur.add_worksheet();
        for colonne in 0..10_000 {
            feuille.write_string(0, colonne, "x").expect("cellule");
        }
        assert_eq!(
            code(&classeur.save_to_buffer().expect("classeur")),
            "trop_de_colonnes"
        );
    }
}
