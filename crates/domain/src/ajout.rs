//! "Ajouter un établissement": what somebody who has an account types for one more of them.

use serde::{Deserialize, Serialize};

use crate::erreur::{Collecte, Faute, Fautes};
use crate::etablissement::{FicheEtablissement, SaisieFiche, Siret};
use crate::mandat::{MandatDeclare, SaisieMandat};
use crate::utilisateur::confirmer_courriel;

/// One more establishment, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ajout {
    /// The establishment.
    pub siret: Siret,
    /// Its sheet.
    pub fiche: FicheEtablissement,
    /// The establishment that it replaces.
    pub ancien: Option<Siret>,
    /// The mandate under which the person asks, if they are an accountant.
    pub mandat: Option<MandatDeclare>,
}

/// One more establishment, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieAjout {
    /// As typed.
    pub siret: String,
    /// As typed.
    pub fiche: SaisieFiche,
    /// The e-mail of the establishment, a second time.
    pub courriel_confirmation: String,
    /// The SIRET that this one replaces; may be empty.
    pub ancien_siret: String,
    /// The person asks as an accountant: the dates of the mandate count.
    pub mandat: bool,
    /// First day of the mandate.
    pub mandat_debut: String,
    /// Last day of the mandate; may be empty.
    pub mandat_fin: String,
}

impl SaisieAjout {
    /// Checks every field and tells every fault at once, those of the sheet under `/fiche`.
    ///
    /// Codes: those of the sheet and of the mandate, `courriel_different`, `ancien_siret_identique`.
    pub fn verifier(&self) -> Result<Ajout, Fautes> {
        let mut c = Collecte::new();
        let siret = c.requis::<Siret>("/siret", &self.siret);
        let fiche = c.absorber("/fiche", self.fiche.verifier());
        let courriel = self.fiche.courriel.parse().ok();
        confirmer_courriel(
            &mut c,
            "/courriel_confirmation",
            &courriel,
            &self.courriel_confirmation,
        );
        let ancien = ancien_siret(&mut c, &self.ancien_siret, siret.as_ref());
        let mandat = self.mandat.then(|| {
            let saisie = SaisieMandat {
                siret: self.siret.clone(),
                debut: self.mandat_debut.clone(),
                fin: self.mandat_fin.clone(),
            };
            // The SIRET has been judged above.
            saisie.verifier().map_err(|Fautes(fautes)| {
                Fautes(fautes.into_iter().filter(|f| f.pointeur != "/siret").collect())
            })
        });
        let mandat = match mandat {
            Some(resultat) => c.absorber("/mandat", resultat),
            None => None,
        };
        let (Some(siret), Some(fiche)) = (siret, fiche) else {
            return c.echec();
        };
        c.fin()?;
        Ok(Ajout {
            siret,
            fiche,
            ancien,
            mandat,
        })
    }
}

/// The SIRET that a new one replaces: nothing, or another one. Code: `ancien_siret_identique`.
pub(crate) fn ancien_siret(c: &mut Collecte, texte: &str, nouveau: Option<&Siret>) -> Option<Siret> {
    let ancien = c.facultatif::<Siret>("/ancien_siret", texte);
    if ancien.is_some() && ancien.as_ref() == nouveau {
        c.ajouter(Faute::champ(
            "/ancien_siret",
            "ancien_siret_identique",
            "L'ancien SIRET est celui que vous ajoutez : indiquez celui qu'il remplace, ou laissez ce champ vide.",
        ));
        return None;
    }
    ancien
}
