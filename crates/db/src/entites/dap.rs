//! A DAP: `saisie` is the form, `etat` is `domain::dap::EtatDap`.

use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dap")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub numero: String,
    pub etablissement_id: Uuid,
    pub departement: String,
    pub motif: String,
    pub debut: Option<Date>,
    pub fin: Option<Date>,
    pub etat_code: String,
    pub limite_tacite: Option<Date>,
    pub code_di: Option<String>,
    pub saisie: Json,
    pub etat: Json,
    /// The DAP that this one changes, and its rank among the avenants: 0 for none.
    pub avenant_de: Option<Uuid>,
    pub rang_avenant: i32,
    /// The form in force when the avenant was begun.
    pub saisie_avant: Option<Json>,
    /// What searches read: number, name and circumstances, without accents.
    pub texte: String,
    /// A litigation keeps it until then, whatever its age.
    pub conservee_jusqu_au: Option<Date>,
    pub version: i32,
    pub creee_le: OffsetDateTime,
    pub modifiee_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
