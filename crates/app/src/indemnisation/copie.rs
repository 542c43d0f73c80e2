//! Last month's employees, and on demand their hours, put into a claim.

use db::ConnectionTrait;
use db::indemnisation::{Demande, Ligne};
use domain::indemnisation::{HeuresSemaine, verifier_heures};
use domain::mois::{Mois, Semaine};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use super::heures::Calcul;
use super::lignes::{lire_semaines, nouvelle_ligne, present};
use super::{Vue, enregistrer_lignes, lire_mois, verrouiller_brouillon, vue};
use crate::{Acteur, Contexte, Erreur, contrat};

/// Puts the employees of last month's claim into this one, with the contract that the register gives them
/// today; who is there already stays as is, who has left meanwhile does not come. With `heures` also their
/// weeks, the first onto the first and so on; a week that the contract of today forbids stays empty.
///
/// # Errors
/// `Refus` `mois_precedent_absent`, `transition_interdite`; `Introuvable`, `VersionPerimee`.
pub async fn copier_mois(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    heures: bool,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let demande = verrouiller_brouillon(&tx, acteur, id, Some(version)).await?;
    let mois = lire_mois(&demande)?;
    let precedentes = lignes_du_mois_precedent(&tx, &demande, mois).await?;
    let presentes = db::indemnisation::lignes(&tx, id).await?;
    let deja: HashSet<Uuid> = presentes.iter().map(|ligne| ligne.salarie_id).collect();
    let mut rang = presentes.iter().map(|ligne| ligne.rang).max().unwrap_or(0);
    let registre: HashMap<Uuid, db::salarie::Salarie> = db::salarie::tous(&tx, demande.etablissement_id)
        .await?
        .into_iter()
        .map(|salarie| (salarie.id, salarie))
        .collect();
    let calcul = Calcul::de(&tx, contexte, &demande).await?;
    let mut nouvelles = Vec::new();
    for precedente in precedentes {
        let Some(salarie) = registre.get(&precedente.salarie_id) else {
            continue;
        };
        if deja.contains(&salarie.id) || !present(salarie, mois) {
            continue;
        }
        rang += 1;
        let mut ligne = nouvelle_ligne(contexte, id, salarie.clone(), rang);
        if heures {
            let semaines = transposer(&precedente, &ligne, mois)?;
            calcul.appliquer(&mut ligne, &semaines)?;
        }
        nouvelles.push(ligne);
    }
    let nombre = nouvelles.len();
    db::indemnisation::inserer_lignes(&tx, nouvelles).await?;
    let demande = enregistrer_lignes(&tx, contexte, acteur, demande, "mois_copie", nombre).await?;
    let vue = vue(&tx, contexte, acteur, demande).await?;
    tx.commit().await?;
    Ok(vue)
}

/// The lines of the claim of the month before: that of the same authorisation if there is one, else the
/// establishment's last.
async fn lignes_du_mois_precedent(
    tx: &impl ConnectionTrait,
    demande: &Demande,
    mois: Mois,
) -> Result<Vec<Ligne>, Erreur> {
    let precedent = mois.precedent();
    let demandes =
        db::indemnisation::de_l_etablissement(tx, demande.etablissement_id, &precedent.to_string()).await?;
    let choisie = demandes
        .iter()
        .rfind(|autre| autre.dap_id == demande.dap_id)
        .or(demandes.last());
    match choisie {
        Some(choisie) => Ok(db::indemnisation::lignes(tx, choisie.id).await?),
        None => Err(Erreur::Refus(domain::Refus::new(
            "mois_precedent_absent",
            format!(
                "Aucune demande de cet établissement pour {} : ajoutez les salariés depuis le registre.",
                precedent.libelle()
            ),
        ))),
    }
}

/// The weeks of the line of last month, moved to those of this month; only what may be entered there.
fn transposer(precedente: &Ligne, ligne: &Ligne, mois: Mois) -> Result<Vec<HeuresSemaine>, Erreur> {
    let contrat = contrat::de_la_ligne(ligne)?;
    let connues = lire_semaines(precedente)?;
    let avant = mois.precedent().semaines();
    let paires = avant.iter().zip(mois.semaines());
    let transposees = paires.filter_map(|(ancienne, semaine): (&Semaine, Semaine)| {
        let heures = connues.iter().find(|heures| heures.semaine == *ancienne)?;
        let (travaillees, chomees) = (heures.travaillees, heures.chomees);
        let permises = verifier_heures(mois, semaine.lundi(), &contrat, travaillees, chomees).is_empty();
        permises.then_some(HeuresSemaine {
            semaine,
            travaillees,
            chomees,
        })
    });
    Ok(transposees.collect())
}
