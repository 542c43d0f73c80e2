//! Bank details: history kept, exactly one active.

use crate::entites::coordonnees_bancaires::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::coordonnees_bancaires::Model as CoordonneesBancaires;

pub async fn inserer(base: &impl ConnectionTrait, ligne: CoordonneesBancaires) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// The active ones first, then newest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
) -> Result<Vec<CoordonneesBancaires>, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .order_by_desc(Column::Active)
        .order_by_desc(Column::Id)
        .all(base)
        .await
}

pub async fn trouver(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    id: Uuid,
) -> Result<Option<CoordonneesBancaires>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::EtablissementId.eq(etablissement_id))
        .one(base)
        .await
}

pub async fn actives(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
) -> Result<Option<CoordonneesBancaires>, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .filter(Column::Active.eq(true))
        .one(base)
        .await
}

/// Of these establishments, those that have active bank details.
pub async fn etablissements_avec_actives(
    base: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<Vec<Uuid>, DbErr> {
    use sea_orm::QuerySelect;
    Entity::find()
        .select_only()
        .column(Column::EtablissementId)
        .filter(Column::EtablissementId.is_in(ids))
        .filter(Column::Active.eq(true))
        .into_tuple()
        .all(base)
        .await
}

/// Makes one the active one and all others not.
pub async fn activer(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    id: Uuid,
    le: OffsetDateTime,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Active, Expr::value(false))
        .filter(Column::EtablissementId.eq(etablissement_id))
        .filter(Column::Active.eq(true))
        .exec(base)
        .await?;
    Entity::update_many()
        .col_expr(Column::Active, Expr::value(true))
        .col_expr(Column::ActiveesLe, Expr::value(le))
        .filter(Column::EtablissementId.eq(etablissement_id))
        .filter(Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}
