//! A claim is sent, withdrawn, taken up again; and how each change of state is written.

use db::indemnisation::Demande;
use domain::Refus;
use domain::indemnisation::{DemandeIndemnisation, EtatDi};
use serde_json::json;
use uuid::Uuid;

use super::vue::{Support, vue_sur};
use super::{
    OBJET, Vue, blocage, contingent, enregistrer_lignes, lire_etat, lire_mois, regles, signaux, verrouiller,
    vue,
};
use crate::textes::{DemandeDite, Texte};
use crate::{Acteur, Contexte, Erreur, dap, journal, textes};

/// Sends it; the active bank details are those it will be paid to, and the rules of now those it is explained by from
/// now on. Amounts that the rules of now no longer give are computed again and kept, and nothing is sent: nobody sends
/// what she has not seen.
///
/// # Errors
/// `Blocages`; `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`, `montants_recalcules`, those of the
/// barème.
pub async fn envoyer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let (mut ligne, demande, support) = verrouiller_pour_envoi(&tx, contexte, acteur, (id, version)).await?;
    let regles = regles::de_la_demande(contexte, &ligne, &support.dap)?;
    let recalcul = regles::recalculer(&tx, regles, &ligne).await?;
    if recalcul.changees > 0 {
        let changees = recalcul.changees;
        enregistrer_lignes(&tx, contexte, acteur, ligne, "montants_recalcules", changees).await?;
        tx.commit().await?;
        return Err(Erreur::refus(
            "montants_recalcules",
            "Les montants ont été recalculés : la période autorisée ou un chiffre du barème a changé depuis votre saisie. Rien n'est envoyé : relisez-les, puis envoyez de nouveau.",
        ));
    }
    let examen = blocage::examiner(&tx, contexte, &ligne, &support).await?;
    if !examen.blocages.is_empty() {
        return Err(Erreur::Blocages(examen.blocages));
    }
    ligne.coordonnees_bancaires_id = support.coordonnees.as_ref().map(|coordonnees| coordonnees.id);
    regles::figer(contexte, &mut ligne, &recalcul.regles, &support.dap.motif)?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &demande, "demande_envoyee").await?;
    signaux::relever(&tx, contexte, &ligne, &recalcul.lignes, (&support, &examen)).await?;
    let texte = dire(&ligne, |dite| {
        textes::demande_etat(&contexte.parametres, dite, "envoyée", None)
    })?;
    dap::prevenir_etablissement(&tx, contexte, &support.etablissement, texte).await?;
    let vue = vue_sur(&tx, contexte, acteur, ligne, support).await?;
    tx.commit().await?;
    Ok(vue)
}

/// The draft, sent but not written, with everything that its sending rests on locked: the DAP, since claims of two
/// months sent at once must not together exceed its hours, then the claim, as an avenant that takes effect locks
/// them, then the company.
async fn verrouiller_pour_envoi(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    (id, version): (Uuid, i32),
) -> Result<(Demande, DemandeIndemnisation, Support), Erreur> {
    let portee = acteur.portee()?;
    let connue = db::indemnisation::trouver(tx, &portee, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if connue.version != version {
        return Err(Erreur::VersionPerimee);
    }
    let envoyer = |ligne: &Demande| -> Result<DemandeIndemnisation, Erreur> {
        Ok(assembler(ligne)?.envoyer(&acteur.nom_complet(), contexte.maintenant())?)
    };
    envoyer(&connue)?;
    let dap = db::dap::verrouiller_sans_portee(tx, connue.dap_id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let ligne = verrouiller(tx, &portee, id, Some(version)).await?;
    let demande = envoyer(&ligne)?;
    let support = Support::sous(tx, &ligne, dap).await?;
    contingent::verrouiller(tx, &support.etablissement).await?;
    Ok((ligne, demande, support))
}

/// The employer withdraws it.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn retirer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    passer(
        contexte,
        acteur,
        id,
        version,
        "demande_retiree",
        None,
        |demande| demande.retirer(maintenant),
    )
    .await
}

/// The employer takes a rejected one up again; its hours are as they were, its amounts those of the rules of now.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn corriger(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, &acteur.portee()?, id, Some(version)).await?;
    let demande = assembler(&ligne)?.corriger()?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &demande, "demande_corrigee").await?;
    let ligne = regles::actualiser(&tx, contexte, Some(acteur), ligne).await?;
    finir(tx, contexte, acteur, ligne, None).await
}

/// What the employer is told, and the reasons.
pub(super) type Annonce<'a> = Option<(&'a str, Option<&'a str>)>;

pub(super) async fn passer(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    action: &str,
    annonce: Annonce<'_>,
    transition: impl FnOnce(DemandeIndemnisation) -> Result<DemandeIndemnisation, Refus>,
) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, &acteur.portee()?, id, Some(version)).await?;
    let demande = transition(assembler(&ligne)?)?;
    let ligne = enregistrer(&tx, contexte, Some(acteur), ligne, &demande, action).await?;
    finir(tx, contexte, acteur, ligne, annonce).await
}

pub(super) fn assembler(ligne: &Demande) -> Result<DemandeIndemnisation, Erreur> {
    Ok(DemandeIndemnisation {
        mois: lire_mois(ligne)?,
        etat: lire_etat(ligne)?,
    })
}

/// Writes a new state with its journal line.
pub(super) async fn enregistrer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: Option<&Acteur>,
    ligne: Demande,
    demande: &DemandeIndemnisation,
    action: &str,
) -> Result<Demande, Erreur> {
    let ligne = avec_etat(contexte, ligne, demande)?;
    db::indemnisation::remplacer(tx, ligne.clone()).await?;
    let details = json!({ "version": ligne.version });
    journal::noter(tx, contexte, acteur, action, (OBJET, ligne.id), details).await?;
    Ok(ligne)
}

/// The row in its new state, as its next version.
pub(super) fn avec_etat(
    contexte: &Contexte,
    mut ligne: Demande,
    demande: &DemandeIndemnisation,
) -> Result<Demande, Erreur> {
    noter_etat(&mut ligne, &demande.etat)?;
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    Ok(ligne)
}

/// The row with its state and what searches and jobs need of it.
fn noter_etat(ligne: &mut Demande, etat: &EtatDi) -> Result<(), Erreur> {
    ligne.etat_code = etat.code().to_owned();
    ligne.etat = serde_json::to_value(etat).map_err(|erreur| Erreur::illisible("état", &erreur))?;
    // A correction changes what was decided: a person decides it.
    ligne.limite_tacite = etat.limite_tacite().filter(|_| ligne.corrige_id.is_none());
    match etat {
        EtatDi::Provisoire => {
            ligne.coordonnees_bancaires_id = None;
            ligne.regles = None;
            (ligne.decidee_le, ligne.decidee_par, ligne.motifs) = (None, None, None);
        }
        EtatDi::EnAttenteValidation { .. } | EtatDi::EnCoursInstruction { .. } => {
            (ligne.decidee_le, ligne.decidee_par, ligne.motifs) = (None, None, None);
        }
        EtatDi::Validee {
            validee_le, agent, ..
        } => {
            ligne.decidee_le = Some(*validee_le);
            ligne.decidee_par.clone_from(agent);
        }
        EtatDi::Rejetee {
            rejetee_le,
            agent,
            motifs,
            ..
        } => {
            ligne.decidee_le = Some(*rejetee_le);
            ligne.decidee_par = Some(agent.clone());
            ligne.motifs = Some(motifs.clone());
        }
        _ => {}
    }
    Ok(())
}

pub(super) async fn finir(
    tx: db::Ecriture,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
    annonce: Annonce<'_>,
) -> Result<Vue, Erreur> {
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    if let Some(annonce) = annonce {
        annoncer(&tx, contexte, &vue.ligne, annonce).await?;
    }
    tx.commit().await?;
    Ok(vue)
}

/// Tells the employer of a new state, in the caller's transaction.
pub(super) async fn annoncer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
    (etat, motifs): (&str, Option<&str>),
) -> Result<(), Erreur> {
    prevenir(tx, contexte, ligne, |dite| {
        textes::demande_etat(&contexte.parametres, dite, etat, motifs)
    })
    .await
}

/// A mail to the employer about the claim, in the caller's transaction.
pub(super) async fn prevenir(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
    texte: impl FnOnce(&DemandeDite<'_>) -> Texte,
) -> Result<(), Erreur> {
    let texte = dire(ligne, texte)?;
    dap::prevenir(tx, contexte, ligne.etablissement_id, texte).await
}

fn dire(ligne: &Demande, texte: impl FnOnce(&DemandeDite<'_>) -> Texte) -> Result<Texte, Erreur> {
    Ok(texte(&DemandeDite {
        numero: &ligne.numero,
        mois: &lire_mois(ligne)?.libelle(),
        id: &ligne.id.to_string(),
    }))
}
