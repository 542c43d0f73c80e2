//! The second factor of an account; its secret is encrypted.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "second_facteur")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub compte_id: Uuid,
    pub secret_chiffre: String,
    pub confirme_le: Option<OffsetDateTime>,
    pub dernier_pas: i64,
    pub cree_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
