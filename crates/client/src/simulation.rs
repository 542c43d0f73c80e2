use crate::{Client, Erreur, parametres};
use api_types::bareme::ListeChiffres;
use api_types::simulation::{NouvelleSimulation, Simulation};

impl Client {
    /// Computes without an account.
    pub async fn simuler(&self, corps: &NouvelleSimulation) -> Result<Simulation, Erreur> {
        self.poster("/simulations", corps).await
    }

    /// Figures in force on a day.
    pub async fn lire_baremes(&self, date: Option<&str>) -> Result<ListeChiffres, Erreur> {
        self.lire(&format!("/baremes{}", parametres(&[("date", date)])))
            .await
    }
}
