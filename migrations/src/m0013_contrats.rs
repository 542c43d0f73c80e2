//! The contract of an employee (profile, mode, monthly pay, dates), the rules of a claim (regime, collective
//! working time).

use sea_orm_migration::prelude::*;

use crate::colonnes::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns that the register and a line of a claim have in common: the line copies the register.
fn contrat() -> Vec<ColumnDef> {
    let mut profil = texte("profil");
    profil.default("ordinaire");
    let mut mode = texte("mode");
    mode.default("heures");
    let mut mensuel = ColumnDef::new("salaire_mensuel_brut");
    mensuel.big_integer().null();
    vec![profil, mode, mensuel, jour_nul("entree"), jour_nul("sortie")]
}

fn nouvelles() -> Vec<(&'static str, ColumnDef)> {
    let mut regime = texte("regime");
    regime.default("droit_commun");
    let mut collective = ColumnDef::new("duree_collective");
    collective.big_integer().null();
    let mut version = entier("version");
    version.default(1);
    let mut colonnes = vec![("demande", regime), ("demande", collective), ("salarie", version)];
    for table in ["salarie", "demande_ligne"] {
        colonnes.extend(contrat().into_iter().map(|colonne| (table, colonne)));
    }
    colonnes
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for (table, mut colonne) in nouvelles() {
            let ajout = Table::alter().table(table).add_column(&mut colonne).to_owned();
            manager.alter_table(ajout).await?;
        }
        // Is an employee of the register in some claim?
        let salarie = index("ligne_salarie", "demande_ligne", &["salarie_id"], false);
        manager.create_index(salarie).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ligne_salarie")
            .table("demande_ligne")
            .to_owned();
        manager.drop_index(index).await?;
        for (table, colonne) in nouvelles() {
            let retrait = Table::alter()
                .table(table)
                .drop_column(colonne.get_column_name())
                .to_owned();
            manager.alter_table(retrait).await?;
        }
        Ok(())
    }
}
