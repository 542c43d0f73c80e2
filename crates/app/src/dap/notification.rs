//! What the notice of a decision says, as it was frozen with it.

use domain::etablissement::{Departement, FicheEtablissement};
use serde::Deserialize as _;
use uuid::Uuid;

use super::{Vue, lire, saisie_figee};
use crate::{Acteur, Contexte, Erreur};

/// One DAP for its notice, which never changes.
#[derive(Debug, Clone)]
pub struct Notification {
    /// As it was sent.
    pub vue: Vue,
    /// The account that the allocation was to be paid to when it was decided (R5122-26 II), masked.
    pub compte_masque: Option<String>,
    /// Who decided, by name, and in what quality (CRPA, art. L212-1); the login is nobody else's business.
    pub signataire: Option<String>,
    pub qualite: Option<String>,
}

/// One DAP for its notice.
///
/// # Errors
/// Those of [`lire`].
pub async fn lire_pour_notification(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
) -> Result<Notification, Erreur> {
    let mut notification = Notification {
        vue: lire(contexte, acteur, id).await?,
        compte_masque: None,
        signataire: None,
        qualite: None,
    };
    if let Some(figee) = db::dap::dernier_instantane(&contexte.base, id).await? {
        let vue = &mut notification.vue;
        vue.saisie = saisie_figee(&figee)?;
        vue.fiche = FicheEtablissement::deserialize(&figee.fiche)
            .map_err(|erreur| Erreur::illisible("fiche figée", &erreur))?;
        notification.compte_masque = figee.compte_masque;
        notification.signataire = figee.signataire;
        notification.qualite = figee.qualite;
    }
    Ok(notification)
}

/// In what quality an agent decides for that département.
pub fn qualite(departement: &str) -> String {
    let nom = departement
        .parse::<Departement>()
        .map_or(departement, |d| d.nom());
    format!("Agent de l’unité départementale ({nom})")
}
