//! The calculation, open to all: the function that computes a claim.

use actix_web::{HttpResponse, post, web};
use api_types::simulation::{NouvelleSimulation, SalarieSimule, Simulation};
use domain::simulation::{SaisieSalarie, SaisieSimulation, simuler};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::etat::Service;
use crate::probleme::{Erreur, Json, Reponse};

pub(super) fn configurer(config: &mut ServiceConfig) {
    config.service(creer_simulation);
}

/// Calculer l'allocation et l'indemnité, sans compte
///
/// Le même calcul que celui d'une demande d'indemnisation, expliqué pas à pas avec ses sources.
#[utoipa::path(tag = "simulations", security(()), request_body = NouvelleSimulation, responses(
    (status = 200, description = "Le calcul.", body = Simulation),
))]
#[post("/simulations")]
pub async fn creer_simulation(etat: Service, Json(corps): Json<NouvelleSimulation>) -> Reponse {
    let saisie = saisie(corps);
    // Thousands of explained lines would hold the other requests of this worker up.
    let simulation = web::block(move || simuler(&etat.contexte.baremes, &saisie))
        .await
        .map_err(Erreur::interne)?
        .map_err(|fautes| Erreur::saisie(fautes.0))?;
    Ok(HttpResponse::Ok().json(simulation))
}

fn saisie(corps: NouvelleSimulation) -> SaisieSimulation {
    SaisieSimulation {
        mois: corps.mois,
        regime: corps.regime,
        territoire: corps.territoire,
        salaries: corps.salaries.into_iter().map(salarie).collect(),
    }
}

fn salarie(salarie: SalarieSimule) -> SaisieSalarie {
    SaisieSalarie {
        reference: salarie.reference,
        taux_horaire_brut: salarie.taux_horaire_brut,
        salaire_mensuel_brut: salarie.salaire_mensuel_brut,
        heures_hebdomadaires: salarie.heures_hebdomadaires,
        heures_chomees: salarie.heures_chomees,
        profil: salarie.profil,
    }
}
