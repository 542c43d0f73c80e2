//! Wrong answers to a secret question.

use crate::entites::verrou_secret::{Column, Entity};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QuerySelect, TryInsertResult,
};
use time::OffsetDateTime;

pub use crate::entites::verrou_secret::Model as VerrouSecret;

pub async fn trouver(base: &impl ConnectionTrait, cle: &str) -> Result<Option<VerrouSecret>, DbErr> {
    Entity::find_by_id(cle.to_owned()).one(base).await
}

/// The row, made if it was missing, locked until the transaction ends: answers count one by one.
pub async fn verrouiller(
    base: &impl ConnectionTrait,
    cle: &str,
    maintenant: OffsetDateTime,
) -> Result<VerrouSecret, DbErr> {
    let neuf = VerrouSecret {
        cle: cle.to_owned(),
        echecs: 0,
        verrouille_jusqu_a: None,
        maj_le: maintenant,
    };
    let _: TryInsertResult<_> = Entity::insert(neuf.clone().into_active_model())
        .on_conflict_do_nothing_on([Column::Cle])
        .exec_without_returning(base)
        .await?;
    let ligne = Entity::find_by_id(cle.to_owned())
        .lock_exclusive()
        .one(base)
        .await?;
    Ok(ligne.unwrap_or(neuf))
}

pub async fn noter(base: &impl ConnectionTrait, ligne: VerrouSecret) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}
