//! Marks of the database itself.

use crate::entites::marque::{Column, Entity, Model};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, TryInsertResult};
use time::OffsetDateTime;

/// This database holds example data: it may be served without the protections of a real one.
pub const DEMO: &str = "demo";

pub async fn existe(base: &impl ConnectionTrait, nom: &str) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(nom.to_owned()).one(base).await?.is_some())
}

/// Puts it; one that is there keeps its date.
pub async fn poser(base: &impl ConnectionTrait, nom: &str, le: OffsetDateTime) -> Result<(), DbErr> {
    let ligne = Model {
        nom: nom.to_owned(),
        posee_le: le,
    };
    let _: TryInsertResult<_> = Entity::insert(ligne.into_active_model())
        .on_conflict_do_nothing_on([Column::Nom])
        .exec_without_returning(base)
        .await?;
    Ok(())
}
