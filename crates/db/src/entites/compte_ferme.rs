//! A closed account: a deleted duplicate, or an agent who left.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "compte_ferme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub compte_id: Uuid,
    pub genre: String,
    pub courriel: String,
    pub garde_id: Option<Uuid>,
    pub motif: String,
    pub le: OffsetDateTime,
    pub par: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
