//! First answers to an `Idempotency-Key`.

use crate::entites::idempotence::{Column, Entity};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};
use time::OffsetDateTime;

pub use crate::entites::idempotence::Model as Idempotence;

/// Reserves the key, if what it answered has expired at `maintenant`; `Some` is what it still answers.
pub async fn reserver(
    base: &impl ConnectionTrait,
    ligne: Idempotence,
    maintenant: OffsetDateTime,
) -> Result<Option<Idempotence>, DbErr> {
    let cle = ligne.cle.clone();
    // One statement, and so no transaction: of two calls with one key, one writes its row. This key only: the
    // others that have expired are the purge's, not of a call that somebody waits for.
    let si_expiree = OnConflict::column(Column::Cle)
        .update_columns([
            Column::Empreinte,
            Column::Statut,
            Column::Corps,
            Column::Entetes,
            Column::ExpireLe,
        ])
        .action_and_where(Column::ExpireLe.lt(maintenant))
        .to_owned();
    loop {
        let ecrites = Entity::insert(ligne.clone().into_active_model())
            .on_conflict(si_expiree.clone())
            .exec_without_returning(base)
            .await?;
        if ecrites > 0 {
            return Ok(None);
        }
        // Freed since, by a call that failed: it is to be had again, and nobody goes on without it.
        if let Some(deja) = Entity::find_by_id(cle.as_str()).one(base).await? {
            return Ok(Some(deja));
        }
    }
}

pub async fn terminer(
    base: &impl ConnectionTrait,
    cle: &str,
    statut: i32,
    corps: String,
    entetes: String,
    expire_le: OffsetDateTime,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Statut, Expr::value(statut))
        .col_expr(Column::Corps, Expr::value(corps))
        .col_expr(Column::Entetes, Expr::value(entetes))
        .col_expr(Column::ExpireLe, Expr::value(expire_le))
        .filter(Column::Cle.eq(cle))
        .exec(base)
        .await
        .map(|_| ())
}

/// The call failed before it changed anything: the key is free again.
pub async fn liberer(base: &impl ConnectionTrait, cle: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(cle.to_owned()).exec(base).await.map(|_| ())
}

pub async fn purger(base: &impl ConnectionTrait, maintenant: OffsetDateTime) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpireLe.lt(maintenant))
        .exec(base)
        .await
        .map(|_| ())
}
