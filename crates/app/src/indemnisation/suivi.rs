//! What was consumed of an authorisation, month by month.

use domain::mois::Mois;
use domain::montant::{Centimes, Heures};
use uuid::Uuid;

use super::{autorisation, lire_mois};
use crate::{Acteur, Contexte, Erreur};

/// One month of an authorisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoisConsomme {
    pub mois: Mois,
    pub heures: Heures,
    pub allocation: Centimes,
    pub indemnite: Centimes,
}

/// The months claimed under a DAP, of each the version that counts, and the hours authorised; none
/// while the DAP authorises nothing.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn consommation(
    contexte: &Contexte,
    acteur: &Acteur,
    dap_id: Uuid,
) -> Result<(Option<Heures>, Vec<MoisConsomme>), Erreur> {
    let dap = db::dap::trouver(&contexte.base, &acteur.portee()?, dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let heures = autorisation(&dap).ok().map(|(_, _, heures)| heures);
    let mois = db::indemnisation::qui_comptent(&contexte.base, dap_id)
        .await?
        .iter()
        .map(|ligne| {
            Ok(MoisConsomme {
                mois: lire_mois(ligne)?,
                heures: Heures(ligne.heures_indemnisables),
                allocation: Centimes(ligne.allocation),
                indemnite: Centimes(ligne.indemnite),
            })
        })
        .collect::<Result<_, Erreur>>()?;
    Ok((heures, mois))
}
