//! Append-only: who did what, when, from which application.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub le: OffsetDateTime,
    pub compte_id: Option<Uuid>,
    pub auteur: String,
    pub action: String,
    pub objet: String,
    pub objet_id: Option<Uuid>,
    pub application: String,
    pub details: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
