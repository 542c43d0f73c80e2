use crate::{Client, Erreur, parametres};
use api_types::lot::{ApercuLot, ListeLignesLot, ListeLots, LotHabilitations, NouveauLot};

impl Client {
    /// What a bulk decision would do.
    pub async fn apercevoir_lot(&self, corps: &NouveauLot) -> Result<ApercuLot, Erreur> {
        self.poster("/habilitations/lots/apercu", corps).await
    }

    /// Starts a bulk decision.
    pub async fn creer_lot(&self, corps: &NouveauLot) -> Result<LotHabilitations, Erreur> {
        self.poster("/habilitations/lots", corps).await
    }

    /// The newest bulk decisions.
    pub async fn lister_lots(&self) -> Result<ListeLots, Erreur> {
        self.lire("/habilitations/lots").await
    }

    /// How far a bulk decision is.
    pub async fn lire_lot(&self, id: &str) -> Result<LotHabilitations, Erreur> {
        self.lire(&format!("/habilitations/lots/{id}")).await
    }

    /// What became of each; `etat` filters.
    pub async fn lister_lignes_lot(
        &self,
        id: &str,
        etat: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<ListeLignesLot, Erreur> {
        let parametres = parametres(&[("etat", etat), ("cursor", cursor), ("limit", Some("200"))]);
        self.lire(&format!("/habilitations/lots/{id}/lignes{parametres}"))
            .await
    }

    /// Stops a bulk decision.
    pub async fn annuler_lot(&self, id: &str) -> Result<LotHabilitations, Erreur> {
        self.poster(&format!("/habilitations/lots/{id}/annulation"), &())
            .await
    }
}
