//! Bank details as typed, and once checked.

use super::{Banque, Bic, Iban, Titulaire, avertissement_pays, avertissement_sepa, propositions};
use crate::erreur::{Collecte, Fautes};

/// Bank details as a person has them: spaces, dashes, lower case. No `Debug`: an account number
/// has no place in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SaisieCoordonnees {
    /// Holder of the account.
    pub titulaire: String,
    /// IBAN of France or of another country.
    pub iban: String,
    /// BIC of 8 or 11 characters.
    pub bic: String,
}

/// Checked bank details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coordonnees {
    /// Holder of the account.
    pub titulaire: Titulaire,
    /// The account.
    pub iban: Iban,
    /// Its bank.
    pub bic: Bic,
}

impl SaisieCoordonnees {
    /// Checks the three fields and tells every fault at once; a wrong BIC comes with what it may
    /// have been meant to be.
    ///
    /// Codes: `champ_requis` and those of [`Titulaire`], [`Iban`], [`Bic`].
    pub fn verifier(&self) -> Result<Coordonnees, Fautes> {
        let mut c = Collecte::new();
        let titulaire = c.requis("/titulaire", &self.titulaire);
        let iban = c.requis("/iban", &self.iban);
        let bic = if self.bic.trim().is_empty() {
            c.requis("/bic", "")
        } else {
            let lu = self.bic.parse::<Bic>().map_err(|mut refus| {
                if let [premiere, ..] = propositions(&self.iban, &self.bic).as_slice() {
                    refus.message = format!(
                        "{} Vouliez-vous dire {} ({}) ?",
                        refus.message, premiere.bic, premiere.nom
                    );
                }
                refus
            });
            c.prendre("/bic", lu)
        };
        let (Some(titulaire), Some(iban), Some(bic)) = (titulaire, iban, bic) else {
            return c.echec();
        };
        c.fin()?;
        Ok(Coordonnees { titulaire, iban, bic })
    }
}

impl Coordonnees {
    /// What is doubtful about them; never a reason to refuse.
    pub fn avertissements(&self) -> Vec<String> {
        let banque = Banque::de_l_iban(&self.iban).filter(|banque| !banque.est_de(&self.bic));
        let banque = banque.map(|banque| {
            format!(
                "D'après l'IBAN, ce compte est tenu par {}, dont le BIC est d'ordinaire {} : vérifiez-le sur votre RIB. Vous pouvez tout de même enregistrer.",
                banque.nom, banque.bic
            )
        });
        // Of two countries, that is said already.
        let pays = avertissement_pays(&self.iban, &self.bic).or(banque);
        pays.into_iter().chain(avertissement_sepa(&self.iban)).collect()
    }
}
