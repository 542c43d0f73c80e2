//! Words of an agent's search each beside the département: a rare one is found among its own, not by crossing the list
//! of the word with that of the whole département.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

// `db::dap` writes the same expression.
const NOUVEAU: &str = "CREATE INDEX dap_mots ON dap USING gin \
    (array_to_tsvector(string_to_array(departement || '#' || replace(btrim(texte), ' ', ' ' || departement || '#'), ' ')))";
const ANCIEN: &str = "CREATE INDEX dap_mots ON dap USING gin \
    (array_to_tsvector(regexp_split_to_array(btrim('#' || departement || ' ' || texte), ' +')))";

async fn remplacer(manager: &SchemaManager<'_>, index: &str) -> Result<(), DbErr> {
    let base = manager.get_connection();
    if base.get_database_backend() == DbBackend::Postgres {
        base.execute_unprepared("DROP INDEX dap_mots").await?;
        base.execute_unprepared(index).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remplacer(manager, NOUVEAU).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remplacer(manager, ANCIEN).await
    }
}
