//! Long imports: how far they are, and the one mark that ends them.

use crate::entites::import::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::import::Model as Import;

/// Rows of the file, judged and written so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Avancement {
    pub lignes: i32,
    pub lues: i32,
    pub ecrites: i32,
}

pub async fn inserer(base: &impl ConnectionTrait, import: Import) -> Result<(), DbErr> {
    Entity::insert(import.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Only to whoever started it.
pub async fn trouver(
    base: &impl ConnectionTrait,
    id: Uuid,
    compte_id: Uuid,
) -> Result<Option<Import>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::CompteId.eq(compte_id))
        .one(base)
        .await
}

/// A sign of life; true when somebody asked that it stops.
pub async fn battre(
    base: &impl ConnectionTrait,
    id: Uuid,
    ou: Avancement,
    maintenant: OffsetDateTime,
) -> Result<bool, DbErr> {
    Entity::update_many()
        .col_expr(Column::Lignes, Expr::value(ou.lignes))
        .col_expr(Column::Lues, Expr::value(ou.lues))
        .col_expr(Column::Ecrites, Expr::value(ou.ecrites))
        .col_expr(Column::Battement, Expr::value(maintenant))
        .filter(Column::Id.eq(id))
        .filter(Column::Etat.eq("en_cours"))
        .exec(base)
        .await?;
    let import = Entity::find_by_id(id).one(base).await?;
    Ok(import.is_some_and(|import| import.annulation))
}

/// Asks that it stops.
pub async fn annuler(base: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Annulation, Expr::value(true))
        .filter(Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}

/// Ends it; false when it had ended already.
pub async fn finir(base: &impl ConnectionTrait, fin: Import) -> Result<bool, DbErr> {
    let fait = Entity::update_many()
        .set(fin.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(fin.id))
        .filter(Column::Etat.eq("en_cours"))
        .exec(base)
        .await?;
    Ok(fait.rows_affected > 0)
}

/// Forgets those begun before.
pub async fn purger(base: &impl ConnectionTrait, avant: OffsetDateTime) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CreeLe.lt(avant))
        .exec(base)
        .await
        .map(|_| ())
}
