//! The append-only journal.

use crate::entites::journal::{Column, Entity};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

pub use crate::entites::journal::Model as LigneJournal;

pub async fn inserer(base: &impl ConnectionTrait, ligne: LigneJournal) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// What happened to one object, oldest first.
pub async fn de_l_objet(
    base: &impl ConnectionTrait,
    objet: &str,
    id: Uuid,
) -> Result<Vec<LigneJournal>, DbErr> {
    Entity::find()
        .filter(Column::Objet.eq(objet))
        .filter(Column::ObjetId.eq(id))
        .order_by_asc(Column::Id)
        .all(base)
        .await
}

/// Has this ever happened to the object?
pub async fn existe(base: &impl ConnectionTrait, objet: &str, id: Uuid, action: &str) -> Result<bool, DbErr> {
    Entity::find()
        .filter(Column::Objet.eq(objet))
        .filter(Column::ObjetId.eq(id))
        .filter(Column::Action.eq(action))
        .count(base)
        .await
        .map(|nombre| nombre > 0)
}
