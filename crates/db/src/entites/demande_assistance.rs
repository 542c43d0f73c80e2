//! What somebody asked of the help desk.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demande_assistance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub numero: String,
    pub compte_id: Option<Uuid>,
    pub siret: String,
    pub denomination: String,
    pub nom_prenom: String,
    pub telephone: String,
    pub courriel: String,
    pub motif: String,
    pub dossier: Option<String>,
    pub etat_code: String,
    pub etat: Json,
    pub recherche: String,
    pub attend_depuis: Option<OffsetDateTime>,
    pub version: i32,
    pub creee_le: OffsetDateTime,
    pub modifiee_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
