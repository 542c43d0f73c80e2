//! What all imports share: the file, the options, the result, and long ones as jobs.

mod fichiers;
mod suivi;

use std::future::{Ready, ready};

use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, web};
use api_types::import::ResultatImport;
use app::Acteur;
use app::import::{Cible, Demande, Source};
use app::salarie::{OptionsImport, ResultatImport as Resultat};
use domain::import::{Correspondances, Fichier, Quoi};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etag::etag;
use crate::etat::Etat;
use crate::probleme::{Erreur, Reponse, generique};

pub(super) fn configurer(config: &mut ServiceConfig) {
    fichiers::configurer(config);
    suivi::configurer(config);
}

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

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ParametreAbsents {
    /// Mettre dans la demande les salariés du registre qui n'y sont pas encore, avec leurs heures.
    #[serde(default)]
    #[param(required = false, default = false)]
    ajouter_absents: bool,
}

/// Only described: read with [`Envoi`], because it may be said several times.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "le contrat seul la lit")]
pub(super) struct ParametreColonne {
    /// Quelle colonne du fichier tient lieu de quelle colonne attendue : `nir:Matricule SS`. Se répète.
    #[param(required = false, example = json!(["nir:Matricule SS"]))]
    colonne: Vec<String>,
}

/// Only described.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "le contrat seul la lit")]
pub(super) struct PreferenceAttente {
    /// `respond-async` (RFC 7240) : répondre 202 aussitôt, et suivre l'import à l'adresse de `Location`.
    #[param(required = false, rename = "Prefer")]
    prefer: String,
}

/// What a caller says of the file, and whether it wants to wait.
pub(super) struct Envoi {
    options: OptionsImport,
    correspondances: Correspondances,
    differe: bool,
}

impl FromRequest for Envoi {
    type Error = Erreur;
    type Future = Ready<Result<Self, Erreur>>;

    fn from_request(requete: &HttpRequest, _corps: &mut Payload) -> Self::Future {
        ready(Self::lire(requete))
    }
}

impl Envoi {
    fn lire(requete: &HttpRequest) -> Result<Self, Erreur> {
        let illisible = |_| generique(StatusCode::BAD_REQUEST);
        let texte = requete.query_string();
        let dits = web::Query::<ParametresImport>::from_query(texte).map_err(illisible)?;
        let absents = web::Query::<ParametreAbsents>::from_query(texte).map_err(illisible)?;
        let paires = web::Query::<Vec<(String, String)>>::from_query(texte).map_err(illisible)?;
        let colonnes = paires.iter().filter(|(nom, _)| nom == "colonne");
        let correspondances = Correspondances::lire(colonnes.map(|(_, valeur)| valeur.as_str()))
            .map_err(|refus| Erreur::champ("/colonne", refus.code, &refus.message))?;
        let preferences = requete.headers().get_all("prefer");
        let differe = preferences
            .filter_map(|valeur| valeur.to_str().ok())
            .flat_map(|valeur| valeur.split([',', ';']))
            .any(|valeur| valeur.trim().eq_ignore_ascii_case("respond-async"));
        Ok(Self {
            options: OptionsImport {
                dry_run: dits.dry_run,
                valides_seulement: dits.valides_seulement,
                ajouter_absents: absents.ajouter_absents,
            },
            correspondances,
            differe,
        })
    }
}

/// Reads the file and imports it: at once, or as a job for whoever does not wait.
///
/// # Errors
/// 413 above the limit of imports, 422 with every fault, 404.
pub(super) async fn recevoir(
    etat: &Etat,
    acteur: &Acteur,
    cible: Cible,
    envoi: Envoi,
    corps: web::Payload,
) -> Reponse {
    let octets = lire_fichier(corps, etat).await?;
    let taille = octets.len();
    let source = source(octets, cible.quoi(), envoi.correspondances);
    let demande = Demande {
        cible,
        taille,
        source,
        options: envoi.options,
    };
    if !envoi.differe {
        return rendre(app::import::importer(&etat.contexte, &etat.imports, acteur, demande).await);
    }
    let vue = app::import::lancer(&etat.contexte, &etat.imports, acteur, demande).await?;
    let lieu = format!("/api/v1/imports/{}", vue.import.id);
    Ok(HttpResponse::Accepted()
        .insert_header((header::LOCATION, lieu))
        .insert_header(("Preference-Applied", "respond-async"))
        .json(suivi::import(vue)))
}

fn source(octets: web::Bytes, quoi: Quoi, correspondances: Correspondances) -> Source {
    Source::new(move || {
        let mut fichier = Fichier::from(adapters::fichier::ouvrir(&octets, quoi)?);
        fichier.correspondances = correspondances;
        Ok(fichier)
    })
}

/// 413 of a file.
pub fn trop_gros(max: usize) -> Erreur {
    Erreur::refus(
        StatusCode::PAYLOAD_TOO_LARGE,
        "fichier_trop_gros",
        format!(
            "Ce fichier dépasse {} Mo : envoyez-le en plusieurs fois.",
            max / (1 << 20)
        ),
    )
}

/// The file, whatever its declared type: browsers and payroll programs call a table many names.
///
/// # Errors
/// 413 above the limit of imports.
async fn lire_fichier(corps: web::Payload, etat: &Etat) -> Result<web::Bytes, Erreur> {
    let max = etat.config.limites.import_max;
    let octets = corps.to_bytes_limited(max).await.map_err(|_| trop_gros(max))?;
    octets.map_err(|_| generique(StatusCode::BAD_REQUEST))
}

/// The result as the API answers it.
fn rendre(resultat: Result<Resultat, app::Erreur>) -> Reponse {
    let fait = resultat.map_err(erreur)?;
    let mut reponse = HttpResponse::Ok();
    // The version that the next write needs, without a reading in between.
    if let Some(version) = fait.version {
        reponse.insert_header(etag(version));
    }
    Ok(reponse.json(ResultatImport {
        lignes: fait.lignes,
        valides: fait.valides,
        ajoutes: fait.ajoutes,
        modifies: fait.modifies,
        inchanges: fait.inchanges,
        errors: fait.fautes.into_iter().map(Into::into).collect(),
        dry_run: fait.dry_run,
    }))
}

/// A file that cannot be read at all is 422, not a conflict.
fn erreur(erreur: app::Erreur) -> Erreur {
    match erreur {
        app::Erreur::Refus(refus) if illisible(refus.code) => {
            Erreur::refus(StatusCode::UNPROCESSABLE_ENTITY, refus.code, refus.message)
        }
        autre => autre.into(),
    }
}

fn illisible(code: &str) -> bool {
    ["fichier_", "entete_", "colonne_", "trop_de_"]
        .iter()
        .any(|debut| code.starts_with(debut))
}
