//! Requests to take over the principal role of an establishment.

use crate::Page;
use crate::entites::reprise;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

pub use reprise::Model as Reprise;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Reprise) -> Result<(), DbErr> {
    reprise::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Writes the whole row; the caller holds its lock.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: Reprise) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}

/// The request, its row locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Reprise>, DbErr> {
    reprise::Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// Requests that wait for one establishment.
pub async fn en_attente(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<Vec<Reprise>, DbErr> {
    reprise::Entity::find()
        .filter(reprise::Column::EtablissementId.eq(etablissement_id))
        .filter(reprise::Column::Etat.eq("en_attente"))
        .all(base)
        .await
}

pub async fn compter(base: &impl ConnectionTrait, etat: &str) -> Result<u64, DbErr> {
    reprise::Entity::find()
        .filter(reprise::Column::Etat.eq(etat))
        .count(base)
        .await
}

/// Oldest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    etat: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<Reprise>, DbErr> {
    let mut requete = reprise::Entity::find()
        .order_by_asc(reprise::Column::Id)
        .limit(page.limite);
    if let Some(etat) = etat {
        requete = requete.filter(reprise::Column::Etat.eq(etat));
    }
    if let Some(id) = page.apres {
        requete = requete.filter(reprise::Column::Id.gt(id));
    }
    requete.all(base).await
}
