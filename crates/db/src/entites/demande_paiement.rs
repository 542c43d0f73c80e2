//! One step of the payment of a claim. Amount in cents.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demande_paiement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub demande_id: Uuid,
    pub rang: i32,
    pub operation: String,
    pub etat_code: String,
    pub montant: i64,
    pub coordonnees_bancaires_id: Option<Uuid>,
    pub motifs: Option<String>,
    pub auteur: String,
    pub le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
