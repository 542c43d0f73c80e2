//! Habilitations decided in bulk.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lot_habilitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub decision: String,
    pub motif: Option<String>,
    pub etat: String,
    pub total: i32,
    pub cree_le: OffsetDateTime,
    pub cree_par: Uuid,
    pub bail_jusqu_a: OffsetDateTime,
    pub termine_le: Option<OffsetDateTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
