//! A mandate of an accountant for a client's establishment.

use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mandat")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub compte_id: Uuid,
    pub etablissement_id: Uuid,
    pub debut: Date,
    pub fin: Option<Date>,
    pub etat: String,
    pub motif: Option<String>,
    pub document_id: Option<Uuid>,
    pub declare_le: OffsetDateTime,
    pub decide_le: Option<OffsetDateTime>,
    pub decide_par: Option<Uuid>,
    pub fini_le: Option<OffsetDateTime>,
    pub fini_par: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
