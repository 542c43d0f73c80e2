//! What the domain says when it refuses: a fault in a field or a cell, all the
//! faults of a form or a file at once, or the refusal of one value or transition.

use serde::Serialize;

use crate::salarie::refuser_nir;
use crate::source::source_du_code;

/// One fault, in a field (JSON pointer) or in a cell of a file (row and column).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faute {
    /// JSON pointer (RFC 6901) such as `/siret`; empty for a fault in a file.
    pub pointeur: String,
    /// Stable code, read by programs.
    pub code: &'static str,
    /// French message: the rule and the way out.
    pub message: String,
    /// Where the rule comes from: an article of law, a document of the agency, or this service itself.
    #[serde(rename = "source", skip_serializing_if = "Option::is_none")]
    pub source_regle: Option<&'static str>,
    /// Row of the file; the header is row 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ligne: Option<u32>,
    /// Column of the file, by its canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colonne: Option<String>,
}

impl Faute {
    /// A fault in the field that `pointeur` names.
    pub fn champ(pointeur: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            pointeur: pointeur.into(),
            code,
            message: message.into(),
            source_regle: source_du_code(code),
            ligne: None,
            colonne: None,
        }
    }

    /// A fault in one cell of an imported file.
    pub fn cellule(
        ligne: u32,
        colonne: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            pointeur: String::new(),
            code,
            message: message.into(),
            source_regle: source_du_code(code),
            ligne: Some(ligne),
            colonne: Some(colonne.into()),
        }
    }

    /// The same fault, under the rule that it comes from here: several rules share its code.
    #[must_use]
    pub fn selon(self, source: &'static str) -> Self {
        Self {
            source_regle: Some(source),
            ..self
        }
    }

    /// The fault of a field, as one of the cell that the field was read from.
    #[must_use]
    pub fn a_la_ligne(self, ligne: u32) -> Self {
        Self {
            ligne: Some(ligne),
            colonne: Some(self.pointeur.trim_start_matches('/').to_owned()),
            pointeur: String::new(),
            ..self
        }
    }
}

/// Every fault of a form or a file, never the first one only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", .0.iter().map(|f| f.message.as_str()).collect::<Vec<_>>().join(" "))]
pub struct Fautes(pub Vec<Faute>);

impl Fautes {
    /// How many values are to be corrected, in French.
    pub fn resume(nombre: usize) -> String {
        match nombre {
            1 => "Une valeur est à corriger.".to_owned(),
            n => format!("{n} valeurs sont à corriger."),
        }
    }

    /// The faults' codes, in order (handy in tests and logs: no personal data).
    pub fn codes(&self) -> Vec<&'static str> {
        self.0.iter().map(|f| f.code).collect()
    }
}

impl From<Faute> for Fautes {
    fn from(faute: Faute) -> Self {
        Self(vec![faute])
    }
}

/// The refusal of one value or of one transition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Refus {
    /// Stable snake_case code.
    pub code: &'static str,
    /// French message: the rule and the way out.
    pub message: String,
    /// Where the rule comes from, as in [`Faute::source_regle`].
    #[serde(rename = "source", skip_serializing_if = "Option::is_none")]
    pub source_regle: Option<&'static str>,
}

impl Refus {
    /// A refusal with its stable code and its French message.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            source_regle: source_du_code(code),
        }
    }

    /// The same refusal, under the rule that it comes from here: several rules share its code.
    #[must_use]
    pub fn selon(self, source: &'static str) -> Self {
        Self {
            source_regle: Some(source),
            ..self
        }
    }

    /// The same refusal, as a fault of the field that `pointeur` names.
    pub fn au_champ(self, pointeur: impl Into<String>) -> Faute {
        Faute {
            source_regle: self.source_regle,
            ..Faute::champ(pointeur, self.code, self.message)
        }
    }

    /// The refusal of an empty required field.
    pub fn champ_requis() -> Self {
        Self::new("champ_requis", "Ce champ est obligatoire : renseignez-le.")
    }
}

/// Gathers the faults of a form, so that all are told at once.
#[derive(Debug, Default)]
pub struct Collecte {
    fautes: Vec<Faute>,
}

impl Collecte {
    /// An empty collector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the value, or files the refusal under `pointeur`.
    pub fn prendre<T>(&mut self, pointeur: &str, resultat: Result<T, Refus>) -> Option<T> {
        match resultat {
            Ok(valeur) => Some(valeur),
            Err(refus) => {
                self.fautes.push(refus.au_champ(pointeur));
                None
            }
        }
    }

    /// Parses a required text with `FromStr`; empty is `champ_requis`.
    pub fn requis<T: std::str::FromStr<Err = Refus>>(&mut self, pointeur: &str, texte: &str) -> Option<T> {
        let resultat = if texte.trim().is_empty() {
            Err(Refus::champ_requis())
        } else {
            texte.parse()
        };
        self.prendre(pointeur, resultat)
    }

    /// Parses an optional text with `FromStr`; empty is `None` without fault.
    pub fn facultatif<T: std::str::FromStr<Err = Refus>>(
        &mut self,
        pointeur: &str,
        texte: &str,
    ) -> Option<T> {
        if texte.trim().is_empty() {
            None
        } else {
            self.prendre(pointeur, texte.parse())
        }
    }

    /// A required text of at most `max` characters, trimmed; empty on fault. Codes: `champ_requis` and those of
    /// [`Self::texte_libre`].
    pub fn texte(&mut self, pointeur: &str, texte: &str, max: usize) -> String {
        if texte.trim().is_empty() {
            self.ajouter(Refus::champ_requis().au_champ(pointeur));
            return String::new();
        }
        self.texte_libre(pointeur, texte, max).unwrap_or_default()
    }

    /// A required text of one line: what stands in a mail or a notice between other words.
    ///
    /// Codes: those of [`Self::texte`], `texte_sur_une_ligne`.
    pub fn ligne(&mut self, pointeur: &str, texte: &str, max: usize) -> String {
        if texte.trim().chars().any(char::is_control) {
            self.ajouter(Faute::champ(
                pointeur,
                "texte_sur_une_ligne",
                "Ce texte s'écrit sur une seule ligne : retirez les retours à la ligne.",
            ));
            return String::new();
        }
        self.texte(pointeur, texte, max)
    }

    /// An optional text of at most `max` characters, trimmed; `None` when empty. Wherever it was typed, an
    /// agent may come to read it: a NIR has no place in it.
    ///
    /// Codes: `texte_trop_long`, `texte_invalide`, `nir_dans_texte`.
    pub fn texte_libre(&mut self, pointeur: &str, texte: &str, max: usize) -> Option<String> {
        let texte = texte.trim();
        if texte.is_empty() {
            return None;
        }
        if texte.chars().count() > max {
            self.ajouter(Faute::champ(
                pointeur,
                "texte_trop_long",
                format!("Ce texte est trop long : {max} caractères au plus."),
            ));
            return None;
        }
        // A control character other than a line break comes from a broken copy and
        // cannot be printed in a notice.
        if texte
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.ajouter(Faute::champ(
                pointeur,
                "texte_invalide",
                "Ce texte contient un caractère invisible : effacez-le et saisissez-le de nouveau.",
            ));
            return None;
        }
        self.prendre(pointeur, refuser_nir(texte))?;
        Some(texte.to_owned())
    }

    /// Adds one fault.
    pub fn ajouter(&mut self, faute: Faute) {
        self.fautes.push(faute);
    }

    /// Adds every fault of a sub-form, under the prefix `pointeur`.
    pub fn absorber<T>(&mut self, pointeur: &str, resultat: Result<T, Fautes>) -> Option<T> {
        match resultat {
            Ok(valeur) => Some(valeur),
            Err(Fautes(fautes)) => {
                self.fautes.extend(fautes.into_iter().map(|f| Faute {
                    pointeur: format!("{pointeur}{}", f.pointeur),
                    ..f
                }));
                None
            }
        }
    }

    /// True while no fault has been met.
    pub fn est_vide(&self) -> bool {
        self.fautes.is_empty()
    }

    /// The end of the check: every fault at once.
    pub fn fin(self) -> Result<(), Fautes> {
        if self.fautes.is_empty() {
            Ok(())
        } else {
            Err(Fautes(self.fautes))
        }
    }

    /// The faults met so far, as the error of any result.
    pub fn echec<T>(self) -> Result<T, Fautes> {
        Err(Fautes(self.fautes))
    }
}
