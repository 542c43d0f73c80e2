//! The calculation alone, in a module that Node.js loads: the tests compare it with the service.

use domain::bareme::Baremes;
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
