//! From bytes to rows: encoding, separator, header, row numbers as a spreadsheet shows them.

use std::borrow::Cow;

use super::{MAX_OCTETS, refus, tableau::Tableau};
use crate::erreur::Refus;

/// UTF-8 with or without its mark, UTF-16 by its mark ("Texte Unicode"), else Windows-1252: what
/// spreadsheets write in France.
pub(super) fn decoder(octets: &[u8]) -> Cow<'_, str> {
    let utf_16 = [
        (b"\xFF\xFE", encoding_rs::UTF_16LE),
        (b"\xFE\xFF", encoding_rs::UTF_16BE),
    ];
    if let Some((marque, code)) = utf_16.iter().find(|(marque, _)| octets.starts_with(*marque)) {
        return code.decode_without_bom_handling(&octets[marque.len()..]).0;
    }
    let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    match std::str::from_utf8(octets) {
        Ok(texte) => Cow::Borrowed(texte),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(octets).0,
    }
}

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// CSV.
    Texte,
    /// A zip that may be an XLSX.
    Classeur,
    /// NDJSON, or an array of objects.
    Json,
}

/// Tells the kind of a file by its size and its bytes, never by its name.
///
/// Codes: `fichier_trop_gros`, `fichier_pas_csv`, `fichier_xls`, `fichier_protege`.
pub fn nature(octets: &[u8]) -> Result<Nature, Refus> {
    if octets.len() > MAX_OCTETS {
        return Err(refus::trop_gros());
    }
    if octets.starts_with(b"PK\x03\x04") {
        return Ok(Nature::Classeur);
    }
    if octets.starts_with(b"\xD0\xCF\x11\xE0") {
        // A compound file: the old format, or the new one under a password.
        let chiffre: Vec<u8> = "EncryptedPackage".bytes().flat_map(|o| [o, 0]).collect();
        let protege = octets.windows(chiffre.len()).any(|vus| vus == chiffre);
        return Err(if protege {
            refus::protege()
        } else {
            refus::ancien_classeur()
        });
    }
    if octets.starts_with(b"%PDF") {
        return Err(refus::pas_csv("c'est un PDF"));
    }
    if octets.starts_with(b"\x1F\x8B") {
        return Err(refus::pas_csv("c'est une archive"));
    }
    let utf_16 = octets.starts_with(b"\xFF\xFE") || octets.starts_with(b"\xFE\xFF");
    if !utf_16 && octets.contains(&0) {
        return Err(refus::pas_csv("il contient des octets nuls"));
    }
    let premier = octets
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(octets)
        .iter()
        .find(|o| !o.is_ascii_whitespace());
    Ok(match premier {
        Some(b'{' | b'[') => Nature::Json,
        _ => Nature::Texte,
    })
}

/// The separator that the first line holds most of, outside quotes.
fn separateur(texte: &str) -> u8 {
    let mut comptes = [(b';', 0_u32), (b',', 0), (b'\t', 0)];
    let mut cite = false;
    for o in texte.trim_start().bytes() {
        match o {
            b'"' => cite = !cite,
            b'\n' | b'\r' if !cite => break,
            _ if !cite => {
                if let Some((_, n)) = comptes.iter_mut().find(|(s, _)| *s == o) {
                    *n += 1;
                }
            }
            _ => {}
        }
    }
    comptes
        .iter()
        .rev()
        .max_by_key(|(_, n)| *n)
        .map_or(b';', |(s, _)| *s)
}

/// Line breaks before `fin`, each CR LF pair counted once.
fn sauts(octets: &[u8]) -> u32 {
    let mut n = 0;
    for (i, o) in octets.iter().enumerate() {
        let seul = *o == b'\r' && octets.get(i + 1) != Some(&b'\n');
        n += u32::from(*o == b'\n' || seul);
    }
    n
}

/// The separator of a text's first line, for whoever writes it back.
pub fn separateur_de(octets: &[u8]) -> u8 {
    separateur(&decoder(octets))
}

/// Reads a CSV.
///
/// Codes: `fichier_vide`, `fichier_pas_csv`, `fichier_trop_gros`, `trop_de_lignes`, `trop_de_colonnes`.
pub(super) fn lire(octets: &[u8]) -> Result<Tableau, Refus> {
    if nature(octets)? == Nature::Classeur {
        return Err(refus::classeur_illisible());
    }
    let texte = decoder(octets);
    if texte.trim().is_empty() {
        return Err(refus::vide());
    }
    if texte.contains('\0') {
        return Err(refus::pas_csv("il contient des octets nuls"));
    }
    let octets = texte.as_bytes();
    let mut lecteur = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separateur(&texte))
        .from_reader(octets);
    let mut enregistrement = csv::StringRecord::new();
    let mut tableau = Tableau::default();
    let mut nomme = false;
    let (mut vu, mut numero, mut cites) = (0_usize, 1_u32, 0_u32);
    loop {
        // A text that was decoded to UTF-8 and whose rows may have any length cannot
        // fail; should it, the file is no table.
        if !lecteur
            .read_record(&mut enregistrement)
            .map_err(|_| refus::pas_csv("une ligne est illisible"))?
        {
            break;
        }
        let debut = enregistrement
            .position()
            .map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        // The reader's position may stand before blank lines or the second half of CR LF.
        let debut = debut
            + octets
                .get(debut..)
                .map_or(0, |r| r.iter().take_while(|o| matches!(o, b'\n' | b'\r')).count());
        numero += sauts(octets.get(vu..debut).unwrap_or(&[]));
        vu = debut;
        let ici = numero - cites;
        // A line break inside quotes is not a row of the spreadsheet.
        cites += enregistrement.iter().map(|c| sauts(c.as_bytes())).sum::<u32>();
        if nomme {
            tableau.ajouter(ici, &enregistrement)?;
        } else {
            tableau.nommer(ici, enregistrement.iter().map(str::to_owned).collect())?;
            nomme = true;
        }
    }
    Ok(tableau)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rangs(texte: &[u8]) -> Vec<(u32, String)> {
        let tableau = lire(texte).unwrap();
        let rangees = tableau.rangees();
        rangees
            .map(|r| (r.numero, r.cellules().collect::<Vec<_>>().join("/")))
            .collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        for fin in ["\n", "\r\n", "\r"] {
            let texte = ["nom;age", "a;1", "", "b;2", "\"c\nd\";3", "e;4"].join(fin);
            let attendu = [(2, "a/1"), (4, "b/2"), (5, "c\nd/3"), (6, "e/4")];
            let attendu: Vec<_> = attendu.map(|(n, t)| (n, t.to_owned())).into();
            assert_eq!(rangs(texte.as_bytes()), attendu, "{fin:?}");
        }
    }

    #[test]
    fn the_separator_and_the_encoding_are_found() {
        assert_eq!(rangs(b"Age,NAME,x\n1,a,z\n"), [(2, "1/a/z".to_owned())]);
        assert_eq!(rangs(b"age\tnom\n1\ta\n"), [(2, "1/a".to_owned())]);
        let attendu = [(2, "Éléa/1".to_owned())];
        assert_eq!(rangs(b"\xEF\xBB\xBFnom;age\n\xC9l\xE9a;1"), attendu);
        let utf_16 = |octets: fn(u16) -> [u8; 2]| {
            let texte = "\u{FEFF}nom\tage\r\nÉléa\t1\r\n";
            texte.encode_utf16().flat_map(octets).collect::<Vec<u8>>()
        };
        assert_eq!(rangs(&utf_16(u16::to_le_bytes)), attendu);
        assert_eq!(rangs(&utf_16(u16::to_be_bytes)), attendu);
    }

    #[test]
    fn what_is_no_table_is_refused_by_its_code() {
        let code = |o: &[u8]| lire(o).map(|_| ()).unwrap_err().code;
        assert_eq!(code(b""), "fichier_vide");
        assert_eq!(code(b" \n"), "fichier_vide");
        assert_eq!(code(b"%PDF-1.7"), "fichier_pas_csv");
        assert_eq!(code(b"nom;age\na\0;1"), "fichier_pas_csv");
        assert_eq!(code(b"\xFF\xFEa\0\0\0"), "fichier_pas_csv");
        assert_eq!(code(b"\xD0\xCF\x11\xE0 Workbook"), "fichier_xls");
        let protege = [
            b"\xD0\xCF\x11\xE0".as_slice(),
            b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
        ]
        .concat();
        assert_eq!(code(&protege), "fichier_protege");
        assert_eq!(code(&vec![b'a'; MAX_OCTETS + 1]), "fichier_trop_gros");
        assert_eq!(code(";".repeat(200).as_bytes()), "trop_de_colonnes");
        assert_eq!(nature(b" \n{\"nir\":1}"), Ok(Nature::Json));
        assert_eq!(nature(b"[]"), Ok(Nature::Json));
    }
}
