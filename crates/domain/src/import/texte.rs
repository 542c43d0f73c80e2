//! From bytes to rows: encoding, separator, header, row numbers as a spreadsheet shows them.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::entete::{EnLecture, RANGEES_AVANT_ENTETE, connues};
use super::{MAX_OCTETS, refus, tableau::Tableau};
use crate::erreur::Refus;

/// What a CSV may be separated by, the likeliest first.
const SEPARATEURS: [u8; 4] = *b";,\t|";
/// Of a CSV, what its separator is looked for in.
const DEBUT: usize = 64 * 1024;

/// UTF-16 and the length of its mark. Without mark it is told by its nuls: every other byte of Latin letters is one.
fn utf_16(octets: &[u8]) -> Option<(usize, &'static Encoding)> {
    if octets.starts_with(b"\xFF\xFE") {
        return Some((2, UTF_16LE));
    }
    if octets.starts_with(b"\xFE\xFF") {
        return Some((2, UTF_16BE));
    }
    let debut = &octets[..octets.len().min(1024)];
    let paires = debut.len() / 2;
    let nuls = |rang: usize| debut.iter().skip(rang).step_by(2).filter(|o| **o == 0).count();
    match (nuls(0), nuls(1)) {
        (0, impairs) if impairs * 2 > paires => Some((0, UTF_16LE)),
        (pairs, 0) if pairs * 2 > paires => Some((0, UTF_16BE)),
        _ => None,
    }
}

/// UTF-8 with or without its mark, UTF-16 ("Texte Unicode"), else Windows-1252: what spreadsheets write in France.
pub(super) fn decoder(octets: &[u8]) -> Cow<'_, str> {
    if let Some((marque, code)) = utf_16(octets) {
        return code.decode_without_bom_handling(&octets[marque..]).0;
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
    if utf_16(octets).is_some() {
        return Ok(Nature::Texte);
    }
    if octets.contains(&0) {
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

/// `sep=;`, which tells Excel the separator in a line of its own: that one, and what follows the line's text.
fn sep(texte: &str) -> Option<(u8, &str)> {
    let texte = texte.strip_prefix('"').unwrap_or(texte);
    let debut = texte
        .get(..4)
        .filter(|debut| debut.eq_ignore_ascii_case("sep="))?;
    let reste = &texte[debut.len()..];
    let separateur = *reste.as_bytes().first().filter(|o| SEPARATEURS.contains(o))?;
    let reste = &reste[1..];
    let reste = reste
        .strip_prefix('"')
        .unwrap_or(reste)
        .trim_start_matches([' ', ';', ',']);
    (reste.is_empty() || reste.starts_with(['\r', '\n'])).then_some((separateur, reste))
}

/// The separator that the file says, else the one by which a row names most columns, else the one that a row holds
/// most of. Of equals the likeliest.
fn separateur(texte: &str) -> u8 {
    if let Some((dit, _)) = sep(texte) {
        return dit;
    }
    let mut fin = texte.len().min(DEBUT);
    while !texte.is_char_boundary(fin) {
        fin -= 1;
    }
    let juger = |separateur: u8| {
        let (mut nommees, mut plus) = (0, 0);
        let mut lecteur = lecteur(&texte[..fin], separateur);
        let mut pleines = 0;
        for rangee in lecteur.records().map_while(Result::ok) {
            let cellules: Vec<String> = rangee.iter().map(str::to_owned).collect();
            nommees = nommees.max(connues(&cellules));
            plus = plus.max(cellules.len());
            pleines += usize::from(cellules.iter().any(|cellule| !cellule.trim().is_empty()));
            if pleines == RANGEES_AVANT_ENTETE {
                break;
            }
        }
        (nommees, plus)
    };
    let meilleur = SEPARATEURS
        .iter()
        .rev()
        .max_by_key(|separateur| juger(**separateur));
    *meilleur.unwrap_or(&b';')
}

fn lecteur(texte: &str, separateur: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separateur)
        .from_reader(texte.as_bytes())
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

/// The separator of a text, for whoever writes it back.
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
    let separateur = separateur(&texte);
    // Its line is one of the file: what is left of it is a blank one.
    let texte = sep(&texte).map_or(&*texte, |(_, reste)| reste);
    let octets = texte.as_bytes();
    let mut lecteur = lecteur(texte, separateur);
    let mut enregistrement = csv::StringRecord::new();
    let mut lecture = EnLecture::default();
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
        lecture.recevoir(ici, &enregistrement)?;
    }
    lecture.finir()
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
    fn what_exports_put_above_the_header_moves_no_row() {
        let corps = "nir;nom;taux horaire\n1;a;12,50\n";
        for (dessus, entete) in [
            ("sep=;\n", 2),
            ("sep=;\r\n", 2),
            ("\"sep=;\"\r\n", 2),
            ("SEP=;\n", 2),
            ("Export, mai, 2022\n\nSociété;ACME\n", 4),
            ("sep=;\nExport\n", 3),
            (";;;;;;;\n", 2),
            ("", 1),
        ] {
            let tableau = lire(format!("{dessus}{corps}").as_bytes()).unwrap();
            assert_eq!(tableau.numero_entete(), entete, "{dessus:?}");
            assert_eq!(
                rangs(format!("{dessus}{corps}").as_bytes()).last().unwrap().0,
                entete + 1
            );
            assert_eq!(tableau.entete().len(), 3, "{dessus:?}");
        }
        for separateur in [';', ',', '\t', '|'] {
            let rangee = |cellules: [&str; 3]| cellules.join(&separateur.to_string());
            let (noms, valeurs) = (rangee(["nir", "nom", "prenom"]), rangee(["\"1, et\"", "2", "3"]));
            let texte = format!("Titre;, du mois\n{noms}\n{valeurs}\n");
            assert_eq!(
                rangs(texte.as_bytes()),
                [(3, "1, et/2/3".to_owned())],
                "{separateur:?}"
            );
            assert_eq!(char::from(separateur_de(texte.as_bytes())), separateur);
        }
        assert_eq!(rangs(b"sep=|\na|b\n1|2\n"), [(3, "1/2".to_owned())]);
        // A column may be called so.
        assert_eq!(lire(b"sep=x;nom\n1;2\n").unwrap().numero_entete(), 1);
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let texte = "nir;nom;prenom\r\n1;Éléa;x\r\n";
        for octets in [u16::to_le_bytes, u16::to_be_bytes] {
            let octets: Vec<u8> = texte.encode_utf16().flat_map(octets).collect();
            assert_eq!(rangs(&octets), [(2, "1/Éléa/x".to_owned())]);
        }
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
