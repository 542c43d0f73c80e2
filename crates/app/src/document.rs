//! Documents that people hand in (contrat de prestation, annexe 3): checked by their bytes, kept
//! encrypted, attached to what they prove, given back to whoever may read that.
//!
//! A use case that takes a document calls [`rattacher`] in its transaction; who may read it from
//! then on is decided by [`lire`], by what it is attached to.

use db::document::Document;
use domain::compte::Role;
use domain::document::{nom_propre, verifier_pdf};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use time::Duration;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

const USAGE: &str = "document.octets";
/// Only PDF is taken.
pub const TYPE_PDF: &str = "application/pdf";
/// A document that nothing took is forgotten.
const DUREE_EN_ATTENTE: Duration = Duration::hours(24);
/// Documents of one account that may wait at a time.
const MAX_EN_ATTENTE: u64 = 20;

/// What a mandate proves itself with.
pub const OBJET_MANDAT: &str = "mandat";
/// What a message of a DAP brings: the CSE's opinion, a supporting document.
pub const OBJET_DAP: &str = "dap";
/// What the form of a DAP is filled in with.
pub const OBJET_PIECE: &str = "dap_piece";
/// What an agent's account was made on: the signed annexe 3.
pub const OBJET_COMPTE: &str = "compte";

/// Takes a PDF in; it waits, its depositor's alone, until a use case attaches it.
///
/// # Errors
/// A fault of `/document`: `document_vide`, `document_trop_gros`, `document_pas_pdf`,
/// `document_incomplet`; `Refus` `trop_de_documents`.
pub async fn deposer(
    contexte: &Contexte,
    acteur: &Acteur,
    nom: &str,
    octets: Vec<u8>,
) -> Result<Document, Erreur> {
    verifier_pdf(&octets, contexte.parametres.document_max)
        .map_err(|refus| domain::Fautes::from(refus.au_champ("/document")))?;
    let taille = i32::try_from(octets.len()).map_err(|_| Erreur::Interne("document démesuré".into()))?;
    let outils = contexte.clone();
    let (empreinte, chiffres) = tokio::task::spawn_blocking(move || {
        let chiffres = outils.chiffrement.chiffrer_octets(&outils.hasard, USAGE, &octets);
        chiffres.map(|chiffres| (hex::encode(Sha256::digest(&octets)), chiffres))
    })
    .await
    .map_err(|erreur| Erreur::Interne(erreur.to_string()))??;
    let ligne = Document {
        id: contexte.id(),
        nom: nom_propre(nom),
        type_mime: TYPE_PDF.to_owned(),
        taille,
        empreinte,
        depose_par: acteur.compte_id,
        depose_le: contexte.maintenant(),
        objet: None,
        objet_id: None,
    };
    let tx = contexte.ecrire().await?;
    if db::document::compter_en_attente(&tx, acteur.compte_id).await? >= MAX_EN_ATTENTE {
        return Err(Erreur::refus(
            "trop_de_documents",
            "Vous avez déposé trop de documents sans les utiliser : joignez-les, ou réessayez demain.",
        ));
    }
    db::document::inserer(&tx, ligne.clone(), chiffres).await?;
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "document_depose",
        ("document", ligne.id),
        json!({ "empreinte": ligne.empreinte }),
    )
    .await?;
    tx.commit().await?;
    Ok(ligne)
}

/// Attaches a document to what it proves, in the caller's transaction. Only its depositor can,
/// and once.
///
/// # Errors
/// A fault of `/document`: `document_inconnu`.
pub async fn rattacher(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    id: &str,
    objet: (&str, Uuid),
) -> Result<Uuid, Erreur> {
    let inconnu = || {
        Erreur::champ(
            "/document",
            "document_inconnu",
            "Ce document n'est plus là ou a déjà servi : choisissez le fichier de nouveau.",
        )
    };
    let id = Uuid::try_parse(id).map_err(|_| inconnu())?;
    if db::document::rattacher(tx, id, acteur.compte_id, objet, contexte.maintenant()).await? {
        Ok(id)
    } else {
        Err(inconnu())
    }
}

/// A document with its bytes, for whoever may read it: its depositor while it waits; the two
/// parties and the help desk for a mandate; employer and, once it was sent, agents for a DAP; the help desk for the rest.
///
/// # Errors
/// `Introuvable`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, id: Uuid) -> Result<(Document, Vec<u8>), Erreur> {
    let ligne = db::document::trouver(&contexte.base, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let permis = match (ligne.objet.as_deref(), ligne.objet_id) {
        (None, _) => ligne.depose_par == acteur.compte_id,
        (Some(OBJET_MANDAT), Some(mandat)) => {
            acteur.role == Role::Assistance || crate::mandat::concerne(&contexte.base, acteur, mandat).await?
        }
        (Some(OBJET_DAP), Some(dap)) => crate::dap::concerne(&contexte.base, acteur, dap).await?,
        (Some(OBJET_PIECE), Some(dap)) => {
            crate::dap::piece_lisible(&contexte.base, acteur, dap, &ligne).await?
        }
        _ => acteur.role == Role::Assistance,
    };
    if !permis {
        return Err(Erreur::Introuvable);
    }
    let chiffres = db::document::contenu(&contexte.base, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let octets = contexte.chiffrement.dechiffrer_octets(USAGE, &chiffres)?;
    if hex::encode(Sha256::digest(&octets)) != ligne.empreinte {
        return Err(Erreur::Interne("document altéré".into()));
    }
    Ok((ligne, octets))
}

/// Forgets documents that were handed in and never used.
///
/// # Errors
/// `Base`.
pub async fn purger(contexte: &Contexte) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    db::document::purger(&tx, contexte.maintenant() - DUREE_EN_ATTENTE).await?;
    Ok(tx.commit().await?)
}
