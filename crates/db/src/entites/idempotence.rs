//! The first answer to an `Idempotency-Key`; without `statut` it still runs.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
    pub empreinte: String,
    pub statut: Option<i32>,
    pub corps: Option<String>,
    pub entetes: Option<String>,
    pub expire_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
