//! Who signed a decision and in what quality (CRPA, art. L212-1): a name, not a login; a notice never changes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::colonnes::texte_nul;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for colonne in ["signataire", "qualite"] {
            let ajout = Table::alter()
                .table("dap_instantane")
                .add_column(texte_nul(colonne))
                .to_owned();
            manager.alter_table(ajout).await?;
        }
        let champ = |nom: &str| match manager.get_database_backend() {
            DbBackend::Postgres => format!("dap_instantane.etat->>'{nom}'"),
            _ => format!("json_extract(dap_instantane.etat, '$.{nom}')"),
        };
        // Of what was decided before, the name that the account has now is the best that is known.
        let noms = format!(
            "UPDATE dap_instantane SET signataire = (SELECT c.prenom || ' ' || c.nom FROM compte c \
             WHERE c.identifiant = {agent}) WHERE {etat} IN ('validee', 'invalidee', 'refusee')",
            agent = champ("agent"),
            etat = champ("etat"),
        );
        manager
            .get_connection()
            .execute_unprepared(&noms)
            .await
            .map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for colonne in ["qualite", "signataire"] {
            let retrait = Table::alter()
                .table("dap_instantane")
                .drop_column(colonne)
                .to_owned();
            manager.alter_table(retrait).await?;
        }
        Ok(())
    }
}
