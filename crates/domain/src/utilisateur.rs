//! The people of an establishment: what its principal user types to add one.

use serde::{Deserialize, Serialize};

use crate::compte::{Courriel, Telephone};
use crate::erreur::{Collecte, Faute, Fautes};

/// Longest name or first name of a person.
pub const MAX_NOM: usize = 80;

/// A person to add, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelUtilisateur {
    /// Name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Telephone, if given.
    pub telephone: Option<Telephone>,
    /// E-mail, which says whether they have an account already.
    pub courriel: Courriel,
}

/// A person to add, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieUtilisateur {
    /// As typed.
    pub nom: String,
    /// As typed.
    pub prenom: String,
    /// As typed; may be empty.
    pub telephone: String,
    /// As typed.
    pub courriel: String,
    /// The same, typed (or pasted) a second time.
    pub courriel_confirmation: String,
}

impl SaisieUtilisateur {
    /// Checks every field and tells every fault at once.
    ///
    /// Codes: `champ_requis`, `texte_trop_long`, those of each value, `courriel_different`.
    pub fn verifier(&self) -> Result<NouvelUtilisateur, Fautes> {
        let mut c = Collecte::new();
        let nom = c.ligne("/nom", &self.nom, MAX_NOM);
        let prenom = c.ligne("/prenom", &self.prenom, MAX_NOM);
        let telephone = c.facultatif("/telephone", &self.telephone);
        let courriel = c.requis("/courriel", &self.courriel);
        confirmer_courriel(
            &mut c,
            "/courriel_confirmation",
            &courriel,
            &self.courriel_confirmation,
        );
        let Some(courriel) = courriel else {
            return c.echec();
        };
        c.fin()?;
        Ok(NouvelUtilisateur {
            nom,
            prenom,
            telephone,
            courriel,
        })
    }
}

/// The second typing must say the same mailbox. Code: `courriel_different`.
pub(crate) fn confirmer_courriel(
    c: &mut Collecte,
    pointeur: &str,
    courriel: &Option<Courriel>,
    confirmation: &str,
) {
    let Some(courriel) = courriel else { return };
    let meme = confirmation
        .parse::<Courriel>()
        .is_ok_and(|autre| autre == *courriel);
    if !meme {
        c.ajouter(Faute::champ(
            pointeur,
            "courriel_different",
            "Les deux adresses ne sont pas les mêmes : saisissez la même adresse dans les deux champs.",
        ));
    }
}
