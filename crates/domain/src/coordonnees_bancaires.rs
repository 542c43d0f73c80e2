//! Bank details: IBAN, BIC, and what the two say of each other.

use std::str::FromStr;

use iban::{IbanLike, ParseIbanError};

use crate::codes::serde_texte;
use crate::erreur::Refus;

mod banque;
mod copie;
mod rib;
mod saisie;

pub use banque::{Banque, propositions};
pub use rib::Rib;
pub use saisie::{Coordonnees, SaisieCoordonnees};

/// Territories whose banks carry their own country in the BIC though the IBAN has another one
/// (ISO 13616, IBAN registry: countries included under one code).
#[rustfmt::skip]
const TERRITOIRES: [(&str, &[&str]); 2] = [
    ("FR", &["GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"]),
    ("GB", &["GG", "IM", "JE"]),
];

/// Countries whose accounts a SEPA transfer reaches (European Payments Council, EPC409-09, 2025).
#[rustfmt::skip]
const SEPA: [&str; 42] = [
    "AD","AL","AT","BE","BG","CH","CY","CZ","DE","DK","EE","ES","FI","FR","GB","GI","GR","HR","HU","IE","IS",
    "IT","LI","LT","LU","LV","MC","MD","ME","MK","MT","NL","NO","PL","PT","RO","RS","SE","SI","SK","SM","VA",
];

/// An IBAN whose structure and key are right for its country (ISO 13616).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Iban(String);

impl Iban {
    /// The compact writing, without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two letters of the country.
    pub fn pays(&self) -> &str {
        &self.0[..2]
    }

    /// `FR76 3000 6000 0112 3456 7890 189`.
    pub fn groupe(&self) -> String {
        let lettres: Vec<char> = self.0.chars().collect();
        let groupes: Vec<String> = lettres.chunks(4).map(|g| g.iter().collect()).collect();
        groupes.join(" ")
    }

    /// `FR76 •••• •••• 189`: enough to recognise one's own account, no more.
    pub fn masque(&self) -> String {
        format!("{} •••• •••• {}", &self.0[..4], &self.0[self.0.len() - 3..])
    }
}

/// Prints the masked form: an account number has no place in a log.
impl std::fmt::Debug for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Iban({})", self.masque())
    }
}

impl std::fmt::Display for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Iban {
    type Err = Refus;
    /// Codes: `iban_invalide`, `iban_longueur`, `iban_cle_fausse`. Spaces, lower case and the label that was
    /// copied with it are accepted.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre = copie::iban(texte);
        if propre.starts_with("FR") && propre.is_ascii() && propre.len() != 27 {
            return Err(Refus::new(
                "iban_longueur",
                format!(
                    "Un IBAN français compte 27 caractères : vous en avez saisi {}.",
                    propre.len()
                ),
            ));
        }
        match propre.parse::<iban::Iban>() {
            Ok(iban) => Ok(Self(iban.electronic_str().to_owned())),
            Err(ParseIbanError::InvalidBaseIban {
                source: iban::ParseBaseIbanError::InvalidChecksum,
            }) => Err(Refus::new(
                "iban_cle_fausse",
                "Cet IBAN comporte une erreur : un caractère est faux ou deux sont inversés, recopiez-le depuis votre RIB.",
            )),
            Err(_) => Err(Refus::new(
                "iban_invalide",
                "Ce n'est pas un IBAN : il commence par les deux lettres du pays, comme FR76 3000 6000 0112 3456 7890 189. Recopiez-le depuis votre RIB.",
            )),
        }
    }
}

serde_texte!(Iban);

/// A BIC of 8 or 11 characters (ISO 9362), kept as typed; `XXX` names the head office.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bic(String);

impl Bic {
    /// The compact writing.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two letters of the country.
    pub fn pays(&self) -> &str {
        &self.0[4..6]
    }

    /// The 8 characters when the branch is `XXX` or absent, else the 11.
    pub fn canonique(&self) -> &str {
        self.0
            .strip_suffix("XXX")
            .filter(|b| b.len() == 8)
            .unwrap_or(&self.0)
    }

    /// `AGRIFRPP` and `AGRIFRPPXXX` are the same bank.
    pub fn equivalent(&self, autre: &Self) -> bool {
        self.canonique() == autre.canonique()
    }
}

impl FromStr for Bic {
    type Err = Refus;
    /// Code: `bic_invalide`. Spaces, lower case and the label that was copied with it are accepted.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre = copie::bic(texte);
        let o = propre.as_bytes();
        let juste = propre.is_ascii()
            && matches!(o.len(), 8 | 11)
            && o[..4].iter().all(u8::is_ascii_alphanumeric)
            && o[4..6].iter().all(u8::is_ascii_uppercase)
            && PAYS.contains(&&propre[4..6])
            && o[6..].iter().all(u8::is_ascii_alphanumeric);
        if juste {
            Ok(Self(propre))
        } else {
            Err(Refus::new(
                "bic_invalide",
                "Un BIC compte 8 ou 11 caractères : quatre pour la banque, deux lettres pour le pays, comme AGRIFRPP ou AGRIFRPPXXX. Recopiez-le depuis votre RIB, au besoin sans les trois derniers caractères.",
            ))
        }
    }
}

impl std::fmt::Display for Bic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(Bic);

/// A warning, never a refusal, when IBAN and BIC name different countries
/// (a French IBAN goes with the BICs of the overseas territories).
pub fn avertissement_pays(iban: &Iban, bic: &Bic) -> Option<String> {
    let (i, b) = (iban.pays(), bic.pays());
    let territoire = TERRITOIRES
        .iter()
        .any(|(pays, territoires)| *pays == i && territoires.contains(&b));
    if i == b || territoire {
        return None;
    }
    Some(format!(
        "L'IBAN est du pays {i} et le BIC du pays {b} : vérifiez qu'ils viennent du même RIB. Vous pouvez tout de même enregistrer."
    ))
}

/// A warning, never a refusal, when no SEPA transfer reaches the country of the account.
pub fn avertissement_sepa(iban: &Iban) -> Option<String> {
    (!SEPA.contains(&iban.pays())).then(|| {
        format!(
            "Le pays {} n'est pas dans l'espace SEPA : le virement de l'allocation risque d'être rejeté. Préférez un compte français ou européen.",
            iban.pays()
        )
    })
}

/// The holder of an account, 1 to 70 characters (the limit of a SEPA transfer).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Titulaire(String);

impl Titulaire {
    /// The name as typed, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Titulaire {
    type Err = Refus;
    /// Codes: `champ_requis`, `texte_trop_long`, `texte_invalide`.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let texte = texte.trim();
        if texte.is_empty() {
            return Err(Refus::champ_requis());
        }
        if texte.chars().count() > 70 {
            return Err(Refus::new(
                "texte_trop_long",
                "Le nom du titulaire compte 70 caractères au plus.",
            ));
        }
        if texte.chars().any(char::is_control) {
            return Err(Refus::new(
                "texte_invalide",
                "Le nom du titulaire contient un caractère invisible : saisissez-le de nouveau.",
            ));
        }
        Ok(Self(texte.to_owned()))
    }
}

impl std::fmt::Display for Titulaire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

serde_texte!(Titulaire);

/// ISO 3166-1 alpha-2, plus XK (Kosovo), which SWIFT uses.
#[rustfmt::skip]
const PAYS: [&str; 250] = [
    "AD","AE","AF","AG","AI","AL","AM","AO","AQ","AR","AS","AT","AU","AW","AX","AZ","BA","BB","BD","BE",
    "BF","BG","BH","BI","BJ","BL","BM","BN","BO","BQ","BR","BS","BT","BV","BW","BY","BZ","CA","CC","CD",
    "CF","CG","CH","CI","CK","CL","CM","CN","CO","CR","CU","CV","CW","CX","CY","CZ","DE","DJ","DK","DM",
    "DO","DZ","EC","EE","EG","EH","ER","ES","ET","FI","FJ","FK","FM","FO","FR","GA","GB","GD","GE","GF",
    "GG","GH","GI","GL","GM","GN","GP","GQ","GR","GS","GT","GU","GW","GY","HK","HM","HN","HR","HT","HU",
    "ID","IE","IL","IM","IN","IO","IQ","IR","IS","IT","JE","JM","JO","JP","KE","KG","KH","KI","KM","KN",
    "KP","KR","KW","KY","KZ","LA","LB","LC","LI","LK","LR","LS","LT","LU","LV","LY","MA","MC","MD","ME",
    "MF","MG","MH","MK","ML","MM","MN","MO","MP","MQ","MR","MS","MT","MU","MV","MW","MX","MY","MZ","NA",
    "NC","NE","NF","NG","NI","NL","NO","NP","NR","NU","NZ","OM","PA","PE","PF","PG","PH","PK","PL","PM",
    "PN","PR","PS","PT","PW","PY","QA","RE","RO","RS","RU","RW","SA","SB","SC","SD","SE","SG","SH","SI",
    "SJ","SK","SL","SM","SN","SO","SR","SS","ST","SV","SX","SY","SZ","TC","TD","TF","TG","TH","TJ","TK",
    "TL","TM","TN","TO","TR","TT","TV","TW","TZ","UA","UG","UM","US","UY","UZ","VA","VC","VE","VG","VI",
    "VN","VU","WF","WS","XK","YE","YT","ZA","ZM","ZW",
];
