//! The schema, step by step. A migration that has landed is never edited: add the next one.

use sea_orm_migration::prelude::*;

mod colonnes;
mod m0001_comptes;
mod m0002_etablissements;
mod m0003_autorisations;
mod m0004_indemnisations;
mod m0005_systeme;
mod m0006_assistance;
mod m0007_acces;
mod m0008_habilitations;
mod m0009_assistance_comptes;
mod m0010_agents;
mod m0011_coordonnees_actives;
mod m0012_avenants;
mod m0013_contrats;
mod m0015_vie_des_di;
mod m0016_imports;
mod m0017_recherches;
mod m0018_compte_fige;
mod m0019_amenagement;
mod m0020_nature_courriel;
mod m0021_signataires;
mod m0022_conservation;
mod m0023_regles_figees;
mod m0025_marque;
mod m0026_listes_plates;
mod m0027_mots_du_departement;
mod m0028_tri_par_periode;

use sea_orm_migration::sea_orm::{DatabaseConnection, DbBackend, TransactionTrait as _};
pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Any number, the same for every replica.
const VERROU: i64 = 0x0041_5041_5254;

/// Brings the schema up to date. On PostgreSQL replicas that start together wait for each other:
/// the first migrates, the others find nothing to do.
///
/// # Errors
/// `DbErr` when a migration fails; then nothing of it is left.
#[allow(
    clippy::disallowed_methods,
    reason = "hors de db : les migrations ne passent pas par db::ecrire"
)]
pub async fn migrer(base: &DatabaseConnection) -> Result<(), DbErr> {
    if base.get_database_backend() != DbBackend::Postgres {
        return Migrator::up(base, None).await;
    }
    let tx = base.begin().await?;
    tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({VERROU})"))
        .await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

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
            Box::new(m0006_assistance::Migration),
            Box::new(m0007_acces::Migration),
            Box::new(m0008_habilitations::Migration),
            Box::new(m0009_assistance_comptes::Migration),
            Box::new(m0010_agents::Migration),
            Box::new(m0011_coordonnees_actives::Migration),
            Box::new(m0012_avenants::Migration),
            Box::new(m0013_contrats::Migration),
            Box::new(m0015_vie_des_di::Migration),
            Box::new(m0016_imports::Migration),
            Box::new(m0017_recherches::Migration),
            Box::new(m0018_compte_fige::Migration),
            Box::new(m0019_amenagement::Migration),
            Box::new(m0020_nature_courriel::Migration),
            Box::new(m0021_signataires::Migration),
            Box::new(m0022_conservation::Migration),
            Box::new(m0023_regles_figees::Migration),
            Box::new(m0025_marque::Migration),
            Box::new(m0026_listes_plates::Migration),
            Box::new(m0027_mots_du_departement::Migration),
            Box::new(m0028_tri_par_periode::Migration),
        ]
    }
}
