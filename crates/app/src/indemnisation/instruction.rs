//! What the UD agent does with a claim, and what time does.

use db::ConnectionTrait;
use db::indemnisation::Demande;
use domain::Refus;
use domain::dap::rediger_motifs;
use domain::indemnisation::{DemandeIndemnisation, EtatDi};
use domain::mois::jour_de_paris;
use uuid::Uuid;

use super::vie::{annoncer, assembler, enregistrer, passer};
use super::{Vue, depassements, lire_etat, verrouiller, vue};
use crate::dap::Motifs;
use crate::{Acteur, Contexte, Erreur};

/// What the agent decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Valider,
    /// Reasons: codes of the table, and the agent's own words.
    Rejeter {
        motifs: Motifs,
    },
}

/// The agent takes it.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `deja_prise`, `transition_interdite`.
pub async fn prendre(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    let agent = acteur.identifiant.clone();
    passer(contexte, acteur, id, version, "demande_prise", None, |demande| {
        demande.prendre(&agent, maintenant)
    })
    .await
}

/// The agent gives it back to the queue.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn liberer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    passer(
        contexte,
        acteur,
        id,
        version,
        "demande_liberee",
        None,
        DemandeIndemnisation::liberer,
    )
    .await
}

/// The agent validates it.
///
/// # Errors
/// Those of [`decider`].
pub async fn valider(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    decider(contexte, acteur, id, version, &Decision::Valider).await
}

/// The agent decides.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` of the transition, `motifs_requis`,
/// `motif_decision_inconnu`, `correction_hors_limites`.
pub async fn decider(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    decision: &Decision,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, &acteur.portee()?, id, Some(version)).await?;
    let ligne = trancher(&tx, contexte, acteur, ligne, decision).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Takes a waiting claim first: one gesture decides several.
pub(super) async fn prendre_si_libre(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
) -> Result<Demande, Erreur> {
    if !matches!(lire_etat(&ligne)?, EtatDi::EnAttenteValidation { .. }) {
        return Ok(ligne);
    }
    let prise = assembler(&ligne)?.prendre(&acteur.identifiant, contexte.maintenant())?;
    enregistrer(tx, contexte, Some(acteur), ligne, &prise, "demande_prise").await
}

/// Decides a locked claim, in the caller's transaction.
pub(super) async fn trancher(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
    decision: &Decision,
) -> Result<Demande, Erreur> {
    let maintenant = contexte.maintenant();
    let agent = acteur.identifiant.as_str();
    let demande = assembler(&ligne)?;
    match decision {
        Decision::Valider => {
            let demande = demande.valider(agent, maintenant)?;
            verifier_limites(tx, contexte, &ligne).await?;
            conclure(tx, contexte, Some(acteur), ligne, &demande, "demande_validee").await
        }
        Decision::Rejeter { motifs } => {
            let motifs = rediger_motifs("rejeter", &motifs.codes, &motifs.texte, jour_de_paris(maintenant))?;
            let demande = demande.rejeter(agent, maintenant, &motifs)?;
            conclure(tx, contexte, Some(acteur), ligne, &demande, "demande_rejetee").await
        }
    }
}

/// A correction counts from its validation on: the hours that it adds must still be free then.
async fn verifier_limites(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
) -> Result<(), Erreur> {
    if ligne.corrige_id.is_none() {
        return Ok(());
    }
    match depassements(tx, contexte, ligne).await?.into_iter().next() {
        None => Ok(()),
        Some(blocage) => Err(Erreur::Refus(Refus::new(
            "correction_hors_limites",
            blocage.message,
        ))),
    }
}

/// Writes a decision and tells it.
async fn conclure(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    ligne: Demande,
    demande: &DemandeIndemnisation,
    action: &str,
) -> Result<Demande, Erreur> {
    let ligne = enregistrer(tx, contexte, acteur, ligne, demande, action).await?;
    let annonce = match &demande.etat {
        EtatDi::Rejetee { motifs, .. } => ("rejetée", Some(motifs.as_str())),
        EtatDi::Validee { agent: None, .. } => ("validée tacitement", None),
        _ => ("validée", None),
    };
    annoncer(tx, contexte, &ligne, annonce).await?;
    Ok(ligne)
}

/// Validates what waited past its legal delay; answers how many. Each claim is locked and looked at
/// again, so that several replicas validate it once. One that cannot be does not hold up the others.
///
/// # Errors
/// `Base`, `Interne`: the first one met, after all the others were tried.
pub async fn valider_tacitement(contexte: &Contexte) -> Result<usize, Erreur> {
    let mut validees = 0;
    let mut echec = None;
    for id in db::indemnisation::echues(&contexte.base, contexte.maintenant(), 100).await? {
        match valider_une(contexte, id).await {
            Ok(true) => validees += 1,
            Ok(false) => {}
            Err(erreur) => {
                tracing::error!(demande = %id, cause = %erreur, "validation tacite impossible");
                echec = echec.or(Some(erreur));
            }
        }
    }
    echec.map_or(Ok(validees), Err)
}

/// True when it was validated here and now.
async fn valider_une(contexte: &Contexte, id: Uuid) -> Result<bool, Erreur> {
    let maintenant = contexte.maintenant();
    let tx = contexte.ecrire().await?;
    let Some(ligne) = db::indemnisation::verrouiller_sans_portee(&tx, id).await? else {
        return Ok(false);
    };
    // Taken, withdrawn, or validated by another replica since it was listed.
    if ligne.limite_tacite.is_none_or(|limite| limite > maintenant) {
        return Ok(false);
    }
    let demande = assembler(&ligne)?.valider_tacitement(maintenant)?;
    conclure(&tx, contexte, None, ligne, &demande, "demande_validee_tacitement").await?;
    tx.commit().await?;
    Ok(true)
}
