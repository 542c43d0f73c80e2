//! The contract of an employee in a row, of the register or of a claim.

use db::indemnisation::Ligne;
use db::salarie::Salarie;
use domain::Refus;
use domain::montant::{Centimes, Heures, TauxHoraire};
use domain::salarie::Contrat;
use std::str::FromStr;

use crate::Erreur;

fn lire<T: FromStr<Err = Refus>>(quoi: &str, texte: &str) -> Result<T, Erreur> {
    texte.parse().map_err(|refus| Erreur::illisible(quoi, &refus))
}

/// The contract in a row: both tables have the same columns.
macro_rules! contrat {
    ($rangee:ident) => {
        Ok(Contrat {
            duree_hebdomadaire: Heures($rangee.duree_hebdomadaire),
            taux_horaire_brut: TauxHoraire($rangee.taux_horaire_brut),
            salaire_mensuel_brut: $rangee.salaire_mensuel_brut.map(Centimes),
            profil: lire("profil", &$rangee.profil)?,
            mode: lire("mode", &$rangee.mode)?,
            entree: $rangee.entree,
            sortie: $rangee.sortie,
        })
    };
}

/// The contract that a line of a claim copied.
///
/// # Errors
/// `Interne` when a stored code is unknown.
pub fn de_la_ligne(ligne: &Ligne) -> Result<Contrat, Erreur> {
    contrat!(ligne)
}

/// The contract of the register.
///
/// # Errors
/// `Interne` when a stored code is unknown.
pub(crate) fn du_salarie(salarie: &Salarie) -> Result<Contrat, Erreur> {
    contrat!(salarie)
}

/// Writes a contract into a row of the register.
pub(crate) fn ecrire(salarie: &mut Salarie, contrat: &Contrat) {
    salarie.duree_hebdomadaire = contrat.duree_hebdomadaire.0;
    salarie.taux_horaire_brut = contrat.taux_horaire_brut.0;
    salarie.salaire_mensuel_brut = contrat.salaire_mensuel_brut.map(|mensuel| mensuel.0);
    contrat.profil.code().clone_into(&mut salarie.profil);
    contrat.mode.code().clone_into(&mut salarie.mode);
    salarie.entree = contrat.entree;
    salarie.sortie = contrat.sortie;
}
