//! Colours and text styles: sober, blue, readable in black and white.

use krilla::color::rgb::Color;

use super::police::Graisse;

/// Ink of the text.
pub(super) fn encre() -> Color {
    Color::new(0x1c, 0x22, 0x2e)
}
/// Labels and secondary text: 6:1 on white.
pub(super) fn gris() -> Color {
    Color::new(0x55, 0x5f, 0x6e)
}
pub(super) fn bleu() -> Color {
    Color::new(0x12, 0x3c, 0x7c)
}
pub(super) fn bleu_pale() -> Color {
    Color::new(0xee, 0xf3, 0xfa)
}
pub(super) fn filet() -> Color {
    Color::new(0xc9, 0xd5, 0xe6)
}
pub(super) fn blanc() -> Color {
    Color::new(0xff, 0xff, 0xff)
}
pub(super) fn vert() -> Color {
    Color::new(0x18, 0x6a, 0x3b)
}
pub(super) fn rouge() -> Color {
    Color::new(0xa3, 0x1d, 0x1d)
}
pub(super) fn orange() -> Color {
    Color::new(0x9a, 0x4b, 0x00)
}

/// How a run of text is drawn. Sizes in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub graisse: Graisse,
    pub corps: f32,
    pub couleur: Color,
    /// Added after each glyph, in em.
    pub approche: f32,
    /// Line height, as a multiple of the size.
    pub interligne: f32,
}

impl Style {
    pub(super) fn nouveau(graisse: Graisse, corps: f32, couleur: Color) -> Self {
        Self {
            graisse,
            corps,
            couleur,
            approche: 0.0,
            interligne: 1.42,
        }
    }

    pub(super) fn texte() -> Self {
        Self::nouveau(Graisse::Normale, 9.5, encre())
    }

    pub(super) fn petit() -> Self {
        Self::nouveau(Graisse::Normale, 8.0, gris())
    }

    /// Distance from one baseline to the next, in points.
    pub(super) fn hauteur_ligne(self) -> f32 {
        self.corps * self.interligne
    }

    /// Distance from the top of the line to its baseline, in points.
    pub(super) fn base(self) -> f32 {
        self.corps * (0.5 * self.interligne + 0.36)
    }
}
