//! Announcements.

use crate::Page;
use crate::entites::annonce::{Column, Entity};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::annonce::Model as Annonce;

/// Most announcements shown at once.
const VISIBLES_MAX: u64 = 20;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Annonce) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Annonce>, DbErr> {
    Entity::find_by_id(id).one(base).await
}

/// The same, locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Annonce>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// Writes the whole row; the caller holds its lock and has raised `version`.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: Annonce) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}

/// Shown at this instant, the latest start first.
pub async fn visibles(
    base: &impl ConnectionTrait,
    maintenant: OffsetDateTime,
) -> Result<Vec<Annonce>, DbErr> {
    Entity::find()
        .filter(Column::VisibleDes.lte(maintenant))
        .filter(
            Condition::any()
                .add(Column::Au.is_null())
                .add(Column::Au.gt(maintenant)),
        )
        .filter(Column::RetireeLe.is_null())
        .order_by_desc(Column::Du)
        .limit(VISIBLES_MAX)
        .all(base)
        .await
}

/// All of them, newest first.
pub async fn lister(base: &impl ConnectionTrait, page: Page<Uuid>) -> Result<Vec<Annonce>, DbErr> {
    let mut requete = Entity::find().order_by_desc(Column::Id).limit(page.limite);
    if let Some(id) = page.apres {
        requete = requete.filter(Column::Id.lt(id));
    }
    requete.all(base).await
}
