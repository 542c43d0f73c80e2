//! Getting in, staying in: emergency passwords, attempts on secret answers, second factors,
//! codes of the self-service diagnosis; what a session tells its owner about itself.

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A text that is the key of its table.
fn cle_texte(nom: &'static str) -> ColumnDef {
    let mut cle = texte(nom);
    cle.primary_key();
    cle
}

/// One row an account at most.
fn cle_compte() -> ColumnDef {
    let mut cle = uuid("compte_id");
    cle.primary_key();
    cle
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        let mut second_facteur = booleen("second_facteur");
        second_facteur.default(false);
        let mut navigateur = texte("navigateur");
        navigateur.default("");
        for mut colonne in [second_facteur, navigateur] {
            manager
                .alter_table(
                    Table::alter()
                        .table("session")
                        .add_column(&mut colonne)
                        .to_owned(),
                )
                .await?;
        }
        creer(
            manager,
            vec![
                // Beside the password of the account, which stays good until this one is used.
                table(
                    "mot_de_passe_secours",
                    vec![
                        cle_compte(),
                        texte("empreinte"),
                        instant("expire_le"),
                        instant("cree_le"),
                    ],
                    &[("compte_id", "compte")],
                ),
                // Keyed digests, of people who have an account and of those who have none.
                table(
                    "verrou_secret",
                    vec![
                        cle_texte("cle"),
                        entier("echecs"),
                        instant_nul("verrouille_jusqu_a"),
                        instant("maj_le"),
                    ],
                    &[],
                ),
                table(
                    "second_facteur",
                    vec![
                        cle_compte(),
                        texte("secret_chiffre"),
                        instant_nul("confirme_le"),
                        // The last step whose code was accepted: never again that one, nor an older one.
                        grand_entier("dernier_pas"),
                        instant("cree_le"),
                    ],
                    &[("compte_id", "compte")],
                ),
                table(
                    "code_recuperation",
                    vec![
                        cle(),
                        uuid("compte_id"),
                        texte("empreinte"),
                        instant_nul("utilise_le"),
                    ],
                    &[("compte_id", "compte")],
                ),
                // Without account too: a stranger must not learn from its absence.
                table(
                    "code_diagnostic",
                    vec![
                        cle_texte("cle"),
                        uuid_nul("compte_id"),
                        texte("empreinte"),
                        entier("essais"),
                        instant("expire_le"),
                        instant("cree_le"),
                    ],
                    &[("compte_id", "compte")],
                ),
            ],
            vec![
                index(
                    "code_recuperation_compte",
                    "code_recuperation",
                    &["compte_id"],
                    false,
                ),
                index(
                    "code_diagnostic_compte",
                    "code_diagnostic",
                    &["compte_id", "cree_le"],
                    false,
                ),
                index(
                    "courriel_destinataire",
                    "courriel",
                    &["destinataire", "id"],
                    false,
                ),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("courriel_destinataire")
                    .table("courriel")
                    .to_owned(),
            )
            .await?;
        supprimer(
            manager,
            &[
                "mot_de_passe_secours",
                "verrou_secret",
                "second_facteur",
                "code_recuperation",
                "code_diagnostic",
            ],
        )
        .await?;
        for colonne in ["second_facteur", "navigateur"] {
            manager
                .alter_table(Table::alter().table("session").drop_column(colonne).to_owned())
                .await?;
        }
        Ok(())
    }
}
