//! A security check that was used.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "controle_utilise")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub empreinte: String,
    pub expire_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
