//! Sessions.

use crate::compte::Compte;
use crate::entites::{compte, session};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use session::Model as Session;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Session) -> Result<(), DbErr> {
    session::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// A session and whose it is, in one query: every request asks.
pub async fn avec_compte(
    base: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(Session, Option<Compte>)>, DbErr> {
    session::Entity::find_by_id(id)
        .find_also_related(compte::Entity)
        .one(base)
        .await
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

/// Ends every session of the account but one; answers how many ended.
pub async fn revoquer_autres(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    gardee: Uuid,
    le: OffsetDateTime,
) -> Result<u64, DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::RevoqueeLe, Expr::value(le))
        .filter(session::Column::CompteId.eq(compte_id))
        .filter(session::Column::Id.ne(gardee))
        .filter(session::Column::RevoqueeLe.is_null())
        .filter(session::Column::ExpireLe.gt(le))
        .exec(base)
        .await
        .map(|fait| fait.rows_affected)
}

/// Open sessions of the account, the last opened first.
pub async fn ouvertes(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    maintenant: OffsetDateTime,
) -> Result<Vec<Session>, DbErr> {
    session::Entity::find()
        .filter(session::Column::CompteId.eq(compte_id))
        .filter(session::Column::RevoqueeLe.is_null())
        .filter(session::Column::ExpireLe.gt(maintenant))
        .order_by_desc(session::Column::Id)
        .limit(200)
        .all(base)
        .await
}

/// When the account last logged in.
pub async fn derniere(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<Option<OffsetDateTime>, DbErr> {
    let ligne = session::Entity::find()
        .filter(session::Column::CompteId.eq(compte_id))
        .order_by_desc(session::Column::CreeeLe)
        .one(base)
        .await?;
    Ok(ligne.map(|ligne| ligne.creee_le))
}

/// Deletes the sessions that ended before `avant`, but the last one of each account ([`derniere`] reads it); answers
/// how many.
pub async fn purger(base: &impl ConnectionTrait, avant: OffsetDateTime) -> Result<u64, DbErr> {
    use session::Column;
    let autre = Alias::new("plus_recente");
    let plus_recente = Query::select()
        .expr(Expr::value(1))
        .from_as(session::Entity, autre.clone())
        .and_where(Expr::col((autre.clone(), Column::CompteId)).equals((session::Entity, Column::CompteId)))
        .and_where(Expr::col((autre, Column::CreeeLe)).gt(Expr::col((session::Entity, Column::CreeeLe))))
        .to_owned();
    session::Entity::delete_many()
        .filter(Column::ExpireLe.lt(avant).or(Column::RevoqueeLe.lt(avant)))
        .filter(Expr::exists(plus_recente))
        .exec(base)
        .await
        .map(|fait| fait.rows_affected)
}

/// The session has shown a second factor.
pub async fn marquer_second_facteur(base: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::SecondFacteur, Expr::value(true))
        .filter(session::Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}
