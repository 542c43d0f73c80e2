//! Codes that open the details of a diagnosis.

use crate::entites::code_diagnostic::{Column, Entity};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::code_diagnostic::{ActiveModel, Model as CodeDiagnostic};

pub async fn inserer(base: &impl ConnectionTrait, ligne: CodeDiagnostic) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// The row, locked: tries count one by one.
pub async fn verrouiller(base: &impl ConnectionTrait, cle: &str) -> Result<Option<CodeDiagnostic>, DbErr> {
    Entity::find_by_id(cle.to_owned())
        .lock_exclusive()
        .one(base)
        .await
}

pub async fn modifier(base: &impl ConnectionTrait, ligne: ActiveModel) -> Result<(), DbErr> {
    ligne.update(base).await.map(|_| ())
}

/// Codes sent to one account since an instant.
pub async fn compter_depuis(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    depuis: OffsetDateTime,
) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::CompteId.eq(compte_id))
        .filter(Column::CreeLe.gte(depuis))
        .count(base)
        .await
}

/// Forgets codes that expired before `limite`.
pub async fn purger(base: &impl ConnectionTrait, limite: OffsetDateTime) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpireLe.lt(limite))
        .exec(base)
        .await
        .map(|_| ())
}
