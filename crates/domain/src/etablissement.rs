//! The establishment and its sheet (fiche): address, contacts, headcount.

use serde::{Deserialize, Serialize};

use crate::compte::{Courriel, Telephone};
use crate::erreur::{Collecte, Faute, Fautes, Refus};

pub use crate::departement::{CodePostal, Departement, DepartementProbable};
pub use crate::siret::{Siren, Siret};

/// Longest street name that the notices can print.
pub const MAX_LIBELLE_VOIE: usize = 28;
/// Longest complement of address that the notices can print.
pub const MAX_COMPLEMENT: usize = 38;
/// Longest name of an establishment or a town.
pub const MAX_DENOMINATION: usize = 150;
/// Largest headcount accepted (no French company comes near).
const MAX_EFFECTIF: u32 = 1_000_000;

/// The checked sheet of an establishment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FicheEtablissement {
    /// Name of the establishment.
    pub denomination: String,
    /// Number in the street.
    pub numero_voie: Option<String>,
    /// `bis`, `ter` …
    pub extension_voie: Option<String>,
    /// `rue`, `avenue` …
    pub type_voie: Option<String>,
    /// Street name, 28 characters at most.
    pub libelle_voie: String,
    /// Complement of address, 38 characters at most.
    pub complement_adresse: Option<String>,
    /// Postal code; says the probable département.
    pub code_postal: CodePostal,
    /// Chosen, where the postal code straddles several départements.
    #[serde(default)]
    pub departement: Option<Departement>,
    /// Town.
    pub ville: String,
    /// Telephone of the establishment.
    pub telephone: Telephone,
    /// E-mail of the establishment.
    pub courriel: Courriel,
    /// Fax, for those who still have one.
    pub fax: Option<Telephone>,
    /// Employees of this SIRET.
    pub effectif_etablissement: Option<u32>,
    /// Employees of the whole company (SIREN).
    pub effectif_entreprise: Option<u32>,
    /// Name of the person in charge.
    pub contact_nom: Option<String>,
    /// First name of the person in charge.
    pub contact_prenom: Option<String>,
    /// Their telephone.
    pub contact_telephone: Option<Telephone>,
    /// Their e-mail.
    pub contact_courriel: Option<Courriel>,
}

impl FicheEtablissement {
    /// The fields still missing before a DAP can be filed; empty when complete.
    pub fn complete(&self) -> Vec<&'static str> {
        let manque = [
            (self.effectif_etablissement.is_none(), "effectif_etablissement"),
            (self.effectif_entreprise.is_none(), "effectif_entreprise"),
            (self.contact_nom.is_none(), "contact_nom"),
            (self.contact_prenom.is_none(), "contact_prenom"),
            (self.contact_telephone.is_none(), "contact_telephone"),
            (self.contact_courriel.is_none(), "contact_courriel"),
        ];
        manque
            .into_iter()
            .filter(|(absent, _)| *absent)
            .map(|(_, nom)| nom)
            .collect()
    }

    /// The département of the establishment (art. R5122-2): the one chosen, else the most probable one
    /// of the postal code.
    pub fn departement(&self) -> Departement {
        self.departement
            .unwrap_or_else(|| Departement::de_code_postal(&self.code_postal).principal)
    }

    /// The département, when its postal code leaves a choice.
    pub fn departement_a_choisir(&self) -> Option<Departement> {
        let probable = Departement::de_code_postal(&self.code_postal);
        (!probable.autres.is_empty()).then(|| self.departement())
    }

    /// The département whose UD instructs.
    pub fn unite_departementale(&self) -> Departement {
        self.departement().unite()
    }

    /// The address on its lines, as an envelope shows it.
    pub fn lignes_adresse(&self) -> Vec<String> {
        let voie = [
            self.numero_voie.as_deref(),
            self.extension_voie.as_deref(),
            self.type_voie.as_deref(),
            Some(self.libelle_voie.as_str()),
        ];
        let voie: Vec<&str> = voie.into_iter().flatten().collect();
        let mut lignes = vec![self.denomination.clone()];
        lignes.extend(self.complement_adresse.clone());
        lignes.push(voie.join(" "));
        lignes.push(format!("{} {}", self.code_postal, self.ville));
        lignes
    }
}

/// The sheet as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieFiche {
    /// See [`FicheEtablissement`] for every field.
    pub denomination: String,
    /// As typed.
    pub numero_voie: Option<String>,
    /// As typed.
    pub extension_voie: Option<String>,
    /// As typed.
    pub type_voie: Option<String>,
    /// As typed.
    pub libelle_voie: String,
    /// As typed.
    pub complement_adresse: Option<String>,
    /// As typed.
    pub code_postal: String,
    /// Chosen among those of the postal code; may be empty.
    pub departement: Option<String>,
    /// As typed.
    pub ville: String,
    /// As typed.
    pub telephone: String,
    /// As typed.
    pub courriel: String,
    /// As typed.
    pub fax: Option<String>,
    /// As typed, digits.
    pub effectif_etablissement: Option<String>,
    /// As typed, digits.
    pub effectif_entreprise: Option<String>,
    /// As typed.
    pub contact_nom: Option<String>,
    /// As typed.
    pub contact_prenom: Option<String>,
    /// As typed.
    pub contact_telephone: Option<String>,
    /// As typed.
    pub contact_courriel: Option<String>,
}

fn vu(texte: &Option<String>) -> &str {
    texte.as_deref().unwrap_or("")
}

/// Reads a headcount typed with or without spaces. Codes: `nombre_invalide`, `nombre_trop_grand`.
pub(crate) fn effectif(texte: &str) -> Result<u32, Refus> {
    let propre: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    if propre.is_empty() || !propre.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refus::new(
            "nombre_invalide",
            "Un effectif est un nombre entier de salariés, comme 12.",
        ));
    }
    match propre.parse() {
        Ok(n) if n <= MAX_EFFECTIF => Ok(n),
        _ => Err(Refus::new(
            "nombre_trop_grand",
            format!("Cet effectif est trop grand : {MAX_EFFECTIF} au plus."),
        )),
    }
}

impl SaisieFiche {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: `champ_requis`, `texte_trop_long`, those of each value, and
    /// `effectif_incoherent` when the company would be smaller than its establishment.
    pub fn verifier(&self) -> Result<FicheEtablissement, Fautes> {
        let mut c = Collecte::new();
        let denomination = c.ligne("/denomination", &self.denomination, MAX_DENOMINATION);
        let numero_voie = c.texte_libre("/numero_voie", vu(&self.numero_voie), 10);
        let extension_voie = c.texte_libre("/extension_voie", vu(&self.extension_voie), 10);
        let type_voie = c.texte_libre("/type_voie", vu(&self.type_voie), 30);
        let libelle_voie = c.texte("/libelle_voie", &self.libelle_voie, MAX_LIBELLE_VOIE);
        let complement_adresse = c.texte_libre(
            "/complement_adresse",
            vu(&self.complement_adresse),
            MAX_COMPLEMENT,
        );
        let code_postal = c.requis("/code_postal", &self.code_postal);
        let departement = departement_choisi(&mut c, code_postal.as_ref(), &self.departement);
        let ville = c.texte("/ville", &self.ville, MAX_DENOMINATION);
        let telephone = c.requis("/telephone", &self.telephone);
        let courriel = c.requis("/courriel", &self.courriel);
        let fax = c.facultatif("/fax", vu(&self.fax));
        let effectif_etablissement =
            lire_effectif(&mut c, "/effectif_etablissement", &self.effectif_etablissement);
        let effectif_entreprise = lire_effectif(&mut c, "/effectif_entreprise", &self.effectif_entreprise);
        if let (Some(etablissement), Some(entreprise)) = (effectif_etablissement, effectif_entreprise)
            && entreprise < etablissement
        {
            c.ajouter(Faute::champ(
                "/effectif_entreprise",
                "effectif_incoherent",
                "L'effectif de l'entreprise (tous les établissements du SIREN) ne peut pas être inférieur à celui de l'établissement (ce SIRET) : corrigez l'un des deux.",
            ));
        }
        let contact_nom = c.texte_libre("/contact_nom", vu(&self.contact_nom), 80);
        let contact_prenom = c.texte_libre("/contact_prenom", vu(&self.contact_prenom), 80);
        let contact_telephone = c.facultatif("/contact_telephone", vu(&self.contact_telephone));
        let contact_courriel = c.facultatif("/contact_courriel", vu(&self.contact_courriel));
        let (Some(code_postal), Some(telephone), Some(courriel)) = (code_postal, telephone, courriel) else {
            return c.echec();
        };
        c.fin()?;
        Ok(FicheEtablissement {
            denomination,
            numero_voie,
            extension_voie,
            type_voie,
            libelle_voie,
            complement_adresse,
            code_postal,
            departement,
            ville,
            telephone,
            courriel,
            fax,
            effectif_etablissement,
            effectif_entreprise,
            contact_nom,
            contact_prenom,
            contact_telephone,
            contact_courriel,
        })
    }
}

/// Reads the département that a person chose for a postal code that straddles several.
pub(crate) fn departement_choisi(
    c: &mut Collecte,
    code_postal: Option<&CodePostal>,
    choisi: &Option<String>,
) -> Option<Departement> {
    let choisi = c.facultatif("/departement", vu(choisi));
    let probable = Departement::de_code_postal(code_postal?);
    c.prendre("/departement", probable.choisir(choisi)).flatten()
}

fn lire_effectif(c: &mut Collecte, pointeur: &str, texte: &Option<String>) -> Option<u32> {
    let texte = vu(texte);
    if texte.trim().is_empty() {
        return None;
    }
    c.prendre(pointeur, effectif(texte))
}

/// What a person reads for the fields of [`FicheEtablissement::complete`], and for the bank details.
pub fn dire_manques(champs: &[&str]) -> String {
    let dits: Vec<&str> = champs
        .iter()
        .map(|champ| match *champ {
            "effectif_etablissement" => "l'effectif de l'établissement",
            "effectif_entreprise" => "l'effectif de l'entreprise",
            "contact_nom" => "le nom du contact",
            "contact_prenom" => "le prénom du contact",
            "contact_telephone" => "le téléphone du contact",
            "contact_courriel" => "le courriel du contact",
            "coordonnees_bancaires_actives" => "un compte bancaire actif",
            autre => autre,
        })
        .collect();
    dits.join(", ")
}
