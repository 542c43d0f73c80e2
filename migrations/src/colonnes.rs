//! Column kinds of the house. Money, hours and rates are integers (a decimal on SQLite is a REAL
//! and loses cents); instants are whole seconds, UTC.

use sea_orm_migration::prelude::*;

pub fn cle() -> ColumnDef {
    let mut colonne = uuid("id");
    colonne.primary_key();
    colonne
}

pub fn uuid(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.uuid().not_null();
    colonne
}

pub fn uuid_nul(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.uuid().null();
    colonne
}

pub fn texte(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.text().not_null();
    colonne
}

pub fn texte_nul(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.text().null();
    colonne
}

pub fn entier(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.integer().not_null();
    colonne
}

pub fn entier_nul(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.integer().null();
    colonne
}

/// Cents, hundredths of an hour or ten-thousandths of a euro.
pub fn grand_entier(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.big_integer().not_null();
    colonne
}

pub fn booleen(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.boolean().not_null();
    colonne
}

pub fn instant(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.timestamp_with_time_zone().not_null();
    colonne
}

pub fn instant_nul(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.timestamp_with_time_zone().null();
    colonne
}

pub fn jour(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.date().not_null();
    colonne
}

pub fn jour_nul(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.date().null();
    colonne
}

pub fn json(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.json_binary().not_null();
    colonne
}

pub fn json_nul(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.json_binary().null();
    colonne
}

pub fn octets(nom: &'static str) -> ColumnDef {
    let mut colonne = ColumnDef::new(nom);
    colonne.blob().not_null();
    colonne
}

/// A table with its columns and its references `(column, table)`; foreign keys belong in
/// CREATE TABLE, SQLite knows no other place.
pub fn table(
    nom: &'static str,
    colonnes: Vec<ColumnDef>,
    references: &[(&'static str, &'static str)],
) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(nom);
    for mut colonne in colonnes {
        table.col(&mut colonne);
    }
    for (colonne, cible) in references {
        table.foreign_key(
            ForeignKey::create()
                .from(nom, *colonne)
                .to(*cible, "id")
                .on_delete(ForeignKeyAction::Restrict),
        );
    }
    table
}

pub fn index(
    nom: &'static str,
    table: &'static str,
    colonnes: &[&'static str],
    unique: bool,
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(nom).table(table);
    for colonne in colonnes {
        index.col(*colonne);
    }
    if unique {
        index.unique();
    }
    index
}

/// Creates tables, then indexes.
pub async fn creer(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    index: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for un in index {
        manager.create_index(un).await?;
    }
    Ok(())
}

/// Drops tables, the last created first.
pub async fn supprimer(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}

/// A migration of tables: SQLite needs to be told to run it in a transaction.
#[macro_export]
macro_rules! migration {
    ($creer:expr, $tables:expr) => {
        #[derive(sea_orm_migration::prelude::DeriveMigrationName)]
        pub struct Migration;

        #[async_trait::async_trait]
        impl sea_orm_migration::prelude::MigrationTrait for Migration {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
            async fn up(
                &self,
                manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                let (tables, index) = $creer;
                $crate::colonnes::creer(manager, tables, index).await
            }
            async fn down(
                &self,
                manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                $crate::colonnes::supprimer(manager, &$tables).await
            }
        }
    };
}
