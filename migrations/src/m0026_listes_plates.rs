//! Searches by motif and by period that stay flat with a million DAPs, and keys that expire.

use sea_orm_migration::prelude::*;

use crate::colonnes::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEX: [(&str, &str, &[&str]); 3] = [
    ("dap_motif", "dap", &["departement", "motif", "id"]),
    ("dap_debut", "dap", &["departement", "debut", "id"]),
    ("idempotence_expire", "idempotence", &["expire_le"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (nom, table, colonnes) in INDEX {
            manager.create_index(index(nom, table, colonnes, false)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (nom, table, _) in INDEX {
            manager
                .drop_index(Index::drop().name(nom).table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
