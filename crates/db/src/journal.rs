//! The append-only journal.

use crate::entites::journal::{Column, Entity};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
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

/// What happened to these objects `(kind, ids)`, newest first.
pub async fn des_objets(
    base: &impl ConnectionTrait,
    objets: &[(&str, Vec<Uuid>)],
    limite: u64,
) -> Result<Vec<LigneJournal>, DbErr> {
    let mut condition = Condition::any();
    for (objet, ids) in objets {
        condition = condition.add(
            Condition::all()
                .add(Column::Objet.eq(*objet))
                .add(Column::ObjetId.is_in(ids.iter().copied())),
        );
    }
    Entity::find()
        .filter(condition)
        .order_by_desc(Column::Id)
        .limit(limite)
        .all(base)
        .await
}

/// The newest line of this kind about the object.
pub async fn derniere(
    base: &impl ConnectionTrait,
    objet: &str,
    id: Uuid,
    action: &str,
) -> Result<Option<LigneJournal>, DbErr> {
    Entity::find()
        .filter(Column::Objet.eq(objet))
        .filter(Column::ObjetId.eq(id))
        .filter(Column::Action.eq(action))
        .order_by_desc(Column::Id)
        .one(base)
        .await
}
