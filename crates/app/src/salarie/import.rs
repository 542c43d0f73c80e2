//! A file of employees into the register.

use db::salarie::Salarie;
use domain::Faute;
use domain::import::lire_salaries;
use domain::salarie::{NouveauSalarie, PartiesDites};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

use super::{OptionsImport, ResultatImport, identiques, ligne};
use crate::etablissement::accessible;
use crate::import::Source;
use crate::{Acteur, Contexte, Erreur, contrat, journal};

/// A row of the file and the employee that it makes.
type Lue = (u32, NouveauSalarie);

/// Imports a file. The same file twice changes nothing.
///
/// # Errors
/// `Fautes` with row and column; `Refus` when it is no such file; `Introuvable`.
pub async fn importer(
    contexte: &Contexte,
    acteur: &Acteur,
    siret: &str,
    source: impl Into<Source>,
    options: OptionsImport,
) -> Result<ResultatImport, Erreur> {
    let etablissement = accessible(&contexte.base, acteur, siret).await?;
    let source = source.into();
    let suivi = source.suivi();
    let lecture = source.lire(|fichier| Ok(lire_salaries(fichier)?)).await?;
    let dites = lecture.dites;
    let mut lues = lecture.valides;
    let mut resultat = ResultatImport {
        lignes: lecture.lignes,
        valides: u32::try_from(lues.len()).unwrap_or(u32::MAX),
        fautes: lecture.fautes,
        nombre_fautes: lecture.nombre_fautes,
        dry_run: options.dry_run,
        ..ResultatImport::default()
    };
    // A wrong file does not wait for the lock, unless the register has more to say of it.
    if !dites.depend_du_registre() {
        resultat = suivi.verifier(resultat, options)?;
    }

    let tx = contexte.ecrire().await?;
    db::etablissement::verrouiller(&tx, etablissement.id).await?;
    // A lot at a time: neither the register nor the rows to write are ever held whole beside the file.
    while let Some(lot) = suivi.lot(&mut lues)? {
        let lot = chiffrer(contexte, etablissement.id, lot).await?;
        let indexes: Vec<&str> = lot
            .iter()
            .map(|(_, nouvelle)| nouvelle.nir_index.as_str())
            .collect();
        let anciens: HashMap<String, Salarie> = db::salarie::par_indexes(&tx, etablissement.id, &indexes)
            .await?
            .into_iter()
            .map(|ancien| (ancien.nir_index.clone(), ancien))
            .collect();
        let mut a_ecrire = Vec::new();
        for (numero, mut nouvelle) in lot {
            let Some(ancien) = anciens.get(&nouvelle.nir_index) else {
                resultat.ajoutes += 1;
                a_ecrire.push(nouvelle);
                continue;
            };
            if let Err(faute) = completer(ancien, &mut nouvelle, dites)? {
                resultat.valides -= 1;
                resultat.ajouter(faute.a_la_ligne(numero));
            } else if identiques(ancien, &nouvelle) {
                resultat.inchanges += 1;
            } else {
                resultat.modifies += 1;
                a_ecrire.push(nouvelle);
            }
        }
        // What is written here is dropped with the transaction, should a later row be wrong.
        if !options.dry_run && (resultat.fautes.is_empty() || options.valides_seulement) {
            db::salarie::inserer_ou_remplacer(&tx, a_ecrire).await?;
        }
    }
    resultat.fautes.sort_by_key(|faute| faute.ligne);
    let resultat = suivi.verifier(resultat, options)?;
    if options.dry_run {
        return Ok(resultat);
    }
    let details = json!({ "ajoutes": resultat.ajoutes, "modifies": resultat.modifies });
    let objet = ("etablissement", etablissement.id);
    journal::noter(&tx, contexte, Some(acteur), "salaries_importes", objet, details).await?;
    suivi.conclure(&tx, contexte, &resultat).await?;
    tx.commit().await?;
    Ok(resultat)
}

/// The rows as they are kept. Encrypting takes its time: off the thread that answers others.
async fn chiffrer(
    contexte: &Contexte,
    etablissement_id: Uuid,
    lot: Vec<Lue>,
) -> Result<Vec<(u32, Salarie)>, Erreur> {
    let outils = contexte.clone();
    let chiffrer = move || {
        let lignes = lot
            .into_iter()
            .map(|(numero, nouveau)| Ok((numero, ligne(&outils, etablissement_id, &nouveau)?)));
        lignes.collect()
    };
    tokio::task::spawn_blocking(chiffrer)
        .await
        .map_err(|erreur| Erreur::Interne(erreur.to_string()))?
}

/// Takes what the file has no column for from the register.
fn completer(
    ancien: &Salarie,
    nouvelle: &mut Salarie,
    dites: PartiesDites,
) -> Result<Result<(), Faute>, Erreur> {
    nouvelle.version = ancien.version + 1;
    let complet = contrat::du_salarie(nouvelle)?.completer(&contrat::du_salarie(ancien)?, dites);
    Ok(complet.map(|complet| contrat::ecrire(nouvelle, &complet)))
}
