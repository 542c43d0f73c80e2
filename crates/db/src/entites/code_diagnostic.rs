//! The code that opens the details of a diagnosis; a keyed digest of it.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "code_diagnostic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
    pub compte_id: Option<Uuid>,
    pub empreinte: String,
    pub essais: i32,
    pub expire_le: OffsetDateTime,
    pub cree_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
