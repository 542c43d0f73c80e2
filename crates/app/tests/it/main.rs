//! Use cases on a real SQLite file; over HTTP and on PostgreSQL they are tested in `server`.

mod demo;
mod outils;
