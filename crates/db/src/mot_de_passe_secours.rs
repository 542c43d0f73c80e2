//! Passwords sent by "J'ai oublié mon mot de passe".

use crate::entites::mot_de_passe_secours::{Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::mot_de_passe_secours::Model as MotDePasseSecours;

/// The newest replaces the one before.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: MotDePasseSecours) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .on_conflict(
            OnConflict::column(Column::CompteId)
                .update_columns([Column::Empreinte, Column::ExpireLe, Column::CreeLe])
                .to_owned(),
        )
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn trouver(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
) -> Result<Option<MotDePasseSecours>, DbErr> {
    Entity::find_by_id(compte_id).one(base).await
}

pub async fn supprimer(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(compte_id).exec(base).await.map(|_| ())
}

/// Forgets those that ended before `limite`.
pub async fn purger(base: &impl ConnectionTrait, limite: OffsetDateTime) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpireLe.lt(limite))
        .exec(base)
        .await
        .map(|_| ())
}
