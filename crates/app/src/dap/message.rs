//! The thread between employer and agent: one per DAP, with a mail to the other side.

use db::compte::Compte;
use db::dap_message::Message;
use domain::Collecte;
use domain::dap::EtatDap;
use domain::salarie::refuser_nir;
use serde_json::json;
use uuid::Uuid;

use super::{OBJET, Vue, lire_etat, prevenir, vue};
use crate::{Acteur, Contexte, Erreur, courriel, document, journal, textes};

/// Longest message.
const MAX_TEXTE: usize = 4_000;

/// A message as typed.
#[derive(Debug, Clone, Default)]
pub struct NouveauMessage {
    pub texte: String,
    /// The agent asks for a document.
    pub piece_demandee: bool,
    /// A document that was handed in and waits.
    pub document: Option<String>,
}

/// Writes into the thread, and tells the other side by mail.
///
/// # Errors
/// `Introuvable`; `Fautes` of `/texte` and `/document`; `Refus` `fil_ferme`.
pub async fn ecrire(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    nouveau: &NouveauMessage,
) -> Result<Vue, Erreur> {
    let mut collecte = Collecte::new();
    let texte = collecte.texte("/texte", &nouveau.texte, MAX_TEXTE);
    collecte.fin()?;
    let tx = contexte.ecrire().await?;
    let ligne = db::dap::verrouiller(&tx, &acteur.portee()?, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    let etat = lire_etat(&ligne)?;
    if matches!(etat, EtatDap::Provisoire | EtatDap::Retiree { .. }) {
        return Err(Erreur::refus(
            "fil_ferme",
            "Les messages s'échangent sur une DAP envoyée : envoyez-la d'abord ; une DAP retirée n'en reçoit plus.",
        ));
    }
    let message_id = contexte.id();
    let piece = match nouveau
        .document
        .as_deref()
        .filter(|document| !document.is_empty())
    {
        None => None,
        Some(document) => {
            Some(document::rattacher(&tx, contexte, acteur, document, (document::OBJET_DAP, id)).await?)
        }
    };
    let document_nom = match piece {
        None => None,
        Some(piece) => db::document::trouver(&tx, piece)
            .await?
            .map(|document| document.nom),
    };
    if let Some(nom) = &document_nom {
        refuser_nir(nom).map_err(|refus| domain::Fautes(vec![refus.au_champ("/document")]))?;
    }
    let message = Message {
        id: message_id,
        dap_id: id,
        auteur_id: acteur.compte_id,
        auteur: acteur.nom_complet(),
        de_l_agent: acteur.est_agent(),
        texte,
        piece_demandee: acteur.est_agent() && nouveau.piece_demandee,
        document_id: piece,
        document_nom,
        cree_le: contexte.maintenant(),
    };
    let piece_demandee = message.piece_demandee;
    db::dap_message::inserer(&tx, message).await?;
    let action = if piece_demandee {
        "dap_piece_demandee"
    } else {
        "dap_message"
    };
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        action,
        (OBJET, id),
        json!({ "message": message_id }),
    )
    .await?;
    let avis = textes::dap_message(
        &contexte.parametres,
        &ligne.numero,
        &id.to_string(),
        piece_demandee,
    );
    if acteur.est_agent() {
        prevenir(&tx, contexte, ligne.etablissement_id, avis).await?;
    } else {
        for agent in agents_concernes(&tx, &ligne, &etat).await? {
            courriel::mettre_en_file(&tx, contexte, &agent.courriel, avis.clone()).await?;
        }
    }
    let vue = vue(&tx, contexte, acteur, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}

/// Did the agent ask for a document, and has none come from the employer since?
pub(super) fn piece_attendue(messages: &[Message]) -> bool {
    messages
        .iter()
        .rfind(|message| message.piece_demandee || (!message.de_l_agent && message.document_id.is_some()))
        .is_some_and(|message| message.piece_demandee)
}

/// Who of the UD hears of a message: the agent who has the DAP or decided it; when nobody has, all of the
/// département.
async fn agents_concernes(
    tx: &impl db::ConnectionTrait,
    ligne: &db::dap::Dap,
    etat: &EtatDap,
) -> Result<Vec<Compte>, Erreur> {
    if let Some(agent) = etat.agent()
        && let Some(agent) = db::compte::par_identifiant(tx, agent).await?
    {
        return Ok(vec![agent]);
    }
    Ok(db::compte::agents_du_departement(tx, &ligne.departement).await?)
}

/// May the actor read what belongs to this DAP?
pub(crate) async fn concerne(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    id: Uuid,
) -> Result<bool, Erreur> {
    match acteur.portee() {
        Err(_) => Ok(false),
        Ok(portee) => Ok(db::dap::trouver(base, &portee, id).await?.is_some()),
    }
}
