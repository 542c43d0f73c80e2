//! What both imports share: the file, the options, the result.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use api_types::import::ResultatImport;
use app::salarie::{OptionsImport, ResultatImport as Resultat};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::etat::Etat;
use crate::probleme::{Erreur, Reponse, generique};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ParametresImport {
    /// Dire toutes les fautes, ne rien écrire.
    #[serde(default)]
    #[param(required = false, default = false)]
    dry_run: bool,
    /// Écrire les lignes justes bien que d'autres soient fausses.
    #[serde(default)]
    #[param(required = false, default = false)]
    valides_seulement: bool,
}

impl ParametresImport {
    pub(super) fn en_options(&self) -> OptionsImport {
        OptionsImport {
            dry_run: self.dry_run,
            valides_seulement: self.valides_seulement,
        }
    }
}

/// The file, whatever its declared type: browsers and payroll programs call a CSV many names.
///
/// # Errors
/// 413 above the limit of imports.
pub(super) async fn lire_fichier(corps: web::Payload, etat: &Etat) -> Result<Vec<u8>, Erreur> {
    let max = etat.config.limites.import_max;
    let octets = corps.to_bytes_limited(max).await.map_err(|_| {
        Erreur::refus(
            StatusCode::PAYLOAD_TOO_LARGE,
            "fichier_trop_gros",
            format!(
                "Ce fichier dépasse {} Mo : envoyez-le en plusieurs fois.",
                max / (1 << 20)
            ),
        )
    })?;
    Ok(octets.map_err(|_| generique(StatusCode::BAD_REQUEST))?.to_vec())
}

/// The result as the API answers it. A file that cannot be read at all is 422, not a conflict.
pub(super) fn rendre(resultat: Result<Resultat, app::Erreur>) -> Reponse {
    match resultat {
        Ok(fait) => Ok(HttpResponse::Ok().json(ResultatImport {
            lignes: fait.lignes,
            valides: fait.valides,
            ajoutes: fait.ajoutes,
            modifies: fait.modifies,
            inchanges: fait.inchanges,
            errors: fait.fautes.into_iter().map(Into::into).collect(),
            dry_run: fait.dry_run,
        })),
        Err(app::Erreur::Refus(refus)) if illisible(refus.code) => Err(Erreur::refus(
            StatusCode::UNPROCESSABLE_ENTITY,
            refus.code,
            refus.message,
        )),
        Err(erreur) => Err(erreur.into()),
    }
}

fn illisible(code: &str) -> bool {
    code.starts_with("fichier_") || code.starts_with("entete_")
}
