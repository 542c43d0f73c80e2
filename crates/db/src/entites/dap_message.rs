//! One message of the thread between employer and agent. Never changed.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dap_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dap_id: Uuid,
    pub auteur_id: Uuid,
    pub auteur: String,
    pub de_l_agent: bool,
    pub texte: String,
    pub piece_demandee: bool,
    pub document_id: Option<Uuid>,
    pub document_nom: Option<String>,
    pub cree_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
