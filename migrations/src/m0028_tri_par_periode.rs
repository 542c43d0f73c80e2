//! An agent's search in the order of the periods stays flat with a million DAPs: the index by their first day has a
//! place for those that have none.

use sea_orm_migration::prelude::*;

use crate::colonnes::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

// `db::dap` writes the same expression.
const PERIODE: &str = "CREATE INDEX dap_periode ON dap (departement, (COALESCE(debut, '0001-01-01')), id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        base.execute_unprepared("DROP INDEX dap_debut").await?;
        base.execute_unprepared(PERIODE).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared("DROP INDEX dap_periode")
            .await?;
        let ancien = index("dap_debut", "dap", &["departement", "debut", "id"], false);
        manager.create_index(ancien).await
    }
}
