//! What the help desk sees of mails, and how much waits for it.

use db::Page;
use db::courriel::{Courriel, Filtre};
use domain::Collecte;
use domain::compte_assistance::{EtatCourriel, NatureCourriel};
use uuid::Uuid;

use crate::{Contexte, Erreur};

/// Mails, newest first; the caller shows state and dates, never the text.
///
/// # Errors
/// `Fautes` `etat_inconnu`, `nature_courriel_inconnue`.
pub async fn courriels(
    contexte: &Contexte,
    etat: Option<&str>,
    nature: Option<&str>,
    q: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<Courriel>, Erreur> {
    let mut collecte = Collecte::new();
    let etat = etat.and_then(|etat| collecte.facultatif::<EtatCourriel>("/etat", etat));
    let nature = nature.and_then(|nature| collecte.facultatif::<NatureCourriel>("/nature", nature));
    collecte.fin()?;
    let filtre = Filtre {
        etat: etat.map(|etat| etat.code().to_owned()),
        nature: nature.map(|nature| nature.code().to_owned()),
        destinataires: None,
        contient: q.map(|q| q.trim().to_lowercase()).filter(|q| !q.is_empty()),
    };
    Ok(db::courriel::chercher(&contexte.base, &filtre, page).await?)
}

/// What waits for the help desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    pub habilitations: u64,
    pub courriels_en_echec: u64,
    pub comptes_verrouilles: u64,
}

/// Counts for the dashboard.
///
/// # Errors
/// `Base`.
pub async fn charge(contexte: &Contexte) -> Result<Charge, Erreur> {
    let base = &contexte.base;
    Ok(Charge {
        habilitations: db::habilitation::compter_etat(base, "en_attente").await?,
        courriels_en_echec: db::courriel::compter_etat(base, "echec").await?,
        comptes_verrouilles: db::compte_assistance::compter_verrouilles(base, contexte.maintenant()).await?,
    })
}
