//! Security checks that were used.

use crate::entites::controle_utilise::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, TryInsertResult,
};
use time::OffsetDateTime;

/// Notes a check as used; false when it was used already.
pub async fn utiliser(
    base: &impl ConnectionTrait,
    empreinte: &str,
    expire_le: OffsetDateTime,
) -> Result<bool, DbErr> {
    let ligne = Model {
        empreinte: empreinte.to_owned(),
        expire_le,
    };
    let fait = Entity::insert(ligne.into_active_model())
        .on_conflict_do_nothing_on([Column::Empreinte])
        .exec_without_returning(base)
        .await?;
    // On a conflict SeaORM answers `Inserted(0)`.
    Ok(matches!(fait, TryInsertResult::Inserted(nombre) if nombre > 0))
}

/// Forgets checks that have expired: they would be refused anyway.
pub async fn purger(base: &impl ConnectionTrait, maintenant: OffsetDateTime) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpireLe.lt(maintenant))
        .exec(base)
        .await
        .map(|_| ())
}
