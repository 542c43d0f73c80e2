//! Announcements: written by the help desk, shown to everybody while they hold.

use db::Page;
use db::annonce::Annonce;
use domain::annonce::{SaisieAnnonce, visible_des};
use serde_json::json;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

const OBJET: &str = "annonce";

/// What everybody sees now: in force, or a maintenance that comes.
///
/// # Errors
/// `Base`.
pub async fn visibles(contexte: &Contexte) -> Result<Vec<Annonce>, Erreur> {
    Ok(db::annonce::visibles(&contexte.base, contexte.maintenant()).await?)
}

/// All of them, newest first, for the help desk.
///
/// # Errors
/// `Base`.
pub async fn lister(contexte: &Contexte, page: Page<Uuid>) -> Result<Vec<Annonce>, Erreur> {
    Ok(db::annonce::lister(&contexte.base, page).await?)
}

/// One, for the help desk.
///
/// # Errors
/// `Introuvable`.
pub async fn lire(contexte: &Contexte, id: Uuid) -> Result<Annonce, Erreur> {
    db::annonce::trouver(&contexte.base, id)
        .await?
        .ok_or(Erreur::Introuvable)
}

/// Publishes an announcement.
///
/// # Errors
/// `Fautes`.
pub async fn creer(contexte: &Contexte, acteur: &Acteur, saisie: &SaisieAnnonce) -> Result<Annonce, Erreur> {
    let nouvelle = saisie.verifier()?;
    let maintenant = contexte.maintenant();
    let ligne = Annonce {
        id: contexte.id(),
        nature: nouvelle.nature.code().to_owned(),
        titre: nouvelle.titre,
        texte: nouvelle.texte,
        du: nouvelle.du,
        au: nouvelle.au,
        visible_des: visible_des(nouvelle.nature, nouvelle.du),
        retiree_le: None,
        auteur: acteur.nom_complet(),
        version: 1,
        creee_le: maintenant,
        modifiee_le: maintenant,
    };
    let tx = contexte.ecrire().await?;
    db::annonce::inserer(&tx, ligne.clone()).await?;
    noter(&tx, contexte, acteur, "annonce_publiee", &ligne).await?;
    tx.commit().await?;
    Ok(ligne)
}

/// Replaces its text and dates.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`, `Fautes`; `Refus` `annonce_retiree`.
pub async fn modifier(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
    saisie: &SaisieAnnonce,
) -> Result<Annonce, Erreur> {
    let nouvelle = saisie.verifier()?;
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, id, version).await?;
    ligne.nature = nouvelle.nature.code().to_owned();
    ligne.titre = nouvelle.titre;
    ligne.texte = nouvelle.texte;
    ligne.visible_des = visible_des(nouvelle.nature, nouvelle.du);
    ligne.du = nouvelle.du;
    ligne.au = nouvelle.au;
    let ligne = enregistrer(&tx, contexte, acteur, ligne, "annonce_modifiee").await?;
    tx.commit().await?;
    Ok(ligne)
}

/// Takes it off the pages; it stays in the list of the help desk.
///
/// # Errors
/// `Introuvable`, `VersionPerimee`; `Refus` `annonce_retiree`.
pub async fn retirer(
    contexte: &Contexte,
    acteur: &Acteur,
    id: Uuid,
    version: i32,
) -> Result<Annonce, Erreur> {
    let tx = contexte.ecrire().await?;
    let mut ligne = verrouiller(&tx, id, version).await?;
    ligne.retiree_le = Some(contexte.maintenant());
    let ligne = enregistrer(&tx, contexte, acteur, ligne, "annonce_retiree").await?;
    tx.commit().await?;
    Ok(ligne)
}

async fn verrouiller(tx: &impl db::ConnectionTrait, id: Uuid, version: i32) -> Result<Annonce, Erreur> {
    let ligne = db::annonce::verrouiller(tx, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if ligne.version != version {
        return Err(Erreur::VersionPerimee);
    }
    if ligne.retiree_le.is_some() {
        return Err(Erreur::refus(
            "annonce_retiree",
            "Cette annonce est retirée : publiez-en une nouvelle.",
        ));
    }
    Ok(ligne)
}

async fn enregistrer(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    mut ligne: Annonce,
    action: &str,
) -> Result<Annonce, Erreur> {
    ligne.version += 1;
    ligne.modifiee_le = contexte.maintenant();
    db::annonce::remplacer(tx, ligne.clone()).await?;
    noter(tx, contexte, acteur, action, &ligne).await?;
    Ok(ligne)
}

async fn noter(
    tx: &impl db::ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    action: &str,
    ligne: &Annonce,
) -> Result<(), Erreur> {
    let details = json!({ "titre": ligne.titre });
    Ok(journal::noter(tx, contexte, Some(acteur), action, (OBJET, ligne.id), details).await?)
}
