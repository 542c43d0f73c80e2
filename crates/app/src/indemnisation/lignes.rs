//! The employees of a claim.

use db::Page;
use db::indemnisation::Ligne;
use db::salarie::Salarie;
use domain::indemnisation::HeuresSemaine;
use domain::simulation::Etape;
use std::collections::HashSet;
use uuid::Uuid;

use super::{Vue, bareme, enregistrer_lignes, explication, lire_mois, verrouiller_brouillon, vue};
use crate::salarie::masquer_nir;
use crate::{Acteur, Contexte, Erreur};

/// One employee of a claim, with the way to the amounts.
#[derive(Debug, Clone)]
pub struct LigneVue {
    pub ligne: Ligne,
    /// Never for an agent (R5122-22).
    pub nir_masque: Option<String>,
    pub semaines: Vec<HeuresSemaine>,
    pub explication: Vec<Etape>,
}

pub(super) fn lire_semaines(ligne: &Ligne) -> Result<Vec<HeuresSemaine>, Erreur> {
    serde_json::from_value(ligne.semaines.clone()).map_err(|erreur| Erreur::illisible("semaines", &erreur))
}

/// One page of lines, by rank.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lister_lignes(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    page: Page<i32>,
) -> Result<Vec<LigneVue>, Erreur> {
    let demande = db::indemnisation::trouver(&contexte.base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let bareme = bareme(contexte, lire_mois(&demande)?, &demande.departement)?;
    db::indemnisation::page_lignes(&contexte.base, id, page)
        .await?
        .into_iter()
        .map(|ligne| {
            let nir_masque = if acteur.est_agent() {
                None
            } else {
                Some(masquer_nir(contexte, &ligne.nir_chiffre)?)
            };
            Ok(LigneVue {
                nir_masque,
                semaines: lire_semaines(&ligne)?,
                explication: explication(&bareme, &ligne),
                ligne,
            })
        })
        .collect()
}

/// The claim and all its lines with their weeks, for a file; no NIR.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn lignes_a_exporter(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
) -> Result<(Vue, Vec<LigneVue>), Erreur> {
    let vue = super::lire(contexte, acteur, id).await?;
    let lignes = db::indemnisation::lignes(&contexte.base, id).await?;
    let lignes = lignes
        .into_iter()
        .map(|ligne| {
            Ok(LigneVue {
                nir_masque: None,
                semaines: lire_semaines(&ligne)?,
                explication: Vec::new(),
                ligne,
            })
        })
        .collect::<Result<_, Erreur>>()?;
    Ok((vue, lignes))
}

/// All lines, for the recap; no NIR.
///
/// # Errors
/// `Introuvable`, `RoleInsuffisant`.
pub async fn toutes_les_lignes(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<Vec<Ligne>, Erreur> {
    db::indemnisation::trouver(&contexte.base, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    Ok(db::indemnisation::lignes(&contexte.base, id).await?)
}

/// Puts employees of the register into the claim; those who are there already stay as they are.
///
/// # Errors
/// `Introuvable` (also for an employee of another establishment); `Refus` `transition_interdite`.
pub async fn ajouter_salaries(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    salaries: &[Uuid],
    tous: bool,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let demande = verrouiller_brouillon(&tx, acteur, id, None).await?;
    let registre = db::salarie::tous(&tx, demande.etablissement_id).await?;
    let voulus: HashSet<Uuid> = salaries.iter().copied().collect();
    let connus: HashSet<Uuid> = registre.iter().map(|salarie| salarie.id).collect();
    if !voulus.is_subset(&connus) {
        return Err(Erreur::Introuvable);
    }
    let presentes = db::indemnisation::lignes(&tx, id).await?;
    let deja: HashSet<Uuid> = presentes.iter().map(|ligne| ligne.salarie_id).collect();
    let premier = presentes.iter().map(|ligne| ligne.rang).max().unwrap_or(0) + 1;
    let nouvelles: Vec<Ligne> = registre
        .into_iter()
        .filter(|salarie| (tous || voulus.contains(&salarie.id)) && !deja.contains(&salarie.id))
        .zip(premier..)
        .map(|(salarie, rang)| nouvelle_ligne(contexte, id, salarie, rang))
        .collect();
    let nombre = nouvelles.len();
    db::indemnisation::inserer_lignes(&tx, nouvelles).await?;
    let demande = enregistrer_lignes(&tx, contexte, acteur, demande, "salaries_ajoutes", nombre).await?;
    let vue = vue(&tx, contexte, acteur, demande).await?;
    tx.commit().await?;
    Ok(vue)
}

fn nouvelle_ligne(contexte: &Contexte, demande_id: Uuid, salarie: Salarie, rang: i32) -> Ligne {
    Ligne {
        id: contexte.id(),
        demande_id,
        salarie_id: salarie.id,
        rang,
        nir_chiffre: salarie.nir_chiffre,
        nir_index: salarie.nir_index,
        nom: salarie.nom,
        prenom: salarie.prenom,
        categorie: salarie.categorie,
        duree_hebdomadaire: salarie.duree_hebdomadaire,
        taux_horaire_brut: salarie.taux_horaire_brut,
        semaines: serde_json::json!([]),
        heures_travaillees: 0,
        heures_chomees: 0,
        heures_indemnisables: 0,
        allocation_horaire: 0,
        allocation: 0,
        indemnite_horaire: 0,
        indemnite: 0,
    }
}

/// Takes lines out of the claim; the register keeps the employees.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn retirer_lignes(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    lignes: &[Uuid],
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let demande = verrouiller_brouillon(&tx, acteur, id, Some(version)).await?;
    db::indemnisation::supprimer_lignes(&tx, id, lignes).await?;
    let demande =
        enregistrer_lignes(&tx, contexte, acteur, demande, "salaries_retires", lignes.len()).await?;
    let vue = vue(&tx, contexte, acteur, demande).await?;
    tx.commit().await?;
    Ok(vue)
}
