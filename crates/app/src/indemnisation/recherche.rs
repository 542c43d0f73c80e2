//! Finding claims: one's own, or the queue of an agent.

use db::Page;
use db::dap::Portee;
use db::indemnisation::{Demande, Filtre, Signal};
use domain::indemnisation::EtatDi;
use uuid::Uuid;

use super::lire_etat;
use crate::dap::non_vide;
use crate::{Acteur, Contexte, Erreur};

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub ligne: Demande,
    pub etat: EtatDi,
    pub dap_numero: String,
    pub siret: String,
    pub denomination: String,
    /// 0 when it stands out, for the order of the queue.
    pub rang: u8,
    pub signaux: Vec<Signal>,
}

/// What to search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recherche {
    pub siret: Option<String>,
    pub mois: Option<String>,
    pub etat: Option<String>,
    pub numero: Option<String>,
    pub dap_id: Option<Uuid>,
}

/// Claims that the actor may see, newest first.
///
/// # Errors
/// `RoleInsuffisant`; `Introuvable` for a SIRET that is somebody else's.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    page: Page<Uuid>,
) -> Result<Vec<Resume>, Erreur> {
    let portee = acteur.portee()?;
    let filtre = filtre(contexte, acteur, recherche).await?;
    let lignes = db::indemnisation::lister(&contexte.base, &portee, &filtre, page).await?;
    let avec_signaux = acteur.est_agent();
    resumer(
        contexte,
        lignes.into_iter().map(|ligne| (ligne, 1)).collect(),
        avec_signaux,
    )
    .await
}

/// Everything that a search finds, for a file.
///
/// # Errors
/// Those of [`lister`]; `Refus` `export_trop_grand`.
pub async fn exporter(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
) -> Result<Vec<Resume>, Erreur> {
    crate::dap::borner_export(lister(contexte, acteur, recherche, crate::dap::page_export()).await?)
}

/// What waits for the agent: what stands out first, then the oldest.
///
/// # Errors
/// `RoleInsuffisant`.
pub async fn file(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    page: Page<(u8, Uuid)>,
) -> Result<Vec<Resume>, Erreur> {
    let portee = acteur.portee()?;
    if !matches!(portee, Portee::Departements(_)) {
        return Err(Erreur::RoleInsuffisant);
    }
    let filtre = filtre(contexte, acteur, recherche).await?;
    let lignes = db::indemnisation::file(&contexte.base, &portee, &filtre, page).await?;
    resumer(contexte, lignes, true).await
}

async fn filtre(contexte: &Contexte, acteur: &Acteur, recherche: &Recherche) -> Result<Filtre, Erreur> {
    let etablissement_id = match non_vide(&recherche.siret) {
        None => None,
        Some(siret) => Some(crate::dap::etablissement_cherche(contexte, acteur, &siret).await?),
    };
    Ok(Filtre {
        etablissement_id,
        dap_id: recherche.dap_id,
        mois: non_vide(&recherche.mois),
        etat: non_vide(&recherche.etat),
        numero: non_vide(&recherche.numero).map(|numero| numero.to_uppercase()),
    })
}

/// Two or three queries for all rows.
pub(super) async fn resumer(
    contexte: &Contexte,
    lignes: Vec<(Demande, u8)>,
    avec_signaux: bool,
) -> Result<Vec<Resume>, Erreur> {
    let base = &contexte.base;
    let ids = |lire: fn(&Demande) -> Uuid| lignes.iter().map(|(ligne, _)| lire(ligne)).collect::<Vec<_>>();
    let etablissements = db::etablissement::par_ids(base, ids(|ligne| ligne.etablissement_id)).await?;
    let numeros = db::dap::numeros(base, ids(|ligne| ligne.dap_id)).await?;
    let mut signaux = if avec_signaux {
        db::indemnisation::signaux(base, ids(|ligne| ligne.id)).await?
    } else {
        std::collections::HashMap::new()
    };
    lignes
        .into_iter()
        .map(|(ligne, rang)| {
            let etablissement = etablissements
                .get(&ligne.etablissement_id)
                .ok_or_else(|| Erreur::Interne("DI sans établissement".into()))?;
            Ok(Resume {
                etat: lire_etat(&ligne)?,
                dap_numero: numeros.get(&ligne.dap_id).cloned().unwrap_or_default(),
                siret: etablissement.siret.clone(),
                denomination: etablissement.denomination.clone(),
                signaux: signaux.remove(&ligne.id).unwrap_or_default(),
                rang,
                ligne,
            })
        })
        .collect()
}
