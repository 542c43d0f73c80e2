//! The calculation alone, in a module that Node.js loads: the tests compare it with the service.

#[path = "../src/pages/indemnisation/calcul/lecture.rs"]
mod lecture;

use api_types::indemnisation::{Demande, Ligne};
use domain::bareme::Baremes;
use domain::ferie::jours_feries_du_mois;
use domain::indemnisation::{calculer_di_ligne, expliquer_di_ligne};
use domain::salarie::ModeTravail;
use domain::simulation::{SaisieSimulation, simuler};
use wasm_bindgen::prelude::wasm_bindgen;

/// A simulation, its JSON and that of the answer as `POST /api/v1/simulations` has them.
///
/// # Errors
/// What is wrong with it, in words.
#[wasm_bindgen]
pub fn simulation(saisie: &str) -> Result<String, String> {
    let saisie: SaisieSimulation = serde_json::from_str(saisie).map_err(|erreur| erreur.to_string())?;
    let baremes = Baremes::charger().map_err(|erreur| format!("{erreur:?}"))?;
    let simulation = simuler(&baremes, &saisie).map_err(|fautes| format!("{fautes:?}"))?;
    serde_json::to_string(&simulation).map_err(|erreur| erreur.to_string())
}

/// The lines of a claim, computed from what `GET /api/v1/demandes-indemnisation/{id}` and `…/lignes` say of its rules,
/// contracts and hours, as the page does; the JSON of each has the amounts and the explanation of the API.
///
/// # Errors
/// What cannot be read, in words.
#[wasm_bindgen]
pub fn lignes(demande: &str, lignes: &str) -> Result<String, String> {
    let demande: Demande = serde_json::from_str(demande).map_err(|erreur| erreur.to_string())?;
    let lignes: Vec<Ligne> = serde_json::from_str(lignes).map_err(|erreur| erreur.to_string())?;
    let regles = lecture::regles(&demande).ok_or("règles illisibles")?;
    let feries = jours_feries_du_mois(regles.bareme.mois, &demande.departement);
    let calculees: Vec<serde_json::Value> = lignes
        .iter()
        .map(|ligne| {
            let contrat = lecture::contrat(ligne);
            let semaines = lecture::semaines(ModeTravail::Heures, &ligne.semaines);
            serde_json::json!({
                "montants": calculer_di_ligne(&regles, &contrat, &semaines),
                "explication": expliquer_di_ligne(&regles, &contrat, &semaines, &feries),
            })
        })
        .collect();
    serde_json::to_string(&calculees).map_err(|erreur| erreur.to_string())
}
