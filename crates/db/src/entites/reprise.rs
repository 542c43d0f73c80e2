//! A request to take over the principal role of an establishment.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reprise")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub etablissement_id: Uuid,
    pub compte_id: Option<Uuid>,
    pub nom: String,
    pub prenom: String,
    pub telephone: String,
    pub courriel: String,
    pub motif: String,
    pub etat: String,
    pub ancien: Option<String>,
    pub motif_refus: Option<String>,
    pub demandee_le: OffsetDateTime,
    pub decidee_le: Option<OffsetDateTime>,
    pub decidee_par: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
