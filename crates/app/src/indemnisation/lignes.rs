//! The employees of a claim.

use db::Page;
use db::indemnisation::{Demande, Ligne};
use db::salarie::Salarie;
use domain::ferie::{JourFerie, jours_feries_du_mois};
use domain::indemnisation::{Contingent, HeuresSemaine, Perte, ReglesDi, expliquer_di_ligne, pertes};
use domain::mois::Mois;
use domain::simulation::Etape;
use std::collections::HashSet;
use uuid::Uuid;

use super::contingent::Annee;
use super::{Vue, enregistrer_lignes, lire_mois, regles, verrouiller_brouillon, vue};
use crate::salarie::masquer_nir;
use crate::{Acteur, Contexte, Erreur, contrat};

/// One employee of a claim, with the way to the amounts.
#[derive(Debug, Clone)]
pub struct LigneVue {
    pub ligne: Ligne,
    /// Never for an agent (R5122-22).
    pub nir_masque: Option<String>,
    pub semaines: Vec<HeuresSemaine>,
    pub explication: Vec<Etape>,
    /// What the law takes off, and why.
    pub pertes: Vec<Perte>,
    /// Hours of the year, this claim included.
    pub contingents: Vec<Contingent>,
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
    let (regles, annee) = regles_et_annee(contexte, &demande).await?;
    let feries = jours_feries_du_mois(regles.bareme.mois, &demande.departement);
    db::indemnisation::page_lignes(&contexte.base, id, page)
        .await?
        .into_iter()
        .map(|ligne| {
            let nir_masque = if acteur.est_agent() {
                None
            } else {
                Some(masquer_nir(contexte, &ligne.nir_chiffre)?)
            };
            let semaines = lire_semaines(&ligne)?;
            let contrat = contrat::de_la_ligne(&ligne)?;
            let contingents = annee.du_salarie(&ligne.nir_index, ligne.heures_indemnisables);
            Ok(LigneVue {
                nir_masque,
                explication: expliquer_di_ligne(&regles, &contrat, &semaines, &feries),
                pertes: pertes(&regles, &contrat, &semaines, &contingents),
                contingents,
                semaines,
                ligne,
            })
        })
        .collect()
}

async fn regles_et_annee(contexte: &Contexte, demande: &Demande) -> Result<(ReglesDi, Annee), Erreur> {
    let base = &contexte.base;
    let dap = db::dap::par_id(base, demande.dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let etablissement = db::etablissement::trouver(base, demande.etablissement_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let annee = Annee::lire(base, contexte, demande, (&etablissement.siret, &dap.motif)).await?;
    Ok((regles::de_la_demande(contexte, demande, &dap)?, annee))
}

/// One employee of the recap: the way to the amounts, and what the law takes off. No NIR.
#[derive(Debug)]
pub struct LigneDetaillee<'a> {
    pub ligne: &'a Ligne,
    pub semaines: Vec<HeuresSemaine>,
    pub explication: Vec<Etape>,
    pub pertes: Vec<Perte>,
}

/// How the amounts of each line were found, for the recap. `feries` are the public holidays of its weeks.
///
/// # Errors
/// `Interne` when a stored line cannot be read.
pub fn detailler<'a>(
    regles: &ReglesDi,
    feries: &[JourFerie],
    lignes: &'a [Ligne],
) -> Result<Vec<LigneDetaillee<'a>>, Erreur> {
    let detailler = |ligne: &'a Ligne| {
        let contrat = contrat::de_la_ligne(ligne)?;
        let semaines = lire_semaines(ligne)?;
        Ok(LigneDetaillee {
            ligne,
            explication: expliquer_di_ligne(regles, &contrat, &semaines, feries),
            pertes: pertes(regles, &contrat, &semaines, &[]),
            semaines,
        })
    };
    lignes.iter().map(detailler).collect()
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

/// Puts employees of the register into the claim; those who are there already stay as they are. `tous`:
/// everybody who is in the establishment during the month.
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
    let choisis = if tous {
        db::salarie::tous(&tx, demande.etablissement_id).await?
    } else {
        db::salarie::par_ids(&tx, demande.etablissement_id, salaries).await?
    };
    let connus: HashSet<Uuid> = choisis.iter().map(|salarie| salarie.id).collect();
    if !salaries.iter().all(|id| connus.contains(id)) {
        return Err(Erreur::Introuvable);
    }
    let presents = db::indemnisation::salaries(&tx, id).await?;
    let deja: HashSet<Uuid> = presents.iter().map(|(salarie, _)| *salarie).collect();
    let premier = presents.iter().map(|(_, rang)| *rang).max().unwrap_or(0) + 1;
    let mois = lire_mois(&demande)?;
    let nouvelles: Vec<Ligne> = choisis
        .into_iter()
        .filter(|salarie| !tous || salaries.contains(&salarie.id) || present(salarie, mois))
        .filter(|salarie| !deja.contains(&salarie.id))
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

/// In the establishment on some day of the weeks of the month.
pub(super) fn present(salarie: &Salarie, mois: Mois) -> bool {
    let semaines = mois.semaines();
    let (Some(premiere), Some(derniere)) = (semaines.first(), semaines.last()) else {
        return false;
    };
    salarie.entree.is_none_or(|entree| entree <= derniere.dimanche())
        && salarie.sortie.is_none_or(|sortie| sortie >= premiere.lundi())
}

pub(super) fn nouvelle_ligne(contexte: &Contexte, demande_id: Uuid, salarie: Salarie, rang: i32) -> Ligne {
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
        profil: salarie.profil,
        mode: salarie.mode,
        salaire_mensuel_brut: salarie.salaire_mensuel_brut,
        entree: salarie.entree,
        sortie: salarie.sortie,
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
