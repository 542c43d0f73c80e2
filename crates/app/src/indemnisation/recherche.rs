//! Finding claims: one's own, or the queue of an agent.

use db::Page;
use db::indemnisation::{Demande, Filtre, Signal};
use domain::indemnisation::{CodeEtatDi, EtatDi, TriDi};
use domain::mois::Mois;
use domain::{Collecte, Refus};
use uuid::Uuid;

use super::lire_etat;
use crate::dap::{curseur_d_un_autre_ordre, non_vide};
use crate::{Acteur, Contexte, Erreur};

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub ligne: Demande,
    pub etat: EtatDi,
    pub dap_numero: String,
    pub siret: String,
    pub denomination: String,
    /// Its place in the order of the search; 0 before the id when it stands out in the queue.
    pub cle: Cle,
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
    /// A [`TriDi`]; without one, newest first.
    pub tri: Option<String>,
}

/// Place of a claim in the order of a search.
pub type Cle = (TriDi, u8, Uuid);

/// Claims that the actor may see; of an agent's queue, those that stand out first, then the oldest.
///
/// # Errors
/// `RoleInsuffisant`; `Introuvable` for a SIRET that is somebody else's; `Fautes` `etat_inconnu`, `mois_invalide`,
/// `tri_inconnu`, `tri_reserve` for the queue without being an agent, `curseur_invalide` when the page before was of
/// another order.
pub async fn lister(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
    page: Page<Cle>,
) -> Result<Vec<Resume>, Erreur> {
    let portee = acteur.portee()?;
    let (filtre, tri) = filtre(contexte, acteur, recherche).await?;
    if page.apres.is_some_and(|(apres, _, _)| apres != tri) {
        return Err(curseur_d_un_autre_ordre());
    }
    let limite = page.limite;
    let lignes = if tri == TriDi::File {
        let apres = page.apres.map(|(_, rang, id)| (rang, id));
        db::indemnisation::file(&contexte.base, &portee, &filtre, Page { limite, apres }).await?
    } else {
        let apres = page.apres.map(|(_, _, id)| id);
        let lues =
            db::indemnisation::lister(&contexte.base, &portee, &filtre, Page { limite, apres }).await?;
        lues.into_iter().map(|ligne| (ligne, 1)).collect()
    };
    resumer(contexte, tri, lignes, acteur.est_agent()).await
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

async fn filtre(
    contexte: &Contexte,
    acteur: &Acteur,
    recherche: &Recherche,
) -> Result<(Filtre, TriDi), Erreur> {
    let mut collecte = Collecte::new();
    let texte = |critere: &Option<String>| non_vide(critere).unwrap_or_default();
    let mois = collecte.facultatif::<Mois>("/mois", &texte(&recherche.mois));
    let etat = collecte.facultatif::<CodeEtatDi>("/etat", &texte(&recherche.etat));
    let tri = collecte.facultatif::<TriDi>("/tri", &texte(&recherche.tri));
    if tri == Some(TriDi::File) && !acteur.est_agent() {
        let refus = Refus::new(
            "tri_reserve",
            "L'ordre « file » est celui de l'agent qui instruit : choisissez « recentes ».",
        );
        collecte.ajouter(refus.au_champ("/tri"));
    }
    collecte.fin()?;
    let etablissement_id = match non_vide(&recherche.siret) {
        None => None,
        Some(siret) => Some(crate::dap::etablissement_cherche(contexte, acteur, &siret).await?),
    };
    let filtre = Filtre {
        etablissement_id,
        dap_id: recherche.dap_id,
        mois: mois.map(|mois| mois.to_string()),
        etat: etat.map(|etat| etat.code().to_owned()),
        numero: non_vide(&recherche.numero).map(|numero| numero.to_uppercase()),
    };
    Ok((filtre, tri.unwrap_or(TriDi::Recentes)))
}

/// Two or three queries for all rows.
pub(super) async fn resumer(
    contexte: &Contexte,
    tri: TriDi,
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
                cle: (tri, rang, ligne.id),
                ligne,
            })
        })
        .collect()
}
