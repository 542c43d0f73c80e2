//! Agents of several départements: a row each, in place of the column of the account.

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = table(
            "agent_departement",
            vec![uuid("compte_id"), texte("code")],
            &[("compte_id", "compte")],
        );
        let unique = index(
            "agent_departement_couple",
            "agent_departement",
            &["compte_id", "code"],
            true,
        );
        creer(manager, vec![table], vec![unique]).await?;
        let base = manager.get_connection();
        base.execute_unprepared(
            "INSERT INTO agent_departement (compte_id, code) SELECT id, departement FROM compte WHERE departement IS NOT NULL",
        )
        .await?;
        base.execute_unprepared("ALTER TABLE compte DROP COLUMN departement")
            .await
            .map(|_| ())
    }

    /// Of several départements the first stays.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        base.execute_unprepared("ALTER TABLE compte ADD COLUMN departement text")
            .await?;
        base.execute_unprepared(
            "UPDATE compte SET departement = (SELECT min(code) FROM agent_departement WHERE compte_id = compte.id)",
        )
        .await?;
        supprimer(manager, &["agent_departement"]).await
    }
}
