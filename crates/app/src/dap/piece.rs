//! What the employer joins to the form: the CSE's opinion, quotes, orders. Once sent, a document
//! stays with the version that it came with; more go through the messages.

use db::ConnectionTrait;
use db::document::Document;
use db::journal::LigneJournal;
use domain::dap::SOURCE_DES_ETATS;
use domain::salarie::refuser_nir;
use domain::{Fautes, Refus};
use serde_json::json;
use uuid::Uuid;

use super::{OBJET, Vue, envoyee_le, lire_etat, vue};
use crate::{Acteur, Contexte, Erreur, document, journal};

/// Documents of one DAP.
const MAX: usize = 20;

/// A document of the form.
#[derive(Debug, Clone)]
pub struct Piece {
    pub document: Document,
    /// It was not sent yet, and the form may still change.
    pub retirable: bool,
}

/// The documents of the form, oldest first; for an agent, those that were sent.
pub(super) async fn lister(
    base: &impl ConnectionTrait,
    id: Uuid,
    (modifiable, agent): (bool, bool),
    chronologie: &[LigneJournal],
) -> Result<Vec<Piece>, Erreur> {
    let jointes = db::document::de_l_objet(base, document::OBJET_PIECE, id).await?;
    let envoi = envoyee_le(chronologie);
    Ok(jointes
        .into_iter()
        .filter(|document| !agent || !jointe_depuis(document, envoi))
        .map(|document| Piece {
            retirable: modifiable && jointe_depuis(&document, envoi),
            document,
        })
        .collect())
}

/// Was it handed in after the last sending?
fn jointe_depuis(document: &Document, envoi: Option<time::OffsetDateTime>) -> bool {
    envoi.is_none_or(|envoi| document.depose_le > envoi)
}

/// May the actor read this document of the form? An agent only once it was sent.
pub(crate) async fn lisible(
    base: &impl ConnectionTrait,
    acteur: &Acteur,
    id: Uuid,
    document: &Document,
) -> Result<bool, Erreur> {
    if !super::concerne(base, acteur, id).await? {
        return Ok(false);
    }
    if !acteur.est_agent() {
        return Ok(true);
    }
    let envoi = envoyee_le(&journal::chronologie(base, OBJET, id).await?);
    Ok(!jointe_depuis(document, envoi))
}

/// The DAP, locked, whose form the actor may change.
async fn verrouiller(tx: &impl ConnectionTrait, acteur: &Acteur, id: Uuid) -> Result<db::dap::Dap, Erreur> {
    let ligne = db::dap::verrouiller(tx, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if lire_etat(&ligne)?.est_modifiable() {
        return Ok(ligne);
    }
    let refus = Refus::new(
        "transition_interdite",
        "Cette DAP est envoyée : joignez vos documents à un message.",
    );
    Err(Erreur::Refus(refus.selon(SOURCE_DES_ETATS)))
}

/// Joins a document that waits.
///
/// # Errors
/// `Introuvable`; a fault of `/document`: `document_inconnu`, `nir_dans_texte`; `Refus`
/// `trop_de_pieces`, `transition_interdite`.
pub async fn joindre(contexte: &Contexte, acteur: &Acteur, id: Uuid, document: &str) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id).await?;
    if db::document::de_l_objet(&tx, document::OBJET_PIECE, id)
        .await?
        .len()
        >= MAX
    {
        return Err(Erreur::Refus(Refus::new(
            "trop_de_pieces",
            format!("Une DAP compte {MAX} documents au plus : réunissez-en plusieurs dans un seul PDF."),
        )));
    }
    let document = document::rattacher(&tx, contexte, acteur, document, (document::OBJET_PIECE, id)).await?;
    let joint = db::document::trouver(&tx, document)
        .await?
        .ok_or(Erreur::Introuvable)?;
    // Its name is read by the agent.
    refuser_nir(&joint.nom).map_err(|refus| Fautes(vec![refus.au_champ("/document")]))?;
    finir(tx, contexte, acteur, ligne, "dap_piece_jointe", &joint).await
}

/// Takes a document out that was not sent yet: it is forgotten.
///
/// # Errors
/// `Introuvable`; `Refus` `piece_deja_envoyee`, `transition_interdite`.
pub async fn retirer(contexte: &Contexte, acteur: &Acteur, id: Uuid, document: Uuid) -> Result<Vue, Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, id).await?;
    let jointe = db::document::de_l_objet(&tx, document::OBJET_PIECE, id)
        .await?
        .into_iter()
        .find(|jointe| jointe.id == document)
        .ok_or(Erreur::Introuvable)?;
    let envoi = envoyee_le(&journal::chronologie(&tx, OBJET, id).await?);
    if !jointe_depuis(&jointe, envoi) {
        return Err(Erreur::refus(
            "piece_deja_envoyee",
            "Ce document est parti avec la demande : il reste au dossier. Vous pouvez en joindre un autre.",
        ));
    }
    db::document::supprimer(&tx, vec![document]).await?;
    finir(tx, contexte, acteur, ligne, "dap_piece_retiree", &jointe).await
}

async fn finir(
    tx: db::Ecriture,
    contexte: &Contexte,
    acteur: &Acteur,
    ligne: db::dap::Dap,
    action: &str,
    piece: &Document,
) -> Result<Vue, Erreur> {
    let details = json!({ "document": piece.id, "empreinte": piece.empreinte });
    journal::noter(&tx, contexte, Some(acteur), action, (OBJET, ligne.id), details).await?;
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}
