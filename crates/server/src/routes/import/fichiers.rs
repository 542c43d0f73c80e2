//! Files around an import: its preview, itself with a column of errors, and the templates to start from.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, HttpResponseBuilder, get, post, web};
use adapters::fichier::{Annote, EchecAnnotation, annoter, forme, modele};
use api_types::import::{ApercuImport, ColonneAttendue, LigneApercu};
use app::import::{Cible, Demande};
use app::salarie::OptionsImport;
use domain::Faute;
use domain::import::{EXEMPLES, Quoi, masquer_nir, proposer, titre_de};
use domain::montant::Heures;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Envoi, ParametreAbsents, ParametreColonne, erreur, lire_fichier, source};
use crate::etat::Service;
use crate::probleme::{Erreur, Reponse};
use crate::routes::reponses::a_enregistrer;
use crate::session::Utilisateur;
use crate::tuyau;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config
        .service(apercevoir_import)
        .service(annoter_import)
        .service(lire_modele_salaries)
        .service(lire_modele_heures)
        .service(lire_modele_mandats);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ParametresCible {
    /// `salaries`, `heures` ou `mandats`.
    #[param(example = "salaries")]
    quoi: String,
    /// L'établissement, pour des salariés.
    #[param(required = false)]
    siret: Option<String>,
    /// La demande d'indemnisation, pour des heures.
    #[param(required = false)]
    demande: Option<String>,
}

impl ParametresCible {
    fn quoi(&self) -> Result<Quoi, Erreur> {
        Quoi::depuis_code(&self.quoi).ok_or_else(|| {
            let message = "Un fichier porte des `salaries`, des `heures` ou des `mandats`.";
            Erreur::champ("/quoi", "parametre_invalide", message)
        })
    }

    fn cible(&self) -> Result<Cible, Erreur> {
        Ok(match self.quoi()? {
            Quoi::Salaries => Cible::Salaries(self.siret.clone().unwrap_or_default()),
            Quoi::Heures => {
                let id = self.demande.as_deref().and_then(|id| Uuid::try_parse(id).ok());
                Cible::Heures(id.ok_or_else(Erreur::introuvable)?)
            }
            Quoi::Mandats => Cible::Mandats,
        })
    }
}

/// Les premières lignes d'un fichier, et ses colonnes
///
/// Rien n'est jugé ni écrit : à quelle colonne attendue chacune ressemble, pour choisir quand les noms sont inconnus.
#[utoipa::path(tag = "imports", params(ParametresCible),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Le fichier."),
    responses((status = 200, description = "L'aperçu.", body = ApercuImport),
))]
#[post("/imports/apercu")]
pub async fn apercevoir_import(
    etat: Service,
    _utilisateur: Utilisateur,
    cible: web::Query<ParametresCible>,
    corps: web::Payload,
) -> Reponse {
    let quoi = cible.quoi()?;
    let octets = lire_fichier(corps, &etat).await?;
    let apercu = web::block(move || adapters::fichier::ouvrir(&octets, quoi).map(|lu| apercu(&lu, quoi)))
        .await
        .map_err(Erreur::interne)?
        .map_err(|refus| erreur(refus.into()))?;
    Ok(HttpResponse::Ok().json(apercu))
}

/// Names of columns too: of a file without header they are somebody's.
fn apercu(tableau: &domain::import::Tableau, quoi: Quoi) -> ApercuImport {
    let entete = tableau.entete();
    let montrer = |texte: &str| masquer_nir(texte).into_owned();
    let attendues = proposer(tableau, quoi)
        .into_iter()
        .map(|(colonne, place)| ColonneAttendue {
            nom: colonne.nom.to_owned(),
            requise: colonne.requise,
            ou: colonne.ou.map(str::to_owned),
            proposee: place.map(|place| montrer(&entete[place])),
        });
    let exemples = tableau.rangees().take(EXEMPLES).map(|rangee| LigneApercu {
        row: rangee.numero,
        cellules: (0..entete.len())
            .map(|place| montrer(rangee.cellule(place)))
            .collect(),
    });
    ApercuImport {
        colonnes: entete.iter().map(|nom| montrer(nom)).collect(),
        exemples: exemples.collect(),
        attendues: attendues.collect(),
        lignes: tableau.lignes(),
        reconnue: quoi.reconnait(entete),
    }
}

/// Le fichier rendu avec une colonne d'erreurs
///
/// Rien n'est écrit. Même format que l'envoi (CSV avec son séparateur, classeur, NDJSON ou JSON), mêmes numéros de
/// ligne, et une colonne `erreurs` ; aucune cellule n'est une formule. Corrigé, il peut être renvoyé tel quel.
#[utoipa::path(tag = "imports", params(ParametresCible, ParametreAbsents, ParametreColonne),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Le fichier."),
    responses((status = 200, description = "Le fichier annoté.", body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 503, description = "D'autres imports sont en cours ; `Retry-After` dit quand revenir."),
))]
#[post("/imports/annotation")]
pub async fn annoter_import(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    cible: web::Query<ParametresCible>,
    envoi: Envoi,
    corps: web::Payload,
) -> Reponse {
    let cible = cible.cible()?;
    let octets = lire_fichier(corps, &etat).await?;
    let quoi = cible.quoi();
    let source = source(octets.clone(), quoi, envoi.correspondances);
    let essai = Demande {
        cible,
        taille: octets.len(),
        source,
        options: OptionsImport {
            dry_run: true,
            ..envoi.options
        },
    };
    let essaye = app::import::importer(&etat.contexte, &etat.imports, &acteur, essai)
        .await
        .map_err(erreur)?;
    let forme = forme(&octets).map_err(|refus| erreur(refus.into()))?;
    let (mut entree, corps) = tuyau::ouvrir();
    tokio::task::spawn_blocking(move || {
        match annoter(&octets, quoi, &par_ligne(essaye.fautes), &mut entree) {
            Ok(()) | Err(EchecAnnotation::Envoi(_)) => {}
            // Read once already, it does not fail: whoever waits must not take half of it for the file.
            Err(echec) => {
                tracing::error!(cause = %echec, "fichier annoté interrompu");
                entree.rompre("fichier annoté interrompu");
            }
        }
    });
    let nom = format!("{}-erreurs", quoi.code());
    Ok(entetes(&nom, forme.genre, forme.extension).body(corps))
}

/// What is wrong in each row, in one cell.
fn par_ligne(fautes: Vec<Faute>) -> BTreeMap<u32, String> {
    let mut par_ligne: BTreeMap<u32, String> = BTreeMap::new();
    for faute in fautes {
        let erreurs = par_ligne.entry(faute.ligne.unwrap_or(0)).or_default();
        if !erreurs.is_empty() {
            erreurs.push_str(" | ");
        }
        if let Some(colonne) = faute.colonne.filter(|nom| !nom.is_empty()) {
            erreurs.push_str(&format!("{} : ", titre_de(&colonne)));
        }
        erreurs.push_str(&faute.message);
    }
    par_ligne
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FormatModele {
    /// `csv` (par défaut) ou `xlsx`.
    #[param(required = false)]
    format: Option<String>,
}

impl FormatModele {
    fn ecrire(&self, quoi: Quoi, supplement: &[&str], lignes: &[Vec<String>]) -> Reponse {
        let xlsx = match self.format.as_deref() {
            None | Some("" | "csv") => false,
            Some("xlsx") => true,
            Some(_) => {
                let message = "Le format est `csv` ou `xlsx`.";
                return Err(Erreur::champ("/format", "format_inconnu", message));
            }
        };
        let mut entete: Vec<&str> = quoi.colonnes().iter().map(|colonne| colonne.titre).collect();
        entete.extend(supplement);
        let fichier = modele(&entete, lignes, xlsx).map_err(Erreur::interne)?;
        Ok(rendre(&format!("modele-{}", quoi.code()), fichier))
    }
}

fn rendre(nom: &str, fichier: Annote) -> HttpResponse {
    entetes(nom, fichier.genre, fichier.extension).body(fichier.octets)
}

fn entetes(nom: &str, genre: &str, extension: &str) -> HttpResponseBuilder {
    let mut reponse = HttpResponse::Ok();
    let disposition = a_enregistrer(&format!("{nom}.{extension}"));
    reponse.content_type(genre).insert_header(disposition);
    reponse
}

fn textes<const N: usize>(cellules: [&str; N]) -> Vec<String> {
    cellules.map(str::to_owned).to_vec()
}

/// Un modèle de fichier de salariés
///
/// Les colonnes attendues et une ligne d'exemple, à remplacer (son NIR est faux à dessein). Dans le classeur, la colonne du NIR est au format Texte.
#[utoipa::path(tag = "imports", params(FormatModele), responses(
    (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "text/csv"),
))]
#[get("/imports/modeles/salaries")]
pub async fn lire_modele_salaries(_utilisateur: Utilisateur, format: web::Query<FormatModele>) -> Reponse {
    let exemple = textes([
        "199017500100100",
        "EXEMPLE",
        "Jeanne",
        "employe",
        "35",
        "12,50",
        "",
        "ordinaire",
        "heures",
        "01/09/2021",
        "",
    ]);
    format.ecrire(Quoi::Salaries, &[], &[exemple])
}

/// Un modèle de fichier de mandats
///
/// Les colonnes attendues et une ligne d'exemple, à remplacer (son SIRET est faux à dessein).
#[utoipa::path(tag = "imports", params(FormatModele), responses(
    (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "text/csv"),
))]
#[get("/imports/modeles/mandats")]
pub async fn lire_modele_mandats(_utilisateur: Utilisateur, format: web::Query<FormatModele>) -> Reponse {
    let exemple = textes(["12345678901234", "01/06/2022", ""]);
    format.ecrire(Quoi::Mandats, &[], &[exemple])
}

/// Le fichier des heures d'une demande, à remplir
///
/// Chaque salarié de la demande × chaque semaine du mois, avec les heures déjà saisies. Réimporté tel quel, il ne change
/// rien ; une semaine laissée sans heures n'est pas importée. Il porte les NIR : pour l'employeur seul, et le journal le note.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."), FormatModele,
), responses(
    (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "text/csv"),
))]
#[get("/demandes-indemnisation/{id}/imports/modele")]
pub async fn lire_modele_heures(
    etat: Service,
    Utilisateur(acteur): Utilisateur,
    id: web::Path<Uuid>,
    format: web::Query<FormatModele>,
) -> Reponse {
    let modele = app::indemnisation::modele_heures(&etat.contexte, &acteur, *id).await?;
    let ecrire = |heures: Option<Heures>| {
        heures
            .map(|h| h.to_string().replace('.', ","))
            .unwrap_or_default()
    };
    let lignes: Vec<Vec<String>> = modele
        .into_iter()
        .map(|ligne| {
            vec![
                ligne.nir,
                ligne.semaine,
                ecrire(ligne.heures.map(|h| h.travaillees)),
                ecrire(ligne.heures.map(|h| h.chomees)),
                ligne.nom,
                ligne.prenom,
            ]
        })
        .collect();
    format.ecrire(Quoi::Heures, &["Nom", "Prénom"], &lignes)
}
