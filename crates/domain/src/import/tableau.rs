//! From bytes to rows: encoding, separator, header, row numbers as a spreadsheet shows them.

use std::borrow::Cow;

use super::{MAX_COLONNES, MAX_LIGNES, MAX_OCTETS};
use crate::erreur::{Faute, Refus};
use crate::texte::sans_accents;

type Colonnes = &'static [(&'static str, &'static [&'static str])];

/// A row of a file, its cells in the canonical order of the columns.
pub(super) struct Ligne {
    /// Row number; the header is row 1.
    pub numero: u32,
    /// One cell per canonical column, trimmed; empty when the row is short.
    pub cellules: Vec<String>,
    /// A non-empty cell beyond the header: an unquoted decimal comma, mostly.
    pub debordement: Option<Faute>,
}

/// UTF-8 with or without its mark, else Windows-1252: what spreadsheets write in France.
pub(super) fn decoder(octets: &[u8]) -> Cow<'_, str> {
    let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    match std::str::from_utf8(octets) {
        Ok(texte) => Cow::Borrowed(texte),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(octets).0,
    }
}

fn pas_csv(quoi: &str) -> Refus {
    Refus::new(
        "fichier_pas_csv",
        format!(
            "Ce fichier n'est pas un CSV ({quoi}) : dans votre tableur, choisissez « Enregistrer sous », format CSV."
        ),
    )
}

/// Refuses what is not a text table, by its size and first bytes.
///
/// # Errors
/// `fichier_trop_gros`, `fichier_pas_csv`.
pub fn verifier_nature(octets: &[u8]) -> Result<(), Refus> {
    if octets.len() > MAX_OCTETS {
        return Err(Refus::new(
            "fichier_trop_gros",
            format!(
                "Ce fichier dépasse {} Mo : partagez-le en plusieurs.",
                MAX_OCTETS / 1024 / 1024
            ),
        ));
    }
    const SIGNATURES: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "c'est un classeur Excel ou une archive"),
        (b"\xD0\xCF\x11\xE0", "c'est un ancien classeur Excel"),
        (b"%PDF", "c'est un PDF"),
        (b"\xFF\xFE", "c'est un texte Unicode UTF-16"),
        (b"\xFE\xFF", "c'est un texte Unicode UTF-16"),
        (b"\x1F\x8B", "c'est une archive"),
    ];
    if let Some((_, quoi)) = SIGNATURES.iter().find(|(s, _)| octets.starts_with(s)) {
        return Err(pas_csv(quoi));
    }
    if octets.contains(&0) {
        return Err(pas_csv("il contient des octets nuls"));
    }
    Ok(())
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

/// A header as it compares: lower case, no accents, one space for any punctuation.
fn normaliser(entete: &str) -> String {
    let ascii = sans_accents(entete);
    let mots: Vec<&str> = ascii
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|m| !m.is_empty())
        .collect();
    mots.join(" ")
}

/// For each canonical column, its place in the file.
fn placer(entete: &csv::StringRecord, colonnes: Colonnes) -> Result<Vec<usize>, Refus> {
    let noms: Vec<String> = entete.iter().map(normaliser).collect();
    let mut places = Vec::with_capacity(colonnes.len());
    let mut absentes = Vec::new();
    for (canonique, synonymes) in colonnes {
        let voulu = normaliser(canonique);
        let convient = |nom: &String| *nom == voulu || synonymes.contains(&nom.as_str());
        let mut trouvees = noms.iter().enumerate().filter(|(_, nom)| convient(nom));
        match (trouvees.next(), trouvees.next()) {
            (Some((place, _)), None) => places.push(place),
            (Some(_), Some(_)) => {
                return Err(Refus::new(
                    "entete_en_double",
                    format!("Deux colonnes tiennent lieu de « {canonique} » : n'en gardez qu'une."),
                ));
            }
            (None, _) => absentes.push(*canonique),
        }
    }
    if absentes.is_empty() {
        return Ok(places);
    }
    Err(Refus::new(
        "entete_inconnue",
        format!(
            "La première ligne du fichier doit nommer ses colonnes. Il manque : {}. Les noms attendus sont sous « Quelles colonnes ? ».",
            absentes.join(", ")
        ),
    ))
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

/// Reads a file, giving each row to `lire`; returns how many there were.
///
/// Codes: `fichier_vide`, `fichier_pas_csv`, `fichier_trop_gros`, `entete_inconnue`,
/// `entete_en_double`, `trop_de_lignes`, `trop_de_colonnes`. Columns that are not
/// asked for are left aside.
pub(super) fn parcourir(
    octets: &[u8],
    colonnes: Colonnes,
    mut lire: impl FnMut(Ligne),
) -> Result<u32, Refus> {
    verifier_nature(octets)?;
    let texte = decoder(octets);
    if texte.trim().is_empty() {
        return Err(Refus::new(
            "fichier_vide",
            "Ce fichier est vide : la première ligne nomme les colonnes, les suivantes portent les données.",
        ));
    }
    let octets = texte.as_bytes();
    let mut lecteur = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separateur(&texte))
        .from_reader(octets);
    let mut enregistrement = csv::StringRecord::new();
    let mut places: Option<Vec<usize>> = None;
    let mut largeur = 0;
    let (mut vu, mut numero, mut cites) = (0_usize, 1_u32, 0_u32);
    let mut lignes = 0;
    loop {
        // A text that was decoded to UTF-8 and whose rows may have any length cannot
        // fail; should it, the file is no table.
        if !lecteur
            .read_record(&mut enregistrement)
            .map_err(|_| pas_csv("une ligne est illisible"))?
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
        if enregistrement.len() > MAX_COLONNES {
            return Err(Refus::new(
                "trop_de_colonnes",
                format!("Ce fichier a plus de {MAX_COLONNES} colonnes."),
            ));
        }
        let Some(places) = &places else {
            largeur = enregistrement.len();
            places = Some(placer(&enregistrement, colonnes)?);
            continue;
        };
        if enregistrement.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        lignes += 1;
        if lignes > MAX_LIGNES {
            return Err(Refus::new(
                "trop_de_lignes",
                format!("Ce fichier a plus de {MAX_LIGNES} lignes : partagez-le en plusieurs."),
            ));
        }
        lire(ligne(ici, &enregistrement, places, largeur));
    }
    Ok(lignes)
}

fn ligne(numero: u32, enregistrement: &csv::StringRecord, places: &[usize], largeur: usize) -> Ligne {
    let cellules = places
        .iter()
        .map(|p| enregistrement.get(*p).unwrap_or("").trim().to_owned())
        .collect();
    let deborde = enregistrement.iter().skip(largeur).any(|c| !c.trim().is_empty());
    let debordement = deborde.then(|| {
        Faute::cellule(
            numero,
            "",
            "cellule_en_trop",
            "Cette ligne a plus de cellules que l'en-tête : une virgule décimale sans guillemets, sans doute. Choisissez le point-virgule comme séparateur.",
        )
    });
    Ligne {
        numero,
        cellules,
        debordement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLONNES: Colonnes = &[("nom", &["name"]), ("age", &[])];

    fn rangs(texte: &[u8]) -> Vec<(u32, String)> {
        let mut vus = Vec::new();
        parcourir(texte, COLONNES, |l| vus.push((l.numero, l.cellules.join("/")))).unwrap();
        vus
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
    fn the_separator_and_the_order_of_columns_are_found() {
        assert_eq!(rangs(b"Age,NAME,x\n1,a,z\n"), [(2, "a/1".to_owned())]);
        assert_eq!(rangs(b"age\tnom\n1\ta\n"), [(2, "a/1".to_owned())]);
        assert_eq!(
            rangs(b"\xEF\xBB\xBFnom;age\n\xC9l\xE9a;1"),
            [(2, "Éléa/1".to_owned())]
        );
    }

    #[test]
    fn what_is_no_table_is_refused_by_its_code() {
        let code = |o: &[u8]| parcourir(o, COLONNES, |_| {}).unwrap_err().code;
        assert_eq!(code(b""), "fichier_vide");
        assert_eq!(code(b" \n"), "fichier_vide");
        assert_eq!(code(b"PK\x03\x04zip"), "fichier_pas_csv");
        assert_eq!(code(b"%PDF-1.7"), "fichier_pas_csv");
        assert_eq!(code(b"nom;age\na\0;1"), "fichier_pas_csv");
        assert_eq!(code(b"a;1\nb;2"), "entete_inconnue");
        assert_eq!(code(b"nom;name;age\n"), "entete_en_double");
        assert_eq!(code(&vec![b'a'; MAX_OCTETS + 1]), "fichier_trop_gros");
        assert_eq!(code(";".repeat(200).as_bytes()), "trop_de_colonnes");
    }
}
