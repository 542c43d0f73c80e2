//! Money, hours and hourly rates as integers, and the one rounding of the house.
//!
//! No float and no overflow: every value read from outside is bounded, and sums
//! saturate far beyond any bound.

use std::str::FromStr;

use crate::codes::serde_texte;
use crate::erreur::Refus;

/// Rounds `numerateur / denominateur` half-up (away from zero: 0.5 → 1, −0.5 → −1).
///
/// The only rounding of the project. A quotient beyond `i64` saturates; a
/// denominator of zero gives zero (callers never divide by an unchecked value).
pub fn arrondi_demi_sup(numerateur: i128, denominateur: i128) -> i64 {
    if denominateur == 0 {
        return 0;
    }
    let negatif = (numerateur < 0) != (denominateur < 0);
    let (n, d) = (numerateur.unsigned_abs(), denominateur.unsigned_abs());
    // `n / d + (2·reste ≥ d)` rather than `(n + d/2) / d`: exact for odd divisors.
    let quotient = n / d + u128::from(n % d >= d - d / 2);
    let valeur = i64::try_from(quotient).unwrap_or(i64::MAX);
    if negatif { -valeur } else { valeur }
}

fn decimal(texte: &str, decimales: u32, max: i64) -> Result<i64, Refus> {
    let invalide = || {
        Refus::new(
            "nombre_invalide",
            "Ce n'est pas un nombre : écrivez par exemple 35 ou 12,50.",
        )
    };
    let (negatif, corps) = match texte.strip_prefix('-') {
        Some(reste) => (true, reste),
        None => (false, texte),
    };
    let (entiers, fraction) = match corps.split_once('.') {
        Some((_, "")) => return Err(invalide()),
        Some(paire) => paire,
        None => (corps, ""),
    };
    let chiffres = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if entiers.is_empty() || !chiffres(entiers) || !chiffres(fraction) {
        return Err(invalide());
    }
    // Zeros beyond the precision change nothing: "10.85000" is 10.8500.
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > decimales as usize {
        return Err(Refus::new(
            "nombre_trop_precis",
            format!("Ce nombre a trop de décimales : {decimales} au plus."),
        ));
    }
    let trop_grand = || {
        Refus::new(
            "nombre_trop_grand",
            format!(
                "Ce nombre est trop grand : {} au plus.",
                max / 10_i64.pow(decimales)
            ),
        )
    };
    let entiers = entiers.trim_start_matches('0');
    if entiers.len() > 15 {
        return Err(trop_grand());
    }
    let mut valeur: i128 = 0;
    let manquants = decimales as usize - fraction.len();
    for b in entiers
        .bytes()
        .chain(fraction.bytes())
        .chain(std::iter::repeat_n(b'0', manquants))
    {
        valeur = valeur * 10 + i128::from(b - b'0');
    }
    let valeur = i64::try_from(valeur).map_err(|_| trop_grand())?;
    if valeur > max {
        return Err(trop_grand());
    }
    Ok(if negatif { -valeur } else { valeur })
}

fn negatif_refuse() -> Refus {
    Refus::new(
        "nombre_negatif",
        "Ce nombre est négatif : saisissez un nombre positif ou nul.",
    )
}

fn ecrire(valeur: i64, decimales: u32) -> String {
    let base = 10_u64.pow(decimales);
    let n = valeur.unsigned_abs();
    let signe = if valeur < 0 { "-" } else { "" };
    format!(
        "{signe}{}.{:0largeur$}",
        n / base,
        n % base,
        largeur = decimales as usize
    )
}

/// The French writing: comma, and groups of three split by U+202F.
fn ecrire_francais(valeur: i64, decimales: u32) -> String {
    let brut = ecrire(valeur, decimales);
    let (signe, brut) = match brut.strip_prefix('-') {
        Some(reste) => ("-", reste),
        None => ("", brut.as_str()),
    };
    let (entiers, fraction) = brut.split_once('.').unwrap_or((brut, ""));
    let mut sortie = String::from(signe);
    for (i, c) in entiers.chars().enumerate() {
        if i > 0 && (entiers.len() - i).is_multiple_of(3) {
            sortie.push('\u{202F}');
        }
        sortie.push(c);
    }
    sortie.push(',');
    sortie.push_str(fraction);
    sortie
}

macro_rules! quantite {
    ($(#[$meta:meta])* $nom:ident, $decimales:literal, $max:literal, $negatif_api:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $nom(pub i64);

        impl $nom {
            /// Nothing.
            pub const ZERO: Self = Self(0);
            /// The greatest value that can be read from outside.
            pub const MAX: Self = Self($max);

            /// Reads what a person typed: comma or point, spaces of every kind, `€`, `h`.
            ///
            /// Codes: `champ_requis`, `nombre_invalide`, `nombre_negatif`,
            /// `nombre_trop_precis`, `nombre_trop_grand`.
            pub fn depuis_saisie(texte: &str) -> Result<Self, Refus> {
                let propre: String = texte
                    .chars()
                    .filter(|c| !c.is_whitespace() && *c != '\u{2060}' && *c != '\u{FEFF}')
                    .map(|c| match c { ',' => '.', '\u{2212}' => '-', autre => autre })
                    .collect();
                let propre = propre.trim_end_matches("/h");
                let propre = propre.strip_suffix('€').unwrap_or(propre);
                let propre = propre.strip_suffix(['h', 'H']).unwrap_or(propre);
                if propre.is_empty() {
                    return Err(Refus::champ_requis());
                }
                let valeur = decimal(propre, $decimales, $max)?;
                if valeur < 0 { Err(negatif_refuse()) } else { Ok(Self(valeur)) }
            }

            /// The French writing, as a person reads it (narrow no-break spaces).
            pub fn en_francais(self) -> String {
                ecrire_francais(self.0, $decimales)
            }
        }

        impl std::fmt::Display for $nom {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&ecrire(self.0, $decimales))
            }
        }

        impl FromStr for $nom {
            type Err = Refus;
            /// The strict decimal of the API: point, no space, no sign unless a balance.
            fn from_str(texte: &str) -> Result<Self, Refus> {
                let valeur = decimal(texte, $decimales, $max)?;
                if valeur < 0 && !$negatif_api { return Err(negatif_refuse()); }
                Ok(Self(valeur))
            }
        }

        impl std::ops::Add for $nom {
            type Output = Self;
            fn add(self, autre: Self) -> Self { Self(self.0.saturating_add(autre.0)) }
        }

        impl std::ops::AddAssign for $nom {
            fn add_assign(&mut self, autre: Self) { *self = *self + autre; }
        }

        impl std::ops::Sub for $nom {
            type Output = Self;
            fn sub(self, autre: Self) -> Self { Self(self.0.saturating_sub(autre.0)) }
        }

        impl std::iter::Sum for $nom {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::ZERO, |a, b| a + b)
            }
        }

        impl<'a> std::iter::Sum<&'a $nom> for $nom {
            fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self { iter.copied().sum() }
        }

        serde_texte!($nom);
    };
}

quantite! {
    /// An amount, in cents of a euro (`843.15`). May be negative as a balance.
    Centimes, 2, 100_000_000_000_000, true
}
quantite! {
    /// Hours, in hundredths (`35.00`). Never negative when read.
    Heures, 2, 100_000_000_000, false
}
quantite! {
    /// A gross hourly rate, in ten-thousandths of a euro (`10.8500`). Never negative when read.
    TauxHoraire, 4, 100_000_000, false
}

impl Heures {
    /// Whole hours.
    pub const fn entieres(heures: i64) -> Self {
        Self(heures.saturating_mul(100))
    }
}

impl TauxHoraire {
    /// The hourly rate of a monthly gross: monthly × 12 / (weekly hours × 52),
    /// rounded to 4 decimals so that a monthly SMIC is not below the SMIC.
    ///
    /// Zero when the weekly hours are zero: callers refuse that before.
    pub fn depuis_mensuel(mensuel: Centimes, hebdomadaires: Heures) -> Self {
        // cents × 12 / (hundredths of hours × 52) is in euros per hour: × 10 000.
        Self(arrondi_demi_sup(
            i128::from(mensuel.0) * 12 * 10_000,
            i128::from(hebdomadaires.0) * 52,
        ))
    }

    /// The hourly rate of a manager's monthly pay: its thirtieth over the 7 hours of a day
    /// (art. D5122-15), rounded to 4 decimals.
    pub fn du_trentieme(mensuel: Centimes) -> Self {
        // Cents over 100 are euros: × 10 000.
        Self(arrondi_demi_sup(i128::from(mensuel.0) * 100, 30 * 7))
    }
}
