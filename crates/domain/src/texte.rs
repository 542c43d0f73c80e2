//! Latin letters brought back to ASCII: identifiers and file headers compare without accents.

/// The ASCII letters of one lower-case character; empty when it has none.
fn en_ascii(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

/// Lower case without accents; other characters stay as they are.
pub fn sans_accents(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    for c in texte.chars().flat_map(char::to_lowercase) {
        match en_ascii(c) {
            // A combining accent left alone by a decomposed text (macOS).
            "" if ('\u{300}'..='\u{36F}').contains(&c) => {}
            "" => sortie.push(c),
            ascii => sortie.push_str(ascii),
        }
    }
    sortie
}

/// A word as searches compare it: letters and digits alone, lower case, no accents, 40 characters at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mot(String);

/// Longer words compare by their beginning.
const MOT_MAX: usize = 40;

impl Mot {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The words of a text, in its order.
pub fn mots(texte: &str) -> Vec<Mot> {
    sans_accents(texte)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|mot| !mot.is_empty())
        .map(|mot| Mot(mot.chars().take(MOT_MAX).collect()))
        .collect()
}

/// A text as searches read it: its words between single spaces.
pub fn texte_de_mots(texte: &str) -> String {
    let mots = mots(texte);
    let mots: Vec<&str> = mots.iter().map(Mot::as_str).collect();
    mots.join(" ")
}
