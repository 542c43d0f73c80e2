//! Claims as tables: the list of a search, the figures of each employee.

use actix_web::{get, web};
use api_types::indemnisation::DemandeResume;
use db::indemnisation::Ligne;
use domain::indemnisation::HeuresSemaine;
use domain::montant::{Centimes, Heures, TauxHoraire};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::FiltreDemandes;
use super::vue::resume;
use crate::etat::Service;
use crate::probleme::Reponse;
use crate::routes::tableur::FormatExport;
use crate::session::Dossier;

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(exporter_demandes).service(exporter_lignes);
}

const COLONNES: [&str; 9] = [
    "Numéro",
    "DAP",
    "SIRET",
    "Dénomination",
    "Mois",
    "Salariés",
    "Allocation",
    "État",
    "Dernière modification",
];

/// Exporter la recherche
///
/// Les mêmes critères que la liste, 5 000 lignes au plus, en CSV ou en classeur. Aucune cellule n'est une formule.
#[utoipa::path(tag = "demandes-indemnisation", params(FiltreDemandes, FormatExport), responses(
    (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "text/csv"),
    (status = 409, description = "Trop de lignes."),
))]
#[get("/demandes-indemnisation/export")]
pub async fn exporter_demandes(
    etat: Service,
    Dossier(acteur): Dossier,
    filtre: web::Query<FiltreDemandes>,
    format: web::Query<FormatExport>,
) -> Reponse {
    let recherche = filtre.into_inner().en_recherche();
    let trouvees = app::indemnisation::exporter(&etat.contexte, &acteur, &recherche).await?;
    let lignes: Vec<Vec<String>> = trouvees
        .into_iter()
        .map(|trouvee| rangee(resume(trouvee)))
        .collect();
    format.rendre("demandes-indemnisation", "Demandes", &COLONNES, &lignes)
}

fn rangee(demande: DemandeResume) -> Vec<String> {
    vec![
        demande.numero,
        demande.dap_numero,
        demande.siret,
        demande.denomination,
        demande.mois,
        demande.salaries.to_string(),
        demande.allocation,
        demande.etat_libelle,
        demande.modifiee_le,
    ]
}

/// Exporter les chiffres de chaque salarié
///
/// Ce qu'un bulletin de paie demande : heures travaillées, chômées et indemnisables, par semaine et en tout, indemnité et
/// allocation, par heure et en tout. Sans NIR. Aucune cellule n'est une formule.
#[utoipa::path(tag = "demandes-indemnisation", params(
    ("id" = Uuid, Path, description = "Demande."), FormatExport,
), responses(
    (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "text/csv"),
))]
#[get("/demandes-indemnisation/{id}/export")]
pub async fn exporter_lignes(
    etat: Service,
    Dossier(acteur): Dossier,
    id: web::Path<Uuid>,
    format: web::Query<FormatExport>,
) -> Reponse {
    let (vue, lignes) = app::indemnisation::lignes_a_exporter(&etat.contexte, &acteur, *id).await?;
    let semaines = vue.mois.semaines();
    let mut colonnes: Vec<String> = [
        "Nom",
        "Prénom",
        "Catégorie",
        "Heures par semaine du contrat",
        "Taux horaire brut",
    ]
    .map(str::to_owned)
    .into();
    for semaine in &semaines {
        let lundi = semaine.lundi();
        colonnes.push(format!("Semaine du {lundi} : travaillées"));
        colonnes.push(format!("Semaine du {lundi} : chômées"));
    }
    colonnes.extend(
        [
            "Heures travaillées",
            "Heures chômées",
            "Heures indemnisables",
            "Indemnité par heure",
            "Indemnité",
            "Allocation par heure",
            "Allocation",
            "Reste à charge",
        ]
        .map(str::to_owned),
    );
    let titres: Vec<&str> = colonnes.iter().map(String::as_str).collect();
    let rangees: Vec<Vec<String>> = lignes
        .iter()
        .map(|(ligne, heures)| salarie(ligne, heures, &semaines))
        .collect();
    let nom = format!("indemnisation-{}-{}", vue.ligne.numero, vue.ligne.mois);
    format.rendre(&nom, "Salariés", &titres, &rangees)
}

fn salarie(l: &Ligne, heures: &[HeuresSemaine], semaines: &[domain::mois::Semaine]) -> Vec<String> {
    let mut rangee = vec![
        l.nom.clone(),
        l.prenom.clone(),
        l.categorie.clone(),
        Heures(l.duree_hebdomadaire).to_string(),
        TauxHoraire(l.taux_horaire_brut).to_string(),
    ];
    for semaine in semaines {
        let heures = heures.iter().find(|heures| heures.semaine == *semaine);
        rangee.push(heures.map_or(Heures::ZERO, |h| h.travaillees).to_string());
        rangee.push(heures.map_or(Heures::ZERO, |h| h.chomees).to_string());
    }
    rangee.extend([
        Heures(l.heures_travaillees).to_string(),
        Heures(l.heures_chomees).to_string(),
        Heures(l.heures_indemnisables).to_string(),
        Centimes(l.indemnite_horaire).to_string(),
        Centimes(l.indemnite).to_string(),
        Centimes(l.allocation_horaire).to_string(),
        Centimes(l.allocation).to_string(),
        Centimes(l.indemnite - l.allocation).to_string(),
    ]);
    rangee
}
