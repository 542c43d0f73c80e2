//! Rates, floors, caps and contingents in force on a day.

use actix_web::{HttpResponse, get, web};
use api_types::bareme::{Chiffre, ChiffreInconnu, ListeChiffres};
use domain::bareme::{Chiffre as ChiffreDomaine, Nature};
use domain::mois::{jour_de_paris, parse_date};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etat::Service;
use crate::probleme::{Erreur, Reponse};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(lister_baremes);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiltreBaremes {
    /// Jour (ISO 8601) ; aujourd'hui par défaut.
    #[param(required = false, format = Date, example = "2022-05-01")]
    date: Option<String>,
}

/// Les chiffres en vigueur un jour donné, avec leur source
///
/// Sans `date`, ceux d'aujourd'hui. Chaque chiffre porte ses dates, sa source et `confirme` : faux quand la
/// source est à vérifier.
#[utoipa::path(tag = "simulations", security(()), params(FiltreBaremes), responses(
    (status = 200, description = "Tous les chiffres de ce jour.", body = ListeChiffres),
))]
#[get("/baremes")]
pub async fn lister_baremes(etat: Service, filtre: web::Query<FiltreBaremes>) -> Reponse {
    let date = match filtre.date.as_deref().filter(|date| !date.is_empty()) {
        Some(texte) => parse_date(texte).map_err(|r| Erreur::champ("/date", r.code, &r.message))?,
        None => jour_de_paris(etat.contexte.maintenant()),
    };
    let items = etat
        .contexte
        .baremes
        .en_vigueur(date)
        .into_iter()
        .map(chiffre)
        .collect();
    Ok(HttpResponse::Ok().json(ListeChiffres {
        date: date.to_string(),
        items,
        inconnus: etat
            .contexte
            .baremes
            .inconnus(date)
            .into_iter()
            .map(inconnu)
            .collect(),
        next: None,
    }))
}

fn chiffre(chiffre: &ChiffreDomaine) -> Chiffre {
    Chiffre {
        nature: chiffre.nature.code().to_owned(),
        libelle: chiffre.nature.libelle().to_owned(),
        valeur: chiffre.valeur.clone(),
        unite: unite(chiffre.nature).to_owned(),
        territoire: chiffre.territoire.code().to_owned(),
        regime: chiffre.regime.map(|regime| regime.code().to_owned()),
        du: chiffre.du.to_string(),
        au: chiffre.au.map(|au| au.to_string()),
        source: chiffre.source.clone(),
        confirme: chiffre.confirme,
        note: chiffre.note.clone(),
    }
}

fn inconnu(chiffre: &ChiffreDomaine) -> ChiffreInconnu {
    ChiffreInconnu {
        nature: chiffre.nature.code().to_owned(),
        libelle: chiffre.nature.libelle().to_owned(),
        territoire: chiffre.territoire.code().to_owned(),
        regime: chiffre.regime.map(|regime| regime.code().to_owned()),
        du: chiffre.du.to_string(),
        au: chiffre.au.map(|au| au.to_string()),
        source: chiffre.source.clone(),
        note: chiffre.note.clone(),
    }
}

fn unite(nature: Nature) -> &'static str {
    match nature {
        Nature::TauxAllocation | Nature::TauxIndemnite => "part du salaire horaire brut",
        Nature::PlafondAllocationSmic | Nature::PlafondIndemniteSmic => "SMIC horaire",
        Nature::Contingent | Nature::ContingentModernisation => "heures par an et par salarié",
        _ => "euros par heure",
    }
}
