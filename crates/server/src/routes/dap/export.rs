//! DAPs as a table.

use actix_web::{get, web};
use adapters::tableur::{Cellule, Feuille};
use app::dap::Exportee;
use domain::dap::EtatDap;
use domain::mois::parse_date;
use domain::montant::Heures;
use utoipa_actix_web::service_config::ServiceConfig;

use super::FiltreDaps;
use crate::etat::Service;
use crate::probleme::Reponse;
use crate::routes::tableur::FormatExport;
use crate::session::Dossier;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(exporter_daps);
}

/// The columns of an exported search.
const COLONNES: [&str; 15] = [
    "Numéro",
    "SIRET",
    "Établissement",
    "Motif",
    "Début demandé",
    "Fin demandée",
    "Salariés concernés",
    "Heures demandées",
    "État",
    "Acceptation tacite",
    "Décidée le",
    "Heures autorisées",
    "Début autorisé",
    "Fin autorisée",
    "Modifiée le",
];

/// Exporter la recherche
///
/// Les mêmes critères que la liste, 5 000 lignes au plus, en CSV ou en classeur. Les dates sont des dates, à l'heure de
/// Paris ; une DAP à corriger y est telle qu'elle a été envoyée. Aucune cellule n'est une formule.
#[utoipa::path(tag = "daps", params(FiltreDaps, FormatExport), responses(
    (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "text/csv"),
    (status = 409, description = "Trop de lignes."),
))]
#[get("/daps/export")]
pub async fn exporter_daps(
    etat: Service,
    Dossier(acteur): Dossier,
    filtre: web::Query<FiltreDaps>,
    format: web::Query<FormatExport>,
) -> Reponse {
    let recherche = filtre.into_inner().en_recherche();
    let trouvees = app::dap::exporter(&etat.contexte, &acteur, &recherche).await?;
    let lignes: Vec<Vec<Cellule>> = trouvees.into_iter().map(ligne).collect();
    let feuille = Feuille {
        nom: "DAP",
        entetes: &COLONNES,
        lignes: &lignes,
    };
    format.rendre("daps", &[feuille])
}

/// A number of hours, when it can be read.
fn heures(heures: Option<Heures>) -> Cellule {
    heures.map_or_else(|| String::new().into(), Cellule::nombre)
}

fn ligne(exportee: Exportee) -> Vec<Cellule> {
    let Exportee { resume, saisie } = exportee;
    let jour = |texte: &str| Cellule::date(parse_date(texte).ok());
    let decidee_le = resume.etat.decidee_le();
    let autorisee = match &resume.etat {
        EtatDap::Validee {
            heures_autorisees,
            debut,
            fin,
            ..
        } => Some((*heures_autorisees, *debut, *fin)),
        _ => None,
    };
    // Digits, perhaps typed with spaces; a draft may hold anything, which no cell is made of.
    let concernes: String = saisie.effectif_concerne.split_whitespace().collect();
    let concernes = concernes.parse::<u32>();
    vec![
        resume.ligne.numero.clone().into(),
        resume.siret.clone().into(),
        resume.denomination.clone().into(),
        resume.motif_libelle().to_owned().into(),
        jour(&saisie.debut),
        jour(&saisie.fin),
        concernes.map_or_else(|_| String::new().into(), Cellule::nombre),
        heures(Heures::depuis_saisie(&saisie.heures_prevues).ok()),
        resume.etat.libelle().to_owned().into(),
        Cellule::date(resume.ligne.limite_tacite),
        Cellule::moment(decidee_le),
        heures(autorisee.map(|(heures, _, _)| heures)),
        Cellule::date(autorisee.map(|(_, debut, _)| debut)),
        Cellule::date(autorisee.map(|(_, _, fin)| fin)),
        Cellule::moment(Some(resume.ligne.modifiee_le)),
    ]
}
