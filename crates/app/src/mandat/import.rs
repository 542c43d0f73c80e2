//! Declaring the mandates of many establishments from a file.

use domain::Faute;
use domain::import::lire_mandats;

use super::{Declaration, declarer_un};
use crate::import::Source;
use crate::salarie::{OptionsImport, ResultatImport};
use crate::{Acteur, Contexte, Erreur};

/// Imports a file of mandates, 200 at most. The same file twice changes nothing.
///
/// # Errors
/// `Fautes` with row and column (`etablissement_inconnu`, `deja_utilisateur`,
/// `mandat_deja_declare`, `trop_de_siret` besides those of reading); `Refus` when it is no such file.
pub async fn importer(
    contexte: &Contexte,
    acteur: &Acteur,
    source: impl Into<Source>,
    options: OptionsImport,
) -> Result<ResultatImport, Erreur> {
    let source = source.into();
    let suivi = source.suivi();
    let lecture = source.lire(|fichier| Ok(lire_mandats(fichier)?)).await?;
    let mut resultat = ResultatImport {
        lignes: lecture.lignes,
        fautes: lecture.fautes,
        nombre_fautes: lecture.nombre_fautes,
        dry_run: options.dry_run,
        ..ResultatImport::default()
    };
    let mut valides = lecture.valides;
    // Two files at once lock the establishments in the same order.
    valides.sort_by(|(_, a), (_, b)| a.siret.cmp(&b.siret));
    let tx = contexte.ecrire().await?;
    for (numero, declare) in &valides {
        match declarer_un(&tx, contexte, acteur, declare).await? {
            Declaration::Nouvelle(_) => resultat.ajoutes += 1,
            Declaration::Identique => resultat.inchanges += 1,
            Declaration::Refus(refus) => {
                resultat.ajouter(Faute::cellule(*numero, "siret", refus.code, refus.message));
            }
        }
    }
    resultat.valides = resultat.ajoutes + resultat.inchanges;
    resultat.fautes.sort_by_key(|faute| faute.ligne);
    // Dropped, the transaction has declared nothing and sent no mail.
    let resultat = suivi.verifier(resultat, options)?;
    if !options.dry_run {
        suivi.conclure(&tx, contexte, &resultat).await?;
        tx.commit().await?;
    }
    Ok(resultat)
}
