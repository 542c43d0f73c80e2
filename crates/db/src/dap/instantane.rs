//! What was sent or decided, as it was frozen.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Instantane;
use crate::entites::dap_instantane;

pub async fn inserer_instantane(base: &impl ConnectionTrait, ligne: Instantane) -> Result<(), DbErr> {
    dap_instantane::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// The newest frozen version.
pub async fn dernier_instantane(
    base: &impl ConnectionTrait,
    dap_id: Uuid,
) -> Result<Option<Instantane>, DbErr> {
    dap_instantane::Entity::find()
        .filter(dap_instantane::Column::DapId.eq(dap_id))
        .order_by_desc(dap_instantane::Column::Version)
        .one(base)
        .await
}

/// The newest frozen version of each of these DAPs.
pub async fn derniers_instantanes(
    base: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Instantane>, DbErr> {
    let versions = dap_instantane::Entity::find()
        .filter(dap_instantane::Column::DapId.is_in(ids))
        .order_by_asc(dap_instantane::Column::Version)
        .all(base)
        .await?;
    // The last one of each stays.
    Ok(versions
        .into_iter()
        .map(|version| (version.dap_id, version))
        .collect())
}

/// Every frozen version, the newest first.
pub async fn instantanes(base: &impl ConnectionTrait, dap_id: Uuid) -> Result<Vec<Instantane>, DbErr> {
    dap_instantane::Entity::find()
        .filter(dap_instantane::Column::DapId.eq(dap_id))
        .order_by_desc(dap_instantane::Column::Version)
        .all(base)
        .await
}
