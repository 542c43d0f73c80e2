//! An establishment; `fiche` is `domain::etablissement::SaisieFiche`.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "etablissement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub siret: String,
    pub denomination: String,
    pub departement: String,
    pub fiche: Json,
    pub a_verifier: bool,
    pub ferme: bool,
    pub version: i32,
    pub cree_le: OffsetDateTime,
    pub modifie_le: OffsetDateTime,
    /// The SIRET that this one replaces, as its users said.
    pub ancien_siret: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
