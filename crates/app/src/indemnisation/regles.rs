//! The rules of a claim: its regime and the collective working time, changeable while it is a draft.

use db::ConnectionTrait;
use db::indemnisation::{Demande, Ligne};
use domain::Collecte;
use domain::bareme::{BaremeApplicable, Regime, Territoire};
use domain::indemnisation::{
    Contingents, EtatDi, HeuresSemaine, ReglesDi, ReglesFigees, calculer_di_ligne, lire_duree_collective,
};
use domain::mois::Mois;
use domain::montant::Heures;
use uuid::Uuid;

use super::lignes::lire_semaines;
use super::{Vue, autorisation, enregistrer_lignes, lire_mois, verrouiller_brouillon, vue};
use crate::{Acteur, Contexte, Erreur, contrat};

/// The rules, as typed. Empty: common law, 35 hours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaisieRegles {
    pub regime: String,
    pub duree_collective: String,
    /// Working time is arranged over more than six months: six months more to claim (art. L5122-1 IV).
    pub amenagement_long: bool,
}

pub(super) fn lire_regime(collecte: &mut Collecte, texte: &str) -> Option<Regime> {
    match texte.trim() {
        "" => Some(Regime::DroitCommun),
        texte => collecte.prendre("/regime", texte.parse()),
    }
}

/// What applies to a month, a regime and a département.
///
/// # Errors
/// `Refus` `mois_avant_bareme`, `regime_hors_dates`, `bareme_inconnu`.
pub(super) fn bareme(
    contexte: &Contexte,
    mois: Mois,
    regime: Regime,
    departement: &str,
) -> Result<BaremeApplicable, Erreur> {
    let territoire = Territoire::du_departement(departement);
    Ok(contexte.baremes.applicable(mois, regime, territoire)?)
}

/// Files what forbids a barème under the field whose change would lift it.
pub(super) fn juger_bareme(
    collecte: &mut Collecte,
    contexte: &Contexte,
    (mois, regime): (Mois, Regime),
    departement: &str,
) {
    if let Err(Erreur::Refus(refus)) = bareme(contexte, mois, regime, departement) {
        let champ = match refus.code {
            "mois_avant_bareme" => "/mois",
            _ => "/regime",
        };
        collecte.ajouter(refus.au_champ(champ));
    }
}

/// The rules that were frozen when the claim was sent; none for a draft, nor for what was sent before they were kept.
pub(super) fn figees(demande: &Demande) -> Result<Option<ReglesFigees>, Erreur> {
    let lire = |figees: &serde_json::Value| serde_json::from_value(figees.clone());
    let lues = demande.regles.as_ref().map(lire).transpose();
    lues.map_err(|erreur| Erreur::illisible("règles de DI", &erreur))
}

/// Keeps the rules that a claim is sent with.
pub(super) fn figer(
    contexte: &Contexte,
    demande: &mut Demande,
    regles: &ReglesDi,
    motif: &str,
) -> Result<(), Erreur> {
    let contingents = Contingents::de(
        &contexte.baremes,
        regles.bareme.mois,
        regles.bareme.territoire,
        motif,
    );
    let figees = serde_json::to_value(ReglesFigees::figer(regles, contingents));
    demande.regles = Some(figees.map_err(|erreur| Erreur::illisible("règles de DI", &erreur))?);
    Ok(())
}

/// The rules that a claim has: those it was sent with, or for a draft those of today.
///
/// # Errors
/// `Refus` of the barème and of the DAP.
pub(super) fn de_la_demande(
    contexte: &Contexte,
    demande: &Demande,
    dap: &db::dap::Dap,
) -> Result<ReglesDi, Erreur> {
    if let Some(figees) = figees(demande)? {
        let regles = figees.regles();
        return regles.ok_or_else(|| Erreur::illisible("règles de DI", &"un chiffre manque"));
    }
    let regime = demande
        .regime
        .parse()
        .map_err(|refus: domain::Refus| Erreur::illisible("régime de DI", &refus))?;
    let (debut, fin, _) = autorisation(dap)?;
    Ok(ReglesDi {
        bareme: bareme(contexte, lire_mois(demande)?, regime, &demande.departement)?,
        periode: (debut, fin),
        duree_collective: demande.duree_collective.map(Heures),
    })
}

/// The same, with the DAP read.
pub(super) async fn lire(
    base: &impl ConnectionTrait,
    contexte: &Contexte,
    demande: &Demande,
) -> Result<ReglesDi, Erreur> {
    let dap = db::dap::par_id(base, demande.dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    de_la_demande(contexte, demande, &dap)
}

/// Computes a line from its weeks.
pub(super) fn calculer(
    regles: &ReglesDi,
    ligne: &mut Ligne,
    semaines: &[HeuresSemaine],
) -> Result<(), Erreur> {
    chiffrer(regles, ligne, semaines)?;
    ligne.semaines =
        serde_json::to_value(semaines).map_err(|erreur| Erreur::illisible("semaines", &erreur))?;
    Ok(())
}

/// The hours and the amounts of a line.
fn chiffrer(regles: &ReglesDi, ligne: &mut Ligne, semaines: &[HeuresSemaine]) -> Result<(), Erreur> {
    let calcul = calculer_di_ligne(regles, &contrat::de_la_ligne(ligne)?, semaines);
    ligne.heures_travaillees = semaines.iter().map(|heures| heures.travaillees.0).sum();
    ligne.heures_chomees = calcul.heures_chomees.0;
    ligne.heures_indemnisables = calcul.heures_indemnisables.0;
    ligne.allocation_horaire = calcul.montants.allocation_horaire.0;
    ligne.allocation = calcul.montants.allocation.0;
    ligne.indemnite_horaire = calcul.montants.indemnite_horaire.0;
    ligne.indemnite = calcul.montants.indemnite.0;
    Ok(())
}

const fn montants(ligne: &Ligne) -> [i64; 5] {
    [
        ligne.heures_indemnisables,
        ligne.allocation_horaire,
        ligne.allocation,
        ligne.indemnite_horaire,
        ligne.indemnite,
    ]
}

/// Every line of a draft computed again by one set of rules, that of now: the period may have moved since they were
/// typed, or a figure may have been corrected.
pub(super) struct Recalcul {
    pub regles: ReglesDi,
    /// All lines, by rank.
    pub lignes: Vec<Ligne>,
    /// How many of them are not what they were; these are written.
    pub changees: usize,
}

/// # Errors
/// `Base`, `Interne` when a stored line cannot be read.
pub(super) async fn recalculer(
    tx: &impl ConnectionTrait,
    regles: ReglesDi,
    demande: &Demande,
) -> Result<Recalcul, Erreur> {
    let mut lignes = db::indemnisation::lignes(tx, demande.id).await?;
    let mut changees = Vec::new();
    for ligne in &mut lignes {
        let avant = montants(ligne);
        let semaines = lire_semaines(ligne)?;
        chiffrer(&regles, ligne, &semaines)?;
        if montants(ligne) != avant {
            changees.push(ligne.clone());
        }
    }
    db::indemnisation::ecrire_calculs(tx, &changees).await?;
    Ok(Recalcul {
        regles,
        lignes,
        changees: changees.len(),
    })
}

/// The draft, with its lines and its sums as the rules of now make them. Where the rules cannot be told any more, it
/// stays as it is: the sending says why.
pub(super) async fn actualiser(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    demande: Demande,
) -> Result<Demande, Erreur> {
    let changees = match lire(tx, contexte, &demande).await {
        Err(Erreur::Refus(_)) => 0,
        regles => recalculer(tx, regles?, &demande).await?.changees,
    };
    if changees == 0 {
        return Ok(demande);
    }
    enregistrer_lignes(tx, contexte, acteur, demande, "montants_recalcules", changees).await
}

/// The same for every draft of an authorisation that has just changed. The caller holds the lock of the DAP.
pub(crate) async fn actualiser_brouillons(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    dap_id: Uuid,
) -> Result<(), Erreur> {
    let provisoire = |demande: &Demande| demande.etat_code == EtatDi::Provisoire.code();
    for brouillon in db::indemnisation::de_la_dap(tx, dap_id).await? {
        if !provisoire(&brouillon) {
            continue;
        }
        // Sent or withdrawn meanwhile, it is left alone.
        let verrouille = db::indemnisation::verrouiller_sans_portee(tx, brouillon.id).await?;
        if let Some(brouillon) = verrouille.filter(provisoire) {
            actualiser(tx, contexte, acteur, brouillon).await?;
        }
    }
    Ok(())
}

/// Changes regime and collective working time of a draft; every line is computed again.
///
/// # Errors
/// `Fautes` of `/regime` (`regime_hors_dates` …) and `/duree_collective`; `Introuvable`, `VersionPerimee`;
/// `Refus` `transition_interdite`.
pub async fn changer_regles(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    saisie: &SaisieRegles,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut demande = verrouiller_brouillon(&tx, acteur, id, Some(version)).await?;
    let mut collecte = Collecte::new();
    let regime = lire_regime(&mut collecte, &saisie.regime);
    let duree = lire_duree_collective(&saisie.duree_collective);
    let duree = collecte.prendre("/duree_collective", duree);
    let mois = lire_mois(&demande)?;
    if let Some(regime) = regime {
        juger_bareme(&mut collecte, contexte, (mois, regime), &demande.departement);
    }
    let (Some(regime), Some(duree)) = (regime, duree) else {
        return Ok(collecte.echec()?);
    };
    collecte.fin()?;
    regime.code().clone_into(&mut demande.regime);
    demande.duree_collective = duree.map(|heures| heures.0);
    demande.amenagement_long = saisie.amenagement_long;
    let regles = lire(&tx, contexte, &demande).await?;
    let nombre = recalculer(&tx, regles, &demande).await?.lignes.len();
    let demande = enregistrer_lignes(&tx, contexte, acteur, demande, "regles_changees", nombre).await?;
    let vue = vue(&tx, contexte, acteur, demande).await?;
    tx.commit().await?;
    Ok(vue)
}
