//! The thread of messages of a DAP.

use crate::entites::dap_message::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::dap_message::Model as Message;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Message) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// When the last message of any of these threads was written.
pub async fn dernier(base: &impl ConnectionTrait, daps: Vec<Uuid>) -> Result<Option<OffsetDateTime>, DbErr> {
    let message = Entity::find()
        .filter(Column::DapId.is_in(daps))
        .order_by_desc(Column::Id)
        .one(base)
        .await?;
    Ok(message.map(|message| message.cree_le))
}

/// The thread, oldest first.
pub async fn de_la_dap(base: &impl ConnectionTrait, dap_id: Uuid) -> Result<Vec<Message>, DbErr> {
    Entity::find()
        .filter(Column::DapId.eq(dap_id))
        .order_by_asc(Column::Id)
        .all(base)
        .await
}
