//! Files are kept 5 years (R5122-24), then purged, once nothing newer needs them.

use domain::Refus;
use domain::dap::conservation_finie;
use domain::mois::{Mois, jour_de_paris};
use time::Date;
use uuid::Uuid;

use super::OBJET;
use crate::{Contexte, Erreur, journal};

/// DAPs read at a time.
const LOT: u64 = 500;

/// Purges what may be; answers the numbers. `essai` only tells them.
///
/// A DAP goes with its avenants, claims, messages, documents and frozen versions, all at once, or stays
/// whole: a claim, an avenant or a message that is newer than 5 years keeps it, and so does a litigation
/// ([`conserver`]). The journal stays.
///
/// # Errors
/// `Base`.
pub async fn purger(contexte: &Contexte, essai: bool) -> Result<Vec<String>, Erreur> {
    let mut numeros = Vec::new();
    let mut apres = None;
    loop {
        let lot = db::dap::plus_anciennes(&contexte.base, contexte.maintenant(), apres, LOT).await?;
        let Some(derniere) = lot.last() else {
            return Ok(numeros);
        };
        apres = Some(derniere.id);
        for candidate in lot {
            numeros.extend(purger_une(contexte, candidate.id, essai).await?);
        }
    }
}

/// Keeps the file of that number until that day, for a litigation (R5122-24), or no longer than the others;
/// answers the number of its DAP. An avenant is kept with the DAP that it changes.
///
/// # Errors
/// `Introuvable`.
pub async fn conserver(contexte: &Contexte, numero: &str, jusqu_au: Option<Date>) -> Result<String, Erreur> {
    let tx = contexte.ecrire().await?;
    let trouvee = db::dap::par_numero(&tx, None, numero.trim())
        .await?
        .ok_or(Erreur::Introuvable)?;
    let racine = trouvee.avenant_de.unwrap_or(trouvee.id);
    let mut ligne = db::dap::verrouiller_sans_portee(&tx, racine)
        .await?
        .ok_or(Erreur::Introuvable)?;
    ligne.conservee_jusqu_au = jusqu_au;
    // Neither version nor date: the parties' file is what it was.
    db::dap::remplacer(&tx, ligne.clone()).await?;
    let action = if jusqu_au.is_some() {
        "dap_conservee"
    } else {
        "dap_conservation_levee"
    };
    let details = serde_json::json!({ "jusqu_au": jusqu_au.map(|jour| jour.to_string()) });
    journal::noter(&tx, contexte, None, action, (OBJET, racine), details).await?;
    tx.commit().await?;
    Ok(ligne.numero)
}

/// The number of the DAP, when it goes.
async fn purger_une(contexte: &Contexte, id: Uuid, essai: bool) -> Result<Option<String>, Erreur> {
    let jour = jour_de_paris(contexte.maintenant());
    let tx = contexte.ecrire().await?;
    let Some(ligne) = db::dap::verrouiller_sans_portee(&tx, id).await? else {
        return Ok(None);
    };
    if ligne.conservee_jusqu_au.is_some_and(|jusqu_au| jour <= jusqu_au) {
        return Ok(None);
    }
    let avenants = db::dap::avenants(&tx, ligne.id).await?;
    let toutes: Vec<_> = std::iter::once(&ligne).chain(&avenants).collect();
    // A message leaves the DAP as it is; the documents of the thread come with one.
    let ecrit_le = db::dap_message::dernier(&tx, toutes.iter().map(|dap| dap.id).collect())
        .await?
        .map(jour_de_paris);
    let mut finie = toutes.iter().all(|dap| {
        let modifiee = jour_de_paris(dap.modifiee_le);
        conservation_finie(
            ecrit_le.map_or(modifiee, |ecrit| ecrit.max(modifiee)),
            dap.fin,
            jour,
        )
    });
    for demande in db::indemnisation::de_la_dap(&tx, ligne.id).await? {
        finie &= demande_finie(&demande, jour)?;
    }
    if !finie {
        return Ok(None);
    }
    if essai {
        return Ok(Some(ligne.numero));
    }
    db::indemnisation::supprimer_de_la_dap(&tx, ligne.id).await?;
    // Avenants first: they point to the DAP.
    for dap in toutes.iter().rev() {
        db::dap::supprimer(&tx, dap.id).await?;
        let details = serde_json::json!({ "numero": dap.numero });
        journal::noter(&tx, contexte, None, "dap_purgee", (OBJET, dap.id), details).await?;
    }
    tx.commit().await?;
    Ok(Some(ligne.numero))
}

/// A claim is kept as long as its DAP: from its last change, payments included, and the end of its month.
fn demande_finie(demande: &db::indemnisation::Demande, jour: Date) -> Result<bool, Erreur> {
    let mois: Mois = demande
        .mois
        .parse()
        .map_err(|refus: Refus| Erreur::illisible("mois de DI", &refus))?;
    let modifiee = jour_de_paris(demande.modifiee_le);
    Ok(conservation_finie(modifiee, Some(mois.dernier_jour()), jour))
}
