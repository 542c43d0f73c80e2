//! One active bank account of an establishment, held by the database.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Where two were active, the last one stays: the use case never made two, a repair by hand could.
const UN_SEUL: &str = "UPDATE coordonnees_bancaires SET active = false WHERE active AND EXISTS \
    (SELECT 1 FROM coordonnees_bancaires autre WHERE autre.active \
     AND autre.etablissement_id = coordonnees_bancaires.etablissement_id \
     AND autre.id > coordonnees_bancaires.id)";

/// A partial index, which the schema builder does not know; both databases do.
const UNIQUE: &str = "CREATE UNIQUE INDEX coordonnees_active ON coordonnees_bancaires \
    (etablissement_id) WHERE active";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for ordre in [UN_SEUL, UNIQUE] {
            manager.get_connection().execute_unprepared(ordre).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared("DROP INDEX coordonnees_active")
            .await
            .map(|_| ())
    }
}
