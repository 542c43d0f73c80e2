//! A claim is sent, instructed, validated or rejected.

use db::indemnisation::Demande;
use domain::Refus;
use domain::indemnisation::{DemandeIndemnisation, EtatDi};
use serde_json::json;
use uuid::Uuid;

use super::{OBJET, Vue, contingent, lire_etat, lire_mois, verrouiller, vue};
use crate::{Acteur, Contexte, Erreur, courriel, dap, etablissement, journal, textes};

/// Sends it; the active bank details are those it will be paid to.
///
/// # Errors
/// `Blocages`; `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn envoyer(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let auteur = acteur.nom_complet();
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, &acteur.portee()?, id, Some(version)).await?;
    let demande = assembler(&ligne)?.envoyer(&auteur, contexte.maintenant())?;
    // Locks the DAP: claims of two months sent at once must not together exceed its hours.
    db::dap::verrouiller_sans_portee(&tx, ligne.dap_id).await?;
    contingent::verrouiller(&tx, &ligne).await?;
    let avant = vue(&tx, contexte, acteur, ligne.clone()).await?;
    if !avant.blocages.is_empty() {
        return Err(Erreur::Blocages(avant.blocages));
    }
    let actives = db::coordonnees_bancaires::actives(&tx, ligne.etablissement_id).await?;
    ligne.coordonnees_bancaires_id = actives.map(|coordonnees| coordonnees.id);
    let ligne = enregistrer(&tx, contexte, acteur, ligne, &demande, "demande_envoyee").await?;
    finir(tx, contexte, acteur, ligne, Some(("envoyée", None))).await
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

/// The employer takes a rejected one up again; its lines are as they were.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `transition_interdite`.
pub async fn corriger(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    passer(
        contexte,
        acteur,
        id,
        version,
        "demande_corrigee",
        None,
        DemandeIndemnisation::corriger,
    )
    .await
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
/// `Introuvable`, `VersionPerimee`; `Refus` of the transition.
pub async fn valider(contexte: &Contexte, acteur: &Acteur, id: Uuid, version: i32) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    let agent = acteur.identifiant.clone();
    let annonce = Some(("validée", None));
    passer(
        contexte,
        acteur,
        id,
        version,
        "demande_validee",
        annonce,
        |demande| demande.valider(&agent, maintenant),
    )
    .await
}

/// The agent rejects it, with reasons.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` of the transition, `motifs_requis`.
pub async fn rejeter(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    motifs: &str,
) -> Result<Vue, Erreur> {
    let maintenant = contexte.maintenant();
    let agent = acteur.identifiant.clone();
    let annonce = Some(("rejetée", Some(motifs)));
    passer(
        contexte,
        acteur,
        id,
        version,
        "demande_rejetee",
        annonce,
        |demande| demande.rejeter(&agent, maintenant, motifs),
    )
    .await
}

/// What the employer is told, and the reasons.
type Annonce<'a> = Option<(&'a str, Option<&'a str>)>;

async fn passer(
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
    let ligne = enregistrer(&tx, contexte, acteur, ligne, &demande, action).await?;
    finir(tx, contexte, acteur, ligne, annonce).await
}

fn assembler(ligne: &Demande) -> Result<DemandeIndemnisation, Erreur> {
    Ok(DemandeIndemnisation {
        mois: lire_mois(ligne)?,
        etat: lire_etat(ligne)?,
    })
}

async fn enregistrer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    mut ligne: Demande,
    demande: &DemandeIndemnisation,
    action: &str,
) -> Result<Demande, Erreur> {
    ligne.etat_code = demande.etat.code().to_owned();
    ligne.etat = serde_json::to_value(&demande.etat).map_err(|erreur| Erreur::illisible("état", &erreur))?;
    if demande.etat == EtatDi::Provisoire {
        ligne.coordonnees_bancaires_id = None;
    }
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    db::indemnisation::remplacer(tx, ligne.clone()).await?;
    let details = json!({ "version": ligne.version });
    journal::noter(tx, contexte, Some(acteur), action, (OBJET, ligne.id), details).await?;
    Ok(ligne)
}

async fn finir(
    tx: db::Ecriture,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: Demande,
    annonce: Annonce<'_>,
) -> Result<Vue, Erreur> {
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    if let Some((etat, motifs)) = annonce {
        let fiche = etablissement::lire_fiche(&vue.etablissement)?;
        let texte = textes::demande_etat(
            &contexte.parametres,
            &vue.ligne.numero,
            &vue.mois.libelle(),
            &vue.ligne.id.to_string(),
            etat,
            motifs,
        );
        courriel::mettre_en_file(&tx, contexte, &dap::destinataire(&fiche), texte).await?;
    }
    tx.commit().await?;
    Ok(vue)
}
