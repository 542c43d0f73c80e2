use crate::{Client, Erreur};
use api_types::demo::{AvanceHorloge, BoiteEnvoi, CodesSecondFacteurDemo, HorlogeDemo};

impl Client {
    /// Demo only: the outbox.
    pub async fn lire_boite_envoi(&self) -> Result<BoiteEnvoi, Erreur> {
        self.lire("/demo/courriels").await
    }

    /// Demo only: the codes that the telephones would show.
    pub async fn lire_codes_demo(&self) -> Result<CodesSecondFacteurDemo, Erreur> {
        self.lire("/demo/codes").await
    }

    /// Demo only: the clock.
    pub async fn lire_horloge(&self) -> Result<HorlogeDemo, Erreur> {
        self.lire("/demo/horloge").await
    }

    /// Demo only: advances the clock.
    pub async fn avancer_horloge(&self, secondes: u32) -> Result<HorlogeDemo, Erreur> {
        self.poster("/demo/horloge", &AvanceHorloge { secondes }).await
    }
}
