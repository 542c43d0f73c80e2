//! What the help desk sees of mails, and how much waits for it.

use db::Page;
use db::courriel::{Courriel, Filtre};
use domain::Faute;
use domain::compte_assistance::EtatCourriel;
use domain::erreur::Fautes;
use uuid::Uuid;

use crate::{Contexte, Erreur};

/// Mails, newest first; the caller shows state and dates, never the text.
///
/// # Errors
/// `Fautes` `etat_inconnu`.
pub async fn courriels(
    contexte: &Contexte,
    etat: Option<&str>,
    q: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<Courriel>, Erreur> {
    let etat = etat
        .map(str::parse::<EtatCourriel>)
        .transpose()
        .map_err(|refus| Fautes::from(Faute::champ("/etat", refus.code, refus.message)))?;
    let filtre = Filtre {
        etat: etat.map(|etat| etat.code().to_owned()),
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
