//! The account that a decision was made with: a notice never changes, whatever account is active later.

use sea_orm_migration::prelude::*;

use crate::colonnes::texte_nul;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ajout = Table::alter()
            .table("dap_instantane")
            .add_column(texte_nul("compte_masque"))
            .to_owned();
        manager.alter_table(ajout).await?;
        // Of what was decided before, the account that is active now is the best that is known.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE dap_instantane SET compte_masque = (SELECT c.iban_masque FROM coordonnees_bancaires c \
                 JOIN dap d ON d.etablissement_id = c.etablissement_id \
                 WHERE d.id = dap_instantane.dap_id AND c.active)",
            )
            .await
            .map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let retrait = Table::alter()
            .table("dap_instantane")
            .drop_column("compte_masque")
            .to_owned();
        manager.alter_table(retrait).await
    }
}
