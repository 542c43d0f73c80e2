//! Tables that a spreadsheet opens: CSV and XLSX. No cell is ever a formula: in CSV, a text that would
//! be one is quoted with an apostrophe; in XLSX, every cell is an inline text.

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

/// One sheet, its parts stored without compression: no library needed, and the lists are short.
pub fn xlsx(entetes: &[&str], lignes: &[Vec<String>]) -> Vec<u8> {
    const TETE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    const NS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PAQUET: &str = "http://schemas.openxmlformats.org/package/2006";
    let mut feuille = format!(r#"{TETE}<worksheet xmlns="{NS}"><sheetData>"#);
    let titres: Vec<String> = entetes.iter().map(|titre| (*titre).to_owned()).collect();
    for ligne in std::iter::once(&titres).chain(lignes) {
        feuille.push_str("<row>");
        for cellule in ligne {
            feuille.push_str(r#"<c t="inlineStr"><is><t xml:space="preserve">"#);
            feuille.push_str(&echapper(cellule));
            feuille.push_str("</t></is></c>");
        }
        feuille.push_str("</row>");
    }
    feuille.push_str("</sheetData></worksheet>");
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parties = [
        (
            "[Content_Types].xml",
            format!(
                r#"{TETE}<Types xmlns="{PAQUET}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"{TETE}<Relationships xmlns="{PAQUET}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"{TETE}<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets><sheet name="DAP" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"{TETE}<Relationships xmlns="{PAQUET}/relationships"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", feuille),
    ];
    archive(&parties)
}

/// Text of XML; what XML 1.0 cannot hold is left out.
fn echapper(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    for c in texte.chars() {
        match c {
            '&' => sortie.push_str("&amp;"),
            '<' => sortie.push_str("&lt;"),
            '>' => sortie.push_str("&gt;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => sortie.push(c),
        }
    }
    sortie
}

/// A ZIP of stored parts (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
fn archive(parties: &[(&str, String)]) -> Vec<u8> {
    let mut sortie = Vec::new();
    let mut table = Vec::new();
    for (nom, texte) in parties {
        let debut = court(sortie.len());
        let (taille, longueur) = (court(texte.len()), u16::try_from(nom.len()).unwrap_or(0));
        let mut commun = Vec::new();
        // Version 2.0, UTF-8 names, stored, 1 January 1980.
        for mot in [20_u16, 0x0800, 0, 0, 0x0021] {
            commun.extend(mot.to_le_bytes());
        }
        for mot in [crc32(texte.as_bytes()), taille, taille] {
            commun.extend(mot.to_le_bytes());
        }
        commun.extend(longueur.to_le_bytes());
        commun.extend(0_u16.to_le_bytes());
        sortie.extend(0x0403_4b50_u32.to_le_bytes());
        sortie.extend(&commun);
        sortie.extend(nom.as_bytes());
        sortie.extend(texte.as_bytes());
        table.extend(0x0201_4b50_u32.to_le_bytes());
        table.extend(20_u16.to_le_bytes());
        table.extend(&commun);
        table.extend([0_u8; 10]);
        table.extend(debut.to_le_bytes());
        table.extend(nom.as_bytes());
    }
    let (debut, taille) = (court(sortie.len()), court(table.len()));
    let nombre = u16::try_from(parties.len()).unwrap_or(0);
    sortie.extend(table);
    sortie.extend(0x0605_4b50_u32.to_le_bytes());
    for mot in [0, 0, nombre, nombre] {
        sortie.extend(mot.to_le_bytes());
    }
    for mot in [taille, debut] {
        sortie.extend(mot.to_le_bytes());
    }
    sortie.extend(0_u16.to_le_bytes());
    sortie
}

fn court(taille: usize) -> u32 {
    u32::try_from(taille).unwrap_or(u32::MAX)
}

/// CRC-32 of ISO 3309, as ZIP wants it.
fn crc32(octets: &[u8]) -> u32 {
    !octets.iter().fold(u32::MAX, |crc, octet| {
        (0..8).fold(crc ^ u32::from(*octet), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 }
        })
    })
}

#[cfg(test)]
mod essais {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

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
    fn a_sheet_holds_its_texts_and_no_formula() {
        let octets = xlsx(&["Numéro"], &[vec!["=1+1 & <b>".to_owned()]]);
        let texte = String::from_utf8(octets.clone()).expect("stored, so readable");
        assert!(octets.starts_with(b"PK\x03\x04"));
        assert!(texte.contains(r#"t="inlineStr""#) && !texte.contains("<f>"));
        assert!(texte.contains("=1+1 &amp; &lt;b&gt;"));
    }
}
