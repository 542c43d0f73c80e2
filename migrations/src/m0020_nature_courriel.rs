//! What each mail is about: the help desk sorts and filters by it, whatever the subject says.

use sea_orm_migration::prelude::*;

use crate::colonnes::{index, texte};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ajout = Table::alter()
            .table("courriel")
            .add_column(texte("nature").default("autre"))
            .to_owned();
        manager.alter_table(ajout).await?;
        // Of what was sent before, the three mails that people look for have subjects of their own.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE courriel SET nature = CASE \
                 WHEN objet LIKE 'Identifiant de connexion%' THEN 'identifiant' \
                 WHEN objet LIKE 'Mot de passe de connexion%' THEN 'mot_de_passe' \
                 WHEN objet LIKE 'Habilitation%' THEN 'habilitation' \
                 ELSE 'autre' END",
            )
            .await?;
        manager
            .create_index(index("courriel_nature", "courriel", &["nature", "id"], false))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name("courriel_nature").table("courriel").to_owned())
            .await?;
        let retrait = Table::alter().table("courriel").drop_column("nature").to_owned();
        manager.alter_table(retrait).await
    }
}
