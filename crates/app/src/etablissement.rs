//! The establishment sheet.

use db::Page;
use db::etablissement::Etablissement;
use domain::etablissement::{FicheEtablissement, SaisieFiche, Siret};
use serde_json::json;
use uuid::Uuid;

use crate::{Acteur, Contexte, Erreur, journal};

/// One establishment as its users see it.
#[derive(Debug, Clone)]
pub struct Vue {
    pub ligne: Etablissement,
    pub fiche: FicheEtablissement,
    pub coordonnees_actives: bool,
    /// Name of the principal user.
    pub principal: Option<String>,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Resume {
    pub ligne: Etablissement,
    pub role: String,
    pub complet: bool,
    pub coordonnees_actives: bool,
}

pub(crate) fn lire_fiche(ligne: &Etablissement) -> Result<FicheEtablissement, Erreur> {
    serde_json::from_value(ligne.fiche.clone()).map_err(|erreur| Erreur::illisible("fiche", &erreur))
}

/// The establishment, when the actor may act for it; a SIRET that is none is not found either.
pub(crate) async fn accessible(
    base: &impl db::ConnectionTrait,
    acteur: &Acteur,
    siret: &str,
) -> Result<Etablissement, Erreur> {
    let siret: Siret = siret.parse().map_err(|_| Erreur::Introuvable)?;
    db::etablissement::par_siret_du_compte(base, acteur.compte_id, siret.as_str())
        .await?
        .ok_or(Erreur::Introuvable)
}

/// The actor's establishments, by SIRET.
///
/// # Errors
/// `Base`, `Interne`.
pub async fn lister(contexte: &Contexte, acteur: &Acteur, page: Page<String>) -> Result<Vec<Resume>, Erreur> {
    let lignes = db::etablissement::du_compte(&contexte.base, acteur.compte_id, page).await?;
    let ids: Vec<Uuid> = lignes.iter().map(|(ligne, _)| ligne.id).collect();
    let actives = db::coordonnees_bancaires::etablissements_avec_actives(&contexte.base, ids).await?;
    lignes
        .into_iter()
        .map(|(ligne, role)| {
            let complet = lire_fiche(&ligne)?.complete().is_empty();
            Ok(Resume {
                coordonnees_actives: actives.contains(&ligne.id),
                complet,
                role,
                ligne,
            })
        })
        .collect()
}

/// One sheet.
///
/// # Errors
/// `Introuvable`.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, siret: &str) -> Result<Vue, Erreur> {
    let ligne = accessible(&contexte.base, acteur, siret).await?;
    vue(&contexte.base, ligne).await
}

async fn vue(base: &impl db::ConnectionTrait, ligne: Etablissement) -> Result<Vue, Erreur> {
    let principal = db::habilitation::principal(base, ligne.id).await?;
    Ok(Vue {
        fiche: lire_fiche(&ligne)?,
        coordonnees_actives: db::coordonnees_bancaires::actives(base, ligne.id)
            .await?
            .is_some(),
        principal: principal.map(|compte| format!("{} {}", compte.prenom, compte.nom)),
        ligne,
    })
}

/// Replaces the sheet that was read at `version`.
///
/// # Errors
/// `Fautes`, `Introuvable`, `VersionPerimee`.
pub async fn modifier(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    version: i32,
    saisie: &SaisieFiche,
) -> Result<Vue, Erreur> {
    let ligne = accessible(&contexte.base, acteur, siret).await?;
    let fiche = saisie.verifier()?;
    let json = serde_json::to_value(&fiche).map_err(|erreur| Erreur::illisible("fiche", &erreur))?;
    let tx = contexte.ecrire().await?;
    let fait = db::etablissement::remplacer_fiche(
        &tx,
        ligne.id,
        version,
        &fiche.denomination,
        fiche.departement().principal.code(),
        json,
        contexte.maintenant(),
    )
    .await?;
    if !fait {
        return Err(Erreur::VersionPerimee);
    }
    let details = json!({ "version": version + 1 });
    journal::noter(
        &tx,
        contexte,
        Some(acteur),
        "fiche_modifiee",
        ("etablissement", ligne.id),
        details,
    )
    .await?;
    let ligne = accessible(&tx, acteur, siret).await?;
    let vue = vue(&tx, ligne).await?;
    tx.commit().await?;
    Ok(vue)
}
