//! An employee of the register; the NIR is encrypted. Hours in hundredths, rate in 1/10000 €.

use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "salarie")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub etablissement_id: Uuid,
    pub nir_chiffre: String,
    pub nir_index: String,
    pub nom: String,
    pub prenom: String,
    pub categorie: String,
    pub duree_hebdomadaire: i64,
    pub taux_horaire_brut: i64,
    pub cree_le: OffsetDateTime,
    pub modifie_le: OffsetDateTime,
    pub profil: String,
    pub mode: String,
    /// Cents; none when the hourly rate was typed.
    pub salaire_mensuel_brut: Option<i64>,
    pub entree: Option<Date>,
    pub sortie: Option<Date>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
