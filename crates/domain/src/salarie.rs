//! Employees: NIR, category, contract.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::erreur::{Collecte, Fautes, Refus};
use crate::texte::{mots, sans_accents};

mod dans_texte;

pub use crate::contrat::{Contrat, ModeTravail, PartiesDites, SaisieContrat};
pub use dans_texte::refuser_nir;

codes! {
    /// Category of the payroll files (a reference table: the law's own list is unconfirmed).
    pub enum Categorie, inconnu = "categorie_inconnue", message = "Catégorie inconnue" {
        Ouvrier => ("ouvrier", "Ouvrier"),
        Employe => ("employe", "Employé"),
        Etam => ("etam", "ETAM"),
        Cadre => ("cadre", "Cadre"),
    }
}

impl Categorie {
    /// Reads what a payroll writes: case, accents, plural or feminine endings and the qualification do not matter.
    pub fn depuis_saisie(texte: &str) -> Result<Self, Refus> {
        let singuliers: Vec<String> = mots(texte).iter().map(|mot| singulier(mot.as_str())).collect();
        let racine = match singuliers.join(" ").as_str() {
            "ouvrier"
            | "ouvrier qualifie"
            | "ouvrier non qualifie"
            | "ouvrier specialise"
            | "ouvrier hautement qualifie" => "ouvrier",
            "employe" | "employe qualifie" | "employe non qualifie" | "employe administratif" => "employe",
            "etam"
            | "tam"
            | "am"
            | "agent de maitrise"
            | "agent maitrise"
            | "technicien"
            | "technicien et agent de maitrise"
            | "technicien agent de maitrise" => "etam",
            "cadre" | "cadre dirigeant" | "cadre superieur" | "ingenieur" | "ingenieur et cadre" => "cadre",
            _ => return sans_accents(texte.trim()).parse(),
        };
        racine.parse()
    }
}

/// A word of a category in the masculine singular.
fn singulier(mot: &str) -> String {
    let mot = mot.strip_suffix('s').unwrap_or(mot);
    match mot {
        "ouvriere" => "ouvrier",
        "employee" => "employe",
        "technicienne" => "technicien",
        "qualifiee" => "qualifie",
        "specialisee" => "specialise",
        "administrative" => "administratif",
        "dirigeante" => "dirigeant",
        "superieure" => "superieur",
        "ingenieure" => "ingenieur",
        autre => autre,
    }
    .to_owned()
}

/// A social security number: 13 characters and a key of 2.
///
/// Neither `Display` nor serde: whoever needs the digits says so with [`Nir::exposer`],
/// and a log, an error or an agent's screen never gets them by accident (art. R5122-22).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nir(String);

impl Nir {
    /// The 15 characters. Only for storage under key, and for the files of its owner.
    pub fn exposer(&self) -> &str {
        &self.0
    }

    /// `• •• •• •• ••• 841 52`: enough for the employer to tell two namesakes apart.
    pub fn masque(&self) -> String {
        let (_, fin) = self.0.split_at(10);
        let (ordre, cle) = fin.split_at(3);
        format!("• •• •• •• ••• {ordre} {cle}")
    }

    /// `2 67 07 75 075 841 52`.
    pub fn groupe(&self) -> String {
        let mut reste = self.0.as_str();
        let mut groupes = Vec::with_capacity(7);
        for taille in [1, 2, 2, 2, 3, 3, 2] {
            let (tete, queue) = reste.split_at(taille);
            groupes.push(tete);
            reste = queue;
        }
        groupes.join(" ")
    }
}

impl std::fmt::Debug for Nir {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Nir(•)")
    }
}

/// `2,95E+14`: what a spreadsheet makes of 15 digits.
fn abime_par_tableur(texte: &str) -> bool {
    let majuscules = texte.to_ascii_uppercase();
    majuscules.split_once('E').is_some_and(|(mantisse, exposant)| {
        let chiffres = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        let mantisse: String = mantisse.chars().filter(|c| !matches!(c, ',' | '.')).collect();
        chiffres(&mantisse) && chiffres(exposant.trim_start_matches('+'))
    })
}

fn ntt(propre: &str) -> bool {
    // 11 to 40 characters: sex, SIREN of the employer, then the employer's own number.
    // 13 digits are rather a NIR whose key was forgotten.
    (11..=40).contains(&propre.len())
        && propre.len() != 13
        && propre.starts_with(['1', '2'])
        && propre
            .get(1..10)
            .is_some_and(|siren| siren.parse::<crate::siret::Siren>().is_ok())
}

fn refus_format(quoi: &str) -> Refus {
    Refus::new("nir_format", format!("Ce NIR n'est pas valable : {quoi}."))
}

impl FromStr for Nir {
    type Err = Refus;
    /// Codes: `nir_abime_par_tableur`, `nir_longueur`, `ntt_refuse`, `nir_format`,
    /// `nir_cle_fausse`. No message repeats the number.
    fn from_str(texte: &str) -> Result<Self, Refus> {
        let propre: String = texte
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_uppercase();
        if abime_par_tableur(&propre) {
            return Err(Refus::new(
                "nir_abime_par_tableur",
                "Ce NIR a été abîmé par un tableur : mettez la colonne au format Texte, puis recopiez les 15 caractères.",
            ));
        }
        if propre.chars().count() != 15 {
            if ntt(&propre) {
                return Err(Refus::new(
                    "ntt_refuse",
                    "Un numéro technique temporaire (NTT) n'est pas un NIR : attendez ou demandez le NIR du salarié.",
                ));
            }
            return Err(Refus::new(
                "nir_longueur",
                format!(
                    "Un NIR compte 15 caractères, clé comprise : celui-ci en compte {}.",
                    propre.chars().count()
                ),
            ));
        }
        verifier_format(&propre)?;
        let cle: u64 = propre[13..]
            .parse()
            .map_err(|_| refus_format("sa clé compte deux chiffres"))?;
        let corps = propre[..13].replacen("2A", "19", 1).replacen("2B", "18", 1);
        let corps: u64 = corps
            .parse()
            .map_err(|_| refus_format("il ne contient que des chiffres"))?;
        if 97 - corps % 97 != cle {
            return Err(Refus::new(
                "nir_cle_fausse",
                "La clé de ce NIR est fausse : un chiffre est faux ou deux sont inversés, vérifiez-le.",
            ));
        }
        Ok(Self(propre))
    }
}

/// `propre` has 13 characters, or 15.
fn verifier_format(propre: &str) -> Result<(), Refus> {
    let corse = |i: usize, o: u8| i == 6 && matches!(o, b'A' | b'B') && propre.as_bytes()[5] == b'2';
    let caracteres = propre.is_ascii()
        && propre
            .bytes()
            .enumerate()
            .all(|(i, o)| o.is_ascii_digit() || corse(i, o));
    if !caracteres {
        return Err(refus_format(
            "il ne contient que des chiffres, sauf 2A ou 2B pour la Corse",
        ));
    }
    if !propre.starts_with(['1', '2', '7', '8']) {
        return Err(refus_format(
            "il commence par 1 ou 2 (7 ou 8 pour un numéro d'attente)",
        ));
    }
    let nombre = |de: usize, a: usize| propre[de..a].parse::<u32>().unwrap_or(0);
    if !matches!(nombre(3, 5), 1..=12 | 20 | 30..=42 | 50..=99) {
        return Err(refus_format("son mois de naissance n'existe pas"));
    }
    if nombre(7, 10) == 0 || nombre(10, 13) == 0 {
        return Err(refus_format("sa commune ou son numéro d'ordre est nul"));
    }
    Ok(())
}

/// What the register says of an employee besides the NIR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FicheSalarie {
    /// Name in use.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Category.
    pub categorie: Categorie,
    /// Hours, pay, dates.
    pub contrat: Contrat,
}

/// An employee to add to the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauSalarie {
    /// Social security number.
    pub nir: Nir,
    /// All the rest.
    pub fiche: FicheSalarie,
}

/// An employee, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieNouveauSalarie {
    /// As typed.
    pub nir: String,
    /// As typed.
    pub nom: String,
    /// As typed.
    pub prenom: String,
    /// As typed.
    pub categorie: String,
    /// As typed.
    #[serde(flatten)]
    pub contrat: SaisieContrat,
}

/// Without the NIR, wrong or not.
impl std::fmt::Debug for SaisieNouveauSalarie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaisieNouveauSalarie").finish_non_exhaustive()
    }
}

impl SaisieNouveauSalarie {
    /// Checks every field and tells every fault at once. Codes: those of the NIR, of the category
    /// and of [`SaisieContrat::lire`].
    pub fn verifier(&self) -> Result<NouveauSalarie, Fautes> {
        let mut c = Collecte::new();
        let nir = c.requis("/nir", &self.nir);
        let fiche = self.fiche(&mut c);
        let (Some(nir), Some(fiche)) = (nir, fiche) else {
            return c.echec();
        };
        c.fin()?;
        Ok(NouveauSalarie { nir, fiche })
    }

    /// The same for an employee who is there already: without NIR, the one known stays.
    pub fn verifier_modification(&self) -> Result<(Option<Nir>, FicheSalarie), Fautes> {
        let mut c = Collecte::new();
        let nir = c.facultatif("/nir", &self.nir);
        let Some(fiche) = self.fiche(&mut c) else {
            return c.echec();
        };
        c.fin()?;
        Ok((nir, fiche))
    }

    fn fiche(&self, c: &mut Collecte) -> Option<FicheSalarie> {
        let nom = c.texte("/nom", &self.nom, 80);
        let prenom = c.texte("/prenom", &self.prenom, 80);
        let categorie = if self.categorie.trim().is_empty() {
            Err(Refus::champ_requis())
        } else {
            Categorie::depuis_saisie(&self.categorie)
        };
        let categorie = c.prendre("/categorie", categorie);
        let contrat = self.contrat.lire(c);
        Some(FicheSalarie {
            nom,
            prenom,
            categorie: categorie?,
            contrat: contrat?,
        })
    }
}
