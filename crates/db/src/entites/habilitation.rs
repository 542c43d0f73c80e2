//! The right of one account to act for one establishment.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "habilitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub compte_id: Uuid,
    pub etablissement_id: Uuid,
    pub role: String,
    pub etat: String,
    pub motif: Option<String>,
    pub demandee_le: OffsetDateTime,
    pub decidee_le: Option<OffsetDateTime>,
    pub decidee_par: Option<Uuid>,
    pub finie_le: Option<OffsetDateTime>,
    pub finie_par: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
