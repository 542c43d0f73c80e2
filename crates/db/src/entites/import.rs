//! A long import and how far it is.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub compte_id: Uuid,
    pub quoi: String,
    pub cible: String,
    pub etat: String,
    pub dry_run: bool,
    pub valides_seulement: bool,
    pub annulation: bool,
    pub lignes: i32,
    pub lues: i32,
    pub ecrites: i32,
    pub resultat: Json,
    pub fautes: Json,
    pub nombre_fautes: i32,
    pub code: Option<String>,
    pub message: Option<String>,
    pub battement: OffsetDateTime,
    pub cree_le: OffsetDateTime,
    pub termine_le: Option<OffsetDateTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
