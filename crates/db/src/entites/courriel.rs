//! A mail of the queue; its id is its Message-ID.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "courriel")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub destinataire: String,
    /// Code of `NatureCourriel`.
    pub nature: String,
    pub objet: String,
    pub corps_chiffre: String,
    pub secret: bool,
    pub etat: String,
    pub tentatives: i32,
    pub prochain_essai_le: OffsetDateTime,
    pub cree_le: OffsetDateTime,
    pub envoye_le: Option<OffsetDateTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
