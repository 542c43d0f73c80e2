//! Bank details; the IBAN is encrypted.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "coordonnees_bancaires")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub etablissement_id: Uuid,
    pub titulaire: String,
    pub iban_chiffre: String,
    pub iban_index: String,
    pub iban_masque: String,
    pub bic: String,
    pub active: bool,
    pub creees_le: OffsetDateTime,
    pub activees_le: Option<OffsetDateTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
