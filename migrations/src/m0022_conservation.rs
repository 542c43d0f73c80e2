//! A file that is kept longer than five years: a litigation (art. R5122-24).

use sea_orm_migration::prelude::*;

use crate::colonnes::jour_nul;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ajout = Table::alter()
            .table("dap")
            .add_column(jour_nul("conservee_jusqu_au"))
            .to_owned();
        manager.alter_table(ajout).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let retrait = Table::alter()
            .table("dap")
            .drop_column("conservee_jusqu_au")
            .to_owned();
        manager.alter_table(retrait).await
    }
}
