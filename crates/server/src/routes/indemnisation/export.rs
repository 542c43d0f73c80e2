//! Claims as tables: the list of a search, the figures of each employee.

use actix_web::{get, web};
use adapters::tableur::{Cellule, Feuille};
use api_types::indemnisation::DemandeResume;
use app::indemnisation::LigneExportee;
use domain::indemnisation::HeuresSemaine;
use domain::mois::{Semaine, date_fr};
use domain::montant::{Centimes, Heures, TauxHoraire};
use time::OffsetDateTime;
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
    let lignes: Vec<Vec<Cellule>> = trouvees
        .into_iter()
        .map(|trouvee| {
            let modifiee_le = trouvee.ligne.modifiee_le;
            rangee(resume(trouvee), modifiee_le)
        })
        .collect();
    let feuille = Feuille {
        nom: "Demandes",
        entetes: &COLONNES,
        lignes: &lignes,
    };
    format.rendre("demandes-indemnisation", &[feuille])
}

fn rangee(demande: DemandeResume, modifiee_le: OffsetDateTime) -> Vec<Cellule> {
    vec![
        demande.numero.into(),
        demande.dap_numero.into(),
        demande.siret.into(),
        demande.denomination.into(),
        demande.mois.into(),
        Cellule::nombre(demande.salaries),
        Cellule::nombre(demande.allocation),
        demande.etat_libelle.into(),
        Cellule::moment(Some(modifiee_le)),
    ]
}

/// Exporter les chiffres de chaque salarié
///
/// Ce qu'un bulletin de paie demande : heures travaillées, chômées et indemnisables, par semaine et en tout, indemnité et
/// allocation, par heure et en tout. Les nombres sont des nombres (virgule décimale en CSV), aucune cellule n'est une
/// formule. Le fichier de l'employeur porte le NIR de chaque salarié, celui d'un agent jamais ; le journal note qui l'a
/// pris. Il se réimporte : comme fichier de salariés et, par la feuille « Heures » du classeur, comme fichier d'heures.
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
    let identifies = !acteur.est_agent();
    let titres = titres(&semaines, identifies);
    let titres: Vec<&str> = titres.iter().map(String::as_str).collect();
    let salaries: Vec<Vec<Cellule>> = lignes.iter().map(|ligne| salarie(ligne, &semaines)).collect();
    let heures: Vec<Vec<Cellule>> = lignes.iter().flat_map(heures).collect();
    let mut feuilles = vec![Feuille {
        nom: "Salariés",
        entetes: &titres,
        lignes: &salaries,
    }];
    if identifies {
        feuilles.push(Feuille {
            nom: "Heures",
            entetes: &HEURES,
            lignes: &heures,
        });
    }
    let nom = format!("indemnisation-{}-{}", vue.ligne.numero, vue.ligne.mois);
    format.rendre(&nom, &feuilles)
}

/// The columns of the hours' template.
const HEURES: [&str; 6] = [
    "NIR",
    "Semaine",
    "Heures travaillées",
    "Heures chômées",
    "Nom",
    "Prénom",
];

fn titres(semaines: &[Semaine], identifies: bool) -> Vec<String> {
    let mut titres: Vec<String> = Vec::new();
    if identifies {
        titres.push("NIR".to_owned());
    }
    let contrat = [
        "Nom",
        "Prénom",
        "Catégorie",
        "Durée hebdomadaire",
        "Taux horaire brut",
    ];
    titres.extend(contrat.map(str::to_owned));
    for semaine in semaines {
        let lundi = date_fr(semaine.lundi());
        titres.push(format!("Semaine du {lundi} : travaillées"));
        titres.push(format!("Semaine du {lundi} : chômées"));
    }
    let totaux = [
        "Heures travaillées",
        "Heures chômées",
        "Heures indemnisables",
        "Indemnité par heure",
        "Indemnité",
        "Allocation par heure",
        "Allocation",
        "Reste à charge",
    ];
    titres.extend(totaux.map(str::to_owned));
    titres
}

fn salarie(exportee: &LigneExportee, semaines: &[Semaine]) -> Vec<Cellule> {
    let l = &exportee.ligne;
    let mut rangee: Vec<Cellule> = exportee.nir.iter().cloned().map(Cellule::Texte).collect();
    rangee.extend([
        l.nom.clone().into(),
        l.prenom.clone().into(),
        l.categorie.clone().into(),
        Cellule::nombre(Heures(l.duree_hebdomadaire)),
        Cellule::nombre(TauxHoraire(l.taux_horaire_brut)),
    ]);
    for semaine in semaines {
        let heures = exportee.semaines.iter().find(|heures| heures.semaine == *semaine);
        rangee.push(Cellule::nombre(heures.map_or(Heures::ZERO, |h| h.travaillees)));
        rangee.push(Cellule::nombre(heures.map_or(Heures::ZERO, |h| h.chomees)));
    }
    rangee.extend([
        Cellule::nombre(Heures(l.heures_travaillees)),
        Cellule::nombre(Heures(l.heures_chomees)),
        Cellule::nombre(Heures(l.heures_indemnisables)),
        Cellule::nombre(Centimes(l.indemnite_horaire)),
        Cellule::nombre(Centimes(l.indemnite)),
        Cellule::nombre(Centimes(l.allocation_horaire)),
        Cellule::nombre(Centimes(l.allocation)),
        Cellule::nombre(Centimes(l.indemnite - l.allocation)),
    ]);
    rangee
}

/// One row for each week, as hours are imported.
fn heures(exportee: &LigneExportee) -> Vec<Vec<Cellule>> {
    let rangee = |heures: &HeuresSemaine| {
        vec![
            exportee.nir.clone().unwrap_or_default().into(),
            date_fr(heures.semaine.lundi()).into(),
            Cellule::nombre(heures.travaillees),
            Cellule::nombre(heures.chomees),
            exportee.ligne.nom.clone().into(),
            exportee.ligne.prenom.clone().into(),
        ]
    };
    exportee.semaines.iter().map(rangee).collect()
}
