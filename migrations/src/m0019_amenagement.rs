//! Arrangements of working time over more than six months, which have six months more to claim (art. L5122-1 IV).

use sea_orm_migration::prelude::*;

use crate::colonnes::booleen;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ajout = Table::alter()
            .table("demande")
            .add_column(booleen("amenagement_long").default(false))
            .to_owned();
        manager.alter_table(ajout).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let retrait = Table::alter()
            .table("demande")
            .drop_column("amenagement_long")
            .to_owned();
        manager.alter_table(retrait).await
    }
}
