//! What was sent or decided, as it stood. Never changed.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dap_instantane")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dap_id: Uuid,
    pub version: i32,
    pub contenu: Json,
    pub fiche: Json,
    pub etat: Json,
    /// The active account, masked; none for versions from before it was kept.
    pub compte_masque: Option<String>,
    /// Who decided, by name; none when nobody did, and where an old version's account is gone.
    pub signataire: Option<String>,
    /// In what quality; none for versions from before it was kept.
    pub qualite: Option<String>,
    pub cree_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
