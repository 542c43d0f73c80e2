//! A session that can be revoked.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub compte_id: Uuid,
    pub creee_le: OffsetDateTime,
    pub expire_le: OffsetDateTime,
    pub revoquee_le: Option<OffsetDateTime>,
    pub second_facteur: bool,
    pub navigateur: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::compte::Entity",
        from = "Column::CompteId",
        to = "super::compte::Column::Id"
    )]
    Compte,
}

impl Related<super::compte::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Compte.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
