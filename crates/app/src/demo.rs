//! Demo data: people and files that a newcomer can log in as, made by the same use cases.
