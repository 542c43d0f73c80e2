//! A claim (DI). Hours in hundredths, amounts in cents.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demande")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub numero: String,
    pub dap_id: Uuid,
    pub etablissement_id: Uuid,
    pub departement: String,
    pub mois: String,
    pub correction: i32,
    pub etat_code: String,
    pub etat: Json,
    pub coordonnees_bancaires_id: Option<Uuid>,
    pub salaries: i32,
    pub heures_travaillees: i64,
    pub heures_chomees: i64,
    pub heures_indemnisables: i64,
    pub allocation: i64,
    pub indemnite: i64,
    pub version: i32,
    pub creee_le: OffsetDateTime,
    pub modifiee_le: OffsetDateTime,
    pub regime: String,
    /// Collective weekly hours, in hundredths, when below 35.
    pub duree_collective: Option<i64>,
    /// Working time is arranged over more than six months.
    pub amenagement_long: bool,
    pub corrige_id: Option<Uuid>,
    pub allocation_precedente: i64,
    pub limite_tacite: Option<OffsetDateTime>,
    pub decidee_le: Option<OffsetDateTime>,
    pub decidee_par: Option<String>,
    pub motifs: Option<String>,
    /// The rules of its calculation, as they were when it was sent; none for a draft.
    pub regles: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
