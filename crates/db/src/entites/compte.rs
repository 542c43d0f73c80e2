//! An account. `mot_de_passe_hache` and `reponse_secrete_hachee` are argon2id PHC strings.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "compte")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub identifiant: Option<String>,
    pub courriel: String,
    pub nom: String,
    pub prenom: String,
    pub telephone: String,
    pub role: String,
    pub mot_de_passe_hache: Option<String>,
    pub mot_de_passe_temporaire: bool,
    pub mot_de_passe_expire_le: Option<OffsetDateTime>,
    pub echecs: i32,
    pub verrouille_jusqu_a: Option<OffsetDateTime>,
    pub question_secrete: String,
    pub reponse_secrete_hachee: Option<String>,
    pub cree_le: OffsetDateTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
