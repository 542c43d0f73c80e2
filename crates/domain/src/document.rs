//! Documents that people hand in: what is accepted as a PDF, and under which name it is kept.

use crate::erreur::Refus;

/// Longest name kept, in characters, extension included.
pub const MAX_NOM: usize = 100;
/// Bytes at the end of a PDF in which its end mark must stand.
const QUEUE: usize = 1024;

/// Judges a file by its bytes, never by its name or its declared type.
///
/// `max` in bytes. Codes: `document_vide`, `document_trop_gros`, `document_pas_pdf`,
/// `document_incomplet` (the end of the PDF is missing: a download that broke off).
pub fn verifier_pdf(octets: &[u8], max: usize) -> Result<(), Refus> {
    if octets.is_empty() {
        return Err(Refus::new(
            "document_vide",
            "Ce fichier est vide : choisissez-en un autre.",
        ));
    }
    if octets.len() > max {
        return Err(trop_gros(max));
    }
    let entete = octets.starts_with(b"%PDF-1.") || octets.starts_with(b"%PDF-2.");
    if !entete {
        return Err(Refus::new(
            "document_pas_pdf",
            "Ce fichier n'est pas un PDF : enregistrez ou numérisez le document au format PDF.",
        ));
    }
    let queue = octets.get(octets.len().saturating_sub(QUEUE)..).unwrap_or(octets);
    let contient = |motif: &[u8]| queue.windows(motif.len()).any(|f| f == motif);
    if !contient(b"startxref") || !contient(b"%%EOF") {
        return Err(Refus::new(
            "document_incomplet",
            "Ce PDF est incomplet ou abîmé : ouvrez-le pour le vérifier, puis enregistrez-le de nouveau.",
        ));
    }
    Ok(())
}

/// The refusal of a file of more than `max` bytes. Code: `document_trop_gros`.
pub fn trop_gros(max: usize) -> Refus {
    Refus::new(
        "document_trop_gros",
        format!(
            "Ce fichier dépasse {} Mo : réduisez-le, ou numérisez-le en noir et blanc.",
            max / (1 << 20)
        ),
    )
}

/// The name under which a document is shown and given back: its last part only, without what
/// a path, a header or a file system could read otherwise, and ending in `.pdf`.
pub fn nom_propre(nom: &str) -> String {
    let dernier = nom.rsplit(['/', '\\']).next().unwrap_or("");
    let propre: String = dernier
        .chars()
        .filter(|c| !c.is_control() && !est_bidirectionnel(*c))
        .map(|c| if "<>:\"|?*;%".contains(c) { '-' } else { c })
        .collect();
    let propre = propre.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let bas = propre.to_lowercase();
    let base = if bas.ends_with(".pdf") {
        let fin = propre.chars().count().saturating_sub(4);
        propre.chars().take(fin).collect()
    } else {
        propre.to_owned()
    };
    let base: String = base.chars().take(MAX_NOM - 4).collect();
    let base = base.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    if base.is_empty() {
        "document.pdf".to_owned()
    } else {
        format!("{base}.pdf")
    }
}

/// Marks that make `fdp.exe` read `exe.pdf`.
fn est_bidirectionnel(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";

    #[test]
    fn a_pdf_is_known_by_both_its_ends() {
        assert!(verifier_pdf(PDF, 1000).is_ok());
        let code = |octets: &[u8]| verifier_pdf(octets, 1000).unwrap_err().code;
        assert_eq!(code(b""), "document_vide");
        assert_eq!(code(&[b'a'; 1001]), "document_trop_gros");
        assert_eq!(code(b"<html>%PDF-1.7 startxref %%EOF"), "document_pas_pdf");
        assert_eq!(code(b"MZ\x90\0"), "document_pas_pdf");
        assert_eq!(code(b"PK\x03\x04"), "document_pas_pdf");
        assert_eq!(code(&PDF[..20]), "document_incomplet");
        // A PDF followed by something else is no whole PDF.
        let suivi = [PDF, &[b'x'; 1100]].concat();
        assert_eq!(
            verifier_pdf(&suivi, 10_000).unwrap_err().code,
            "document_incomplet"
        );
    }

    #[test]
    fn a_name_is_never_a_path() {
        let cas = [
            ("contrat.pdf", "contrat.pdf"),
            ("Contrat signé.PDF", "Contrat signé.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("..\\..\\windows\\win.ini", "win.ini.pdf"),
            ("C:\\fakepath\\contrat.pdf", "contrat.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
            ("contrat\u{202E}fdp.exe", "contratfdp.exe.pdf"),
            ("\"><script>.pdf", "---script-.pdf"),
            ("", "document.pdf"),
            ("...", "document.pdf"),
            (".pdf", "pdf.pdf"),
            ("nul\0.pdf", "nul.pdf"),
        ];
        for (nom, attendu) in cas {
            assert_eq!(nom_propre(nom), attendu, "{nom:?}");
        }
        assert_eq!(nom_propre(&"é".repeat(500)).chars().count(), MAX_NOM);
    }
}
