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

/// The contract that a line of a claim copied.
///
/// # Errors
/// `Interne` when a stored code is unknown.
pub fn de_la_ligne(ligne: &Ligne) -> Result<Contrat, Erreur> {
    Ok(Contrat {
        duree_hebdomadaire: Heures(ligne.duree_hebdomadaire),
        taux_horaire_brut: TauxHoraire(ligne.taux_horaire_brut),
        salaire_mensuel_brut: ligne.salaire_mensuel_brut.map(Centimes),
        profil: lire("profil", &ligne.profil)?,
        mode: lire("mode", &ligne.mode)?,
        entree: ligne.entree,
        sortie: ligne.sortie,
    })
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
