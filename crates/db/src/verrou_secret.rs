//! Wrong answers to a secret question.

use crate::entites::verrou_secret::{Column, Entity};
use sea_orm::ExprTrait as _;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TryInsertResult,
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

/// Written anew when the purge took the row away meanwhile.
pub async fn noter(base: &impl ConnectionTrait, ligne: VerrouSecret) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .on_conflict(
            OnConflict::column(Column::Cle)
                .update_columns([Column::Echecs, Column::VerrouilleJusquA, Column::MajLe])
                .to_owned(),
        )
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Forgets counters that nobody touched since `avant` and that lock nothing at `maintenant`.
pub async fn purger(
    base: &impl ConnectionTrait,
    avant: OffsetDateTime,
    maintenant: OffsetDateTime,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::MajLe.lt(avant))
        .filter(
            Column::VerrouilleJusquA
                .is_null()
                .or(Column::VerrouilleJusquA.lte(maintenant)),
        )
        .exec(base)
        .await
        .map(|_| ())
}
