//! The schema, step by step. A migration that has landed is never edited: add the next one.

use sea_orm_migration::prelude::*;

mod colonnes;
mod m0001_comptes;
mod m0002_etablissements;
mod m0003_autorisations;
mod m0004_indemnisations;
mod m0005_systeme;

pub use sea_orm_migration::MigratorTrait;

/// Every migration, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_comptes::Migration),
            Box::new(m0002_etablissements::Migration),
            Box::new(m0003_autorisations::Migration),
            Box::new(m0004_indemnisations::Migration),
            Box::new(m0005_systeme::Migration),
        ]
    }
}
