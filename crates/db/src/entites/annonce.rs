//! An announcement of the help desk.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "annonce")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub nature: String,
    pub titre: String,
    pub texte: String,
    pub du: OffsetDateTime,
    pub au: Option<OffsetDateTime>,
    pub visible_des: OffsetDateTime,
    pub retiree_le: Option<OffsetDateTime>,
    pub auteur: String,
    pub version: i32,
    pub creee_le: OffsetDateTime,
    pub modifiee_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
