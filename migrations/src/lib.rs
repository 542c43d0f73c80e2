//! SeaORM migrations
