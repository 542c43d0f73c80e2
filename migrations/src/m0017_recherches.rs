//! Searches that stay flat with a million DAPs: the queue in the order of its deadlines, and words.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DbBackend, Statement, Value};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Rows read at a time.
const LOT: usize = 1_000;

const ECHEANCES: &str =
    "CREATE INDEX dap_echeances ON dap (departement, limite_tacite, id) WHERE limite_tacite IS NOT NULL";

// The words of the text beside the département, so that one index answers an agent's search.
// `db::dap` writes the same expression.
const MOTS: &str = "CREATE INDEX dap_mots ON dap USING gin \
    (array_to_tsvector(regexp_split_to_array(btrim('#' || departement || ' ' || texte), ' +')))";

/// Rewrites `texte` as words between single spaces, which is what searches compare from now on.
async fn decouper(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let base = manager.get_connection();
    let moteur = base.get_database_backend();
    let ordre = |sql: &str, valeurs: Vec<Value>| Statement::from_sql_and_values(moteur, sql, valeurs);
    let mut depuis = String::new();
    loop {
        let lignes = base
            .query_all_raw(ordre(
                &format!("SELECT numero, texte FROM dap WHERE numero > $1 ORDER BY numero LIMIT {LOT}"),
                vec![depuis.into()],
            ))
            .await?;
        let Some(derniere) = lignes.last() else {
            return Ok(());
        };
        depuis = derniere.try_get("", "numero")?;
        for ligne in lignes {
            let numero: String = ligne.try_get("", "numero")?;
            let texte: String = ligne.try_get("", "texte")?;
            // A row older than the column still answers to its number.
            let source = if texte.is_empty() {
                numero.to_lowercase()
            } else {
                texte
            };
            let mots: Vec<&str> = source
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|mot| !mot.is_empty())
                .collect();
            base.execute_raw(ordre(
                "UPDATE dap SET texte = $1 WHERE numero = $2",
                vec![mots.join(" ").into(), numero.into()],
            ))
            .await?;
        }
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        decouper(manager).await?;
        let base = manager.get_connection();
        base.execute_unprepared(ECHEANCES).await?;
        if base.get_database_backend() == DbBackend::Postgres {
            base.execute_unprepared(MOTS).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        base.execute_unprepared("DROP INDEX dap_echeances").await?;
        base.execute_unprepared("DROP INDEX IF EXISTS dap_mots").await?;
        Ok(())
    }
}
