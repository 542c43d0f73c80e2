//! The password that "J'ai oublié mon mot de passe" sent; a keyed digest of it.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mot_de_passe_secours")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub compte_id: Uuid,
    pub empreinte: String,
    pub expire_le: OffsetDateTime,
    pub cree_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
