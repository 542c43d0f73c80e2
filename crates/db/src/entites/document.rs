//! A document that somebody handed in; its bytes are elsewhere.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub nom: String,
    pub type_mime: String,
    pub taille: i32,
    pub empreinte: String,
    pub depose_par: Uuid,
    pub depose_le: OffsetDateTime,
    pub objet: Option<String>,
    pub objet_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
