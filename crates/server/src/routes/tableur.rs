//! Tables to download, as CSV or XLSX.

use actix_web::HttpResponse;
use adapters::tableur::{self, Feuille};
use serde::Deserialize;
use utoipa::IntoParams;

use super::reponses::a_enregistrer;
use crate::probleme::{Erreur, Reponse};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatExport {
    /// `csv` (par défaut) ou `xlsx`.
    #[param(required = false)]
    format: Option<String>,
}

impl FormatExport {
    /// The file, downloaded under the name `nom` with its extension; a CSV has the first sheet only.
    ///
    /// # Errors
    /// 422 `format_inconnu`.
    pub(super) fn rendre(&self, nom: &str, feuilles: &[Feuille<'_>]) -> Reponse {
        let csv = || {
            feuilles
                .first()
                .map_or_else(Vec::new, |feuille| tableur::csv(feuille.entetes, feuille.lignes))
        };
        let (extension, genre, octets) = match self.format.as_deref() {
            None | Some("" | "csv") => ("csv", "text/csv; charset=utf-8", csv()),
            Some("xlsx") => (
                "xlsx",
                tableur::GENRE_XLSX,
                tableur::xlsx(feuilles)
                    .map_err(|erreur| app::Erreur::Interne(format!("export XLSX : {erreur}")))?,
            ),
            Some(_) => {
                return Err(Erreur::champ(
                    "/format",
                    "format_inconnu",
                    "Le format est `csv` ou `xlsx`.",
                ));
            }
        };
        Ok(HttpResponse::Ok()
            .content_type(genre)
            .insert_header(a_enregistrer(&format!("{nom}.{extension}")))
            .body(octets))
    }
}
