//! SeaORM entities and queries, SQLite and PostgreSQL
