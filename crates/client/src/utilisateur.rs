use crate::{Client, Corps, Erreur};
use api_types::utilisateur::{ListeUtilisateurs, NouvelUtilisateur, UtilisateurAjoute};

impl Client {
    /// The users of an establishment, the principal one first.
    pub async fn lister_utilisateurs(&self, siret: &str) -> Result<ListeUtilisateurs, Erreur> {
        self.lire(&format!("/etablissements/{siret}/utilisateurs")).await
    }

    /// Adds a user; only the principal one can.
    pub async fn ajouter_utilisateur(
        &self,
        siret: &str,
        corps: &NouvelUtilisateur,
    ) -> Result<UtilisateurAjoute, Erreur> {
        self.poster(&format!("/etablissements/{siret}/utilisateurs"), corps)
            .await
    }

    /// Removes a user, or leaves.
    pub async fn retirer_utilisateur(&self, siret: &str, id: &str) -> Result<(), Erreur> {
        self.sans_reponse(
            "DELETE",
            &format!("/etablissements/{siret}/utilisateurs/{id}"),
            Corps::Vide,
        )
        .await
    }

    /// Hands the principal role over.
    pub async fn transmettre_principal(&self, siret: &str, id: &str) -> Result<ListeUtilisateurs, Erreur> {
        self.poster(
            &format!("/etablissements/{siret}/utilisateurs/{id}/principal"),
            &(),
        )
        .await
    }
}
