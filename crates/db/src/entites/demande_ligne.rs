//! One employee of a claim, as at the time of the claim.

use sea_orm::entity::prelude::*;
use time::Date;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demande_ligne")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub demande_id: Uuid,
    pub salarie_id: Uuid,
    pub rang: i32,
    pub nir_chiffre: String,
    pub nir_index: String,
    pub nom: String,
    pub prenom: String,
    pub categorie: String,
    pub duree_hebdomadaire: i64,
    pub taux_horaire_brut: i64,
    pub semaines: Json,
    pub heures_travaillees: i64,
    pub heures_chomees: i64,
    pub heures_indemnisables: i64,
    pub allocation_horaire: i64,
    pub allocation: i64,
    pub indemnite_horaire: i64,
    pub indemnite: i64,
    pub profil: String,
    pub mode: String,
    pub salaire_mensuel_brut: Option<i64>,
    pub entree: Option<Date>,
    pub sortie: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
