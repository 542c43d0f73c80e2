//! Sessions.

use crate::entites::session;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};
use time::OffsetDateTime;
use uuid::Uuid;

pub use session::Model as Session;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Session) -> Result<(), DbErr> {
    session::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Session>, DbErr> {
    session::Entity::find_by_id(id).one(base).await
}

/// Pushes the end back, unless the session was revoked meanwhile.
pub async fn prolonger(
    base: &impl ConnectionTrait,
    id: Uuid,
    expire_le: OffsetDateTime,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::ExpireLe, Expr::value(expire_le))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::RevoqueeLe.is_null())
        .exec(base)
        .await
        .map(|_| ())
}

pub async fn revoquer(base: &impl ConnectionTrait, id: Uuid, le: OffsetDateTime) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::RevoqueeLe, Expr::value(le))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::RevoqueeLe.is_null())
        .exec(base)
        .await
        .map(|_| ())
}

pub async fn revoquer_toutes(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    le: OffsetDateTime,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::RevoqueeLe, Expr::value(le))
        .filter(session::Column::CompteId.eq(compte_id))
        .filter(session::Column::RevoqueeLe.is_null())
        .exec(base)
        .await
        .map(|_| ())
}
