//! The table of a claim's hours, to be filled in elsewhere and imported back.

use db::indemnisation::Demande;
use domain::indemnisation::HeuresSemaine;
use serde_json::json;
use uuid::Uuid;

use super::lignes::lire_semaines;
use super::lire_mois;
use crate::salarie::USAGE_NIR;
use crate::{Acteur, Contexte, Erreur, journal};

/// One employee and week of the claim; without hours as long as none are typed.
#[derive(Debug, Clone)]
pub struct LigneModele {
    pub nir: String,
    pub nom: String,
    pub prenom: String,
    /// Monday, ISO 8601.
    pub semaine: String,
    pub heures: Option<HeuresSemaine>,
}

/// Every employee × every week of the month. The NIRs leave in clear, as the file needs them: to the
/// employer only, and the journal tells.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant` (an agent never receives a NIR, R5122-22).
pub async fn modele_heures(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
) -> Result<Vec<LigneModele>, Erreur> {
    if acteur.est_agent() {
        return Err(Erreur::RoleInsuffisant);
    }
    let demande = db::indemnisation::trouver(&contexte.base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let semaines = lire_mois(&demande)?.semaines();
    let mut modele = Vec::new();
    for ligne in db::indemnisation::lignes(&contexte.base, id).await? {
        let nir = contexte.chiffrement.dechiffrer(USAGE_NIR, &ligne.nir_chiffre)?;
        let saisies = lire_semaines(&ligne)?;
        modele.extend(semaines.iter().map(|semaine| LigneModele {
            nir: nir.clone(),
            nom: ligne.nom.clone(),
            prenom: ligne.prenom.clone(),
            semaine: semaine.lundi().to_string(),
            heures: saisies.iter().find(|heures| heures.semaine == *semaine).copied(),
        }));
    }
    noter_depart(contexte, acteur, &demande, "modele_heures_telecharge").await?;
    Ok(modele)
}

/// NIRs leave in clear: the journal tells to whom.
pub(super) async fn noter_depart(
    contexte: &Contexte,
    acteur: &Acteur,
    demande: &Demande,
    action: &str,
) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    let objet = ("etablissement", demande.etablissement_id);
    let details = json!({ "demande": demande.id });
    journal::noter(&tx, contexte, Some(acteur), action, objet, details).await?;
    tx.commit().await?;
    Ok(())
}
