//! Weeks that are claimed: twice in one company, or that an avenant would take away.

use db::ConnectionTrait;
use db::indemnisation::{Demande, Ligne};
use domain::indemnisation::{Declaration, SemaineEnTrop, semaines_en_trop};
use domain::mois::Semaine;
use domain::montant::Heures;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

use super::lignes::lire_semaines;
use super::{lire_mois, regles};
use crate::Erreur;

/// The weeks of a claim that other claims of the company ask for too, beyond what a week is paid. Those of its own
/// month and authorisation are its versions.
///
/// # Errors
/// `Base`.
pub(super) async fn en_trop(
    base: &impl ConnectionTrait,
    demande: &Demande,
    siren: &str,
) -> Result<Vec<SemaineEnTrop>, Erreur> {
    let autres: HashMap<Uuid, Demande> = db::indemnisation::autres_du_mois(base, siren, demande)
        .await?
        .into_iter()
        .map(|autre| (autre.id, autre))
        .collect();
    if autres.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = autres.keys().copied().collect();
    let mut ailleurs: HashMap<String, Vec<Declaration>> = HashMap::new();
    for ligne in db::indemnisation::lignes_des_memes(base, demande.id, &ids).await? {
        if let Some(autre) = autres.get(&ligne.demande_id) {
            let declaree = declaration(autre, &ligne)?;
            ailleurs.entry(ligne.nir_index).or_default().push(declaree);
        }
    }
    if ailleurs.is_empty() {
        return Ok(Vec::new());
    }
    let mut en_trop = Vec::new();
    for ligne in db::indemnisation::lignes(base, demande.id).await? {
        if let Some(ailleurs) = ailleurs.get_mut(&ligne.nir_index) {
            ailleurs.sort_by(|a, b| a.demande.cmp(&b.demande));
            let nom = format!("{} {}", ligne.nom, ligne.prenom);
            en_trop.extend(semaines_en_trop(&nom, &declaration(demande, &ligne)?, ailleurs));
        }
    }
    Ok(en_trop)
}

fn declaration(demande: &Demande, ligne: &Ligne) -> Result<Declaration, Erreur> {
    Ok(Declaration {
        demande: demande.numero.clone(),
        etablissement: demande.etablissement_id.to_string(),
        contrat: Heures(ligne.duree_hebdomadaire),
        semaines: lire_semaines(ligne)?,
    })
}

/// The first week with unworked hours that was paid under the authorisation of `avant` and that one of `apres` would
/// no longer have.
///
/// # Errors
/// `Base`.
pub(crate) async fn retiree(
    base: &impl ConnectionTrait,
    demande: &Demande,
    avant: (Date, Date),
    apres: (Date, Date),
) -> Result<Option<Semaine>, Erreur> {
    // Sent under another period, a week outside of it was not paid: nothing is taken away.
    let avant = regles::figees(demande)?.map_or(avant, |figees| (figees.debut, figees.fin));
    let perdue =
        |semaine: &Semaine| semaine.chevauche(avant.0, avant.1) && !semaine.chevauche(apres.0, apres.1);
    let mut perdues = lire_mois(demande)?.semaines();
    perdues.retain(perdue);
    if perdues.is_empty() {
        return Ok(None);
    }
    for ligne in db::indemnisation::lignes(base, demande.id).await? {
        let chomee = lire_semaines(&ligne)?
            .into_iter()
            .find(|s| s.chomees > Heures::ZERO && perdues.contains(&s.semaine));
        if let Some(chomee) = chomee {
            return Ok(Some(chomee.semaine));
        }
    }
    Ok(None)
}
