//! One employee of the register: read, changed, taken away.

use db::ConnectionTrait;
use db::salarie::Salarie;
use domain::salarie::SaisieNouveauSalarie;
use serde_json::json;
use uuid::Uuid;

use super::{Vue, ecrire_fiche, ecrire_nir, identiques, refuser_double, vue};
use crate::etablissement::accessible;
use crate::{Acteur, Contexte, Erreur, journal};

/// One employee.
///
/// # Errors
/// `Introuvable`, also for an employee of another establishment.
pub async fn lire(contexte: &Contexte, acteur: &Acteur, siret: &str, id: Uuid) -> Result<Vue, Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let ligne = db::salarie::trouver(&contexte.base, etablissement.id, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    vue(contexte, ligne)
}

async fn verrouiller(
    tx: &impl ConnectionTrait,
    acteur: &Acteur,
    siret: &str,
    id: Uuid,
    version: i32,
) -> Result<Salarie, Erreur> {
    let etablissement = accessible(tx, acteur, siret).await?;
    // The register first, as adding and importing do: two writers of one NIR wait for each other.
    db::etablissement::verrouiller(tx, etablissement.id).await?;
    let ligne = db::salarie::verrouiller(tx, etablissement.id, id)
        .await?
        .ok_or(Erreur::Introuvable)?;
    if ligne.version == version {
        Ok(ligne)
    } else {
        Err(Erreur::VersionPerimee)
    }
}

/// Changes an employee; an empty NIR leaves the one known. The claims that hold the employee keep what they
/// copied.
///
/// # Errors
/// `Fautes` (`nir_en_double` …), `Introuvable`, `VersionPerimee`.
pub async fn modifier(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    id: Uuid,
    version: i32,
    saisie: &SaisieNouveauSalarie,
) -> Result<Vue, Erreur> {
    accessible(&contexte.base, acteur, siret).await?;
    let (nir, fiche) = saisie.verifier_modification()?;
    let tx = contexte.ecrire().await?;
    let ancien = verrouiller(&tx, acteur, siret, id, version).await?;
    let mut ligne = ancien.clone();
    if let Some(nir) = nir {
        ecrire_nir(contexte, &mut ligne, &nir)?;
        refuser_double(&tx, &ligne).await?;
    }
    ecrire_fiche(&mut ligne, &fiche);
    if identiques(&ancien, &ligne) {
        return vue(contexte, ancien);
    }
    ligne.version += 1;
    ligne.modifie_le = contexte.maintenant();
    db::salarie::remplacer(&tx, ligne.clone()).await?;
    noter(&tx, contexte, acteur, "salarie_modifie", &ligne).await?;
    tx.commit().await?;
    vue(contexte, ligne)
}

/// Takes an employee away who is in no claim; whoever has left keeps the row, with an exit date.
///
/// # Errors
/// `Refus` `salarie_utilise`; `Introuvable`, `VersionPerimee`.
pub async fn supprimer(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    id: Uuid,
    version: i32,
) -> Result<(), Erreur> {
    let tx = contexte.ecrire().await?;
    let ligne = verrouiller(&tx, acteur, siret, id, version).await?;
    if db::indemnisation::salarie_utilise(&tx, id).await? {
        return Err(Erreur::refus(
            "salarie_utilise",
            "Ce salarié figure dans une demande d'indemnisation, qui se conserve cinq ans (art. R5122-24) : indiquez plutôt sa date de sortie, il ne sera plus proposé ensuite.",
        ));
    }
    db::salarie::supprimer(&tx, id).await?;
    noter(&tx, contexte, acteur, "salarie_supprime", &ligne).await?;
    Ok(tx.commit().await?)
}

async fn noter(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    acteur: &Acteur,
    action: &str,
    ligne: &Salarie,
) -> Result<(), Erreur> {
    let objet = ("etablissement", ligne.etablissement_id);
    let details = json!({ "salarie": ligne.id });
    Ok(journal::noter(tx, contexte, Some(acteur), action, objet, details).await?)
}
