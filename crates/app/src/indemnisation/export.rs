//! The figures of each employee of a claim, as a payslip needs them.

use db::indemnisation::Ligne;
use domain::indemnisation::HeuresSemaine;
use domain::salarie::Nir;
use uuid::Uuid;

use super::Vue;
use super::lignes::lire_semaines;
use super::modele::noter_depart;
use crate::salarie::USAGE_NIR;
use crate::{Acteur, Contexte, Erreur};

/// One employee of an exported claim.
#[derive(Debug)]
pub struct LigneExportee {
    /// In groups, as a payslip has it; never for an agent (R5122-22).
    pub nir: Option<String>,
    pub ligne: Ligne,
    pub semaines: Vec<HeuresSemaine>,
}

/// The claim and all its lines with their weeks. The employer's file names each employee by the NIR, in clear,
/// and the journal tells.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lignes_a_exporter(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
) -> Result<(Vue, Vec<LigneExportee>), Erreur> {
    let vue = super::lire(contexte, acteur, id).await?;
    let exporter = |ligne: Ligne| {
        let nir = if acteur.est_agent() {
            None
        } else {
            let clair = contexte.chiffrement.dechiffrer(USAGE_NIR, &ligne.nir_chiffre)?;
            let nir: Nir = clair.parse().map_err(|refus| Erreur::illisible("nir", &refus))?;
            Some(nir.groupe())
        };
        let semaines = lire_semaines(&ligne)?;
        Ok(LigneExportee { nir, ligne, semaines })
    };
    let lignes = db::indemnisation::lignes(&contexte.base, id)
        .await?
        .into_iter()
        .map(exporter)
        .collect::<Result<_, Erreur>>()?;
    if !acteur.est_agent() {
        noter_depart(contexte, acteur, &vue.ligne, "chiffres_paie_telecharges").await?;
    }
    Ok((vue, lignes))
}
