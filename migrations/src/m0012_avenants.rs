//! Avenants (versions of a validated DAP), the thread of messages, the text that searches read.

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn nouvelles() -> [ColumnDef; 4] {
    let mut rang = entier("rang_avenant");
    rang.default(0);
    let mut recherche = texte("texte");
    recherche.default("");
    let mut avant = ColumnDef::new("saisie_avant");
    avant.json_binary().null();
    // The DAP that this one changes, its rank among the avenants, and the form as it was in force.
    [uuid_nul("avenant_de"), rang, avant, recherche]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for mut colonne in nouvelles() {
            let ajout = Table::alter().table("dap").add_column(&mut colonne).to_owned();
            manager.alter_table(ajout).await?;
        }
        creer(
            manager,
            vec![table(
                "dap_message",
                vec![
                    cle(),
                    uuid("dap_id"),
                    uuid("auteur_id"),
                    texte("auteur"),
                    booleen("de_l_agent"),
                    texte("texte"),
                    // The agent asks for a document.
                    booleen("piece_demandee"),
                    uuid_nul("document_id"),
                    texte_nul("document_nom"),
                    instant("cree_le"),
                ],
                &[("dap_id", "dap")],
            )],
            vec![
                index("dap_avenants", "dap", &["avenant_de", "rang_avenant"], true),
                index("dap_message_fil", "dap_message", &["dap_id", "id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name("dap_avenants").table("dap").to_owned())
            .await?;
        supprimer(manager, &["dap_message"]).await?;
        for colonne in ["avenant_de", "rang_avenant", "saisie_avant", "texte"] {
            let retrait = Table::alter().table("dap").drop_column(colonne).to_owned();
            manager.alter_table(retrait).await?;
        }
        Ok(())
    }
}
