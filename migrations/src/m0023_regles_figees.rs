//! The rules that a claim was computed with when it was sent: its explanation never changes. A claim that was sent
//! before has none, and is explained by the rules of today.

use sea_orm_migration::prelude::*;

use crate::colonnes::json_nul;

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
            .add_column(json_nul("regles"))
            .to_owned();
        manager.alter_table(ajout).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let retrait = Table::alter().table("demande").drop_column("regles").to_owned();
        manager.alter_table(retrait).await
    }
}
