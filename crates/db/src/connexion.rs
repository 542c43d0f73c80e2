//! Opening the database so that an answered write survives, and beginning a write.

use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

/// Statements that a connection to PostgreSQL keeps prepared: all that the service has, with lists of usual lengths. One
/// more than it keeps is parsed and planned at each use.
const ENONCES: usize = 500;

/// Pages of 4 KiB that SQLite's journal holds before a commit brings them into the file, in front of whoever waits for
/// that commit: a large import stays below.
const PAGES_DU_JOURNAL: &str = "4000";

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct Acces {
    /// `sqlite://path?mode=rwc` or `postgres://…`.
    pub url: String,
    /// Connections of the pool.
    pub connexions: u32,
}

/// A write transaction; it rolls back when dropped without `commit`.
pub type Ecriture = DatabaseTransaction;

/// Opens the pool.
///
/// SQLite: WAL lets readers go on while one writes; `synchronous=FULL` keeps the last commits
/// through a power cut (NORMAL may lose them); the busy timeout queues writers.
///
/// # Errors
/// `DbErr` when the database cannot be reached.
pub async fn ouvrir(acces: &Acces) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(acces.url.clone());
    options
        .max_connections(acces.connexions)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(20))
        // A connection that the database closed is found before it is used, without asking at each use.
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("cache_size", "-16000")
            .pragma("wal_autocheckpoint", PAGES_DU_JOURNAL)
            .busy_timeout(Duration::from_secs(15))
    });
    options.map_sqlx_postgres_opts(|postgres| postgres.statement_cache_capacity(ENONCES));
    Database::connect(options).await
}

/// The connections that write. SQLite lets one write at a time: they take turns for one connection, in the order in
/// which they came. Several would each sleep on the lock, longer and longer, and the luckiest would go first.
///
/// # Errors
/// `DbErr` when the database cannot be reached.
pub async fn ouvrir_ecritures(acces: &Acces, base: &DatabaseConnection) -> Result<DatabaseConnection, DbErr> {
    if partagee(base) {
        return Ok(base.clone());
    }
    ouvrir(&Acces {
        url: acces.url.clone(),
        connexions: 1,
    })
    .await
}

/// Begins a write. On SQLite it takes the write lock at once: a transaction that reads first and
/// writes later fails under load even with a busy timeout. The only place where a write begins.
///
/// # Errors
/// `DbErr` when the lock cannot be had in time.
pub async fn ecrire(base: &DatabaseConnection) -> Result<Ecriture, DbErr> {
    let sqlite = base.get_database_backend() == DbBackend::Sqlite;
    base.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}

/// Begins a reading of several queries: all see the database as it was at one moment, over one
/// connection. Taking one from the pool for each query costs as much as the query.
///
/// # Errors
/// `DbErr` when no connection can be had.
pub async fn lire(base: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // A reading transaction of SQLite is all that without being asked.
    let postgres = base.get_database_backend() == DbBackend::Postgres;
    base.begin_with_options(TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
        access_mode: postgres.then_some(AccessMode::ReadOnly),
        ..TransactionOptions::default()
    })
    .await
}

/// May several processes serve from this database at once? A SQLite file has one.
pub fn partagee(base: &DatabaseConnection) -> bool {
    base.get_database_backend() != DbBackend::Sqlite
}
