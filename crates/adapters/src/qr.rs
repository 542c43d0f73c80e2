//! QR codes, as an image that a page may show under our CSP (`img-src data:`).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around the code (ISO 18004 §9.1).
const MARGE: i32 = 4;

/// The text is too long for a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("texte trop long pour un QR code")]
pub struct TropLong;

/// `data:image/svg+xml;base64,…`: black on white in both themes, or telephones cannot read it.
///
/// # Errors
/// `TropLong`.
pub fn image(texte: &str) -> Result<String, TropLong> {
    Ok(format!(
        "data:image/svg+xml;base64,{}",
        STANDARD.encode(svg(texte)?)
    ))
}

fn svg(texte: &str) -> Result<String, TropLong> {
    let code = QrCode::encode_text(texte, QrCodeEcc::Medium).map_err(|_| TropLong)?;
    let cote = code.size() + 2 * MARGE;
    let mut trace = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                trace.push_str(&format!("M{},{}h1v1h-1z", x + MARGE, y + MARGE));
            }
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {cote} {cote}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0,0h{cote}v{cote}h-{cote}z\"/><path d=\"{trace}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_becomes_a_square_of_black_modules_on_white() {
        let svg =
            svg("otpauth://totp/Apart:nadia.benali?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Apart")
                .expect("QR");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        // The corner of the top left finder pattern, after the margin.
        assert!(svg.contains("M4,4h1v1h-1z"), "{svg}");
        assert!(image("x").expect("QR").starts_with("data:image/svg+xml;base64,"));
        assert_eq!(image(&"x".repeat(5000)), Err(TropLong));
    }
}
