//! Second factors and their recovery codes.

use crate::entites::{code_recuperation, second_facteur};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use code_recuperation::Model as CodeRecuperation;
pub use second_facteur::{ActiveModel, Model as SecondFacteur};

/// A new secret takes the place of one that was never confirmed.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: SecondFacteur) -> Result<(), DbErr> {
    use second_facteur::Column;
    second_facteur::Entity::insert(ligne.into_active_model())
        .on_conflict(
            OnConflict::column(Column::CompteId)
                .update_columns([
                    Column::SecretChiffre,
                    Column::ConfirmeLe,
                    Column::DernierPas,
                    Column::CreeLe,
                ])
                .to_owned(),
        )
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn trouver(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<Option<SecondFacteur>, DbErr> {
    second_facteur::Entity::find_by_id(compte_id).one(base).await
}

/// The row, locked: of two logins with one code, one gets in.
pub async fn verrouiller(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
) -> Result<Option<SecondFacteur>, DbErr> {
    second_facteur::Entity::find_by_id(compte_id)
        .lock_exclusive()
        .one(base)
        .await
}

pub async fn modifier(base: &impl ConnectionTrait, ligne: ActiveModel) -> Result<(), DbErr> {
    ligne.update(base).await.map(|_| ())
}

/// The second factor and its recovery codes go together.
pub async fn supprimer(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<(), DbErr> {
    supprimer_codes(base, compte_id).await?;
    second_facteur::Entity::delete_by_id(compte_id)
        .exec(base)
        .await
        .map(|_| ())
}

async fn supprimer_codes(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<(), DbErr> {
    code_recuperation::Entity::delete_many()
        .filter(code_recuperation::Column::CompteId.eq(compte_id))
        .exec(base)
        .await
        .map(|_| ())
}

/// New recovery codes; the ones before are worth nothing.
pub async fn remplacer_codes(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    codes: Vec<CodeRecuperation>,
) -> Result<(), DbErr> {
    supprimer_codes(base, compte_id).await?;
    code_recuperation::Entity::insert_many(codes.into_iter().map(IntoActiveModel::into_active_model))
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn compter_codes(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<u64, DbErr> {
    code_recuperation::Entity::find()
        .filter(code_recuperation::Column::CompteId.eq(compte_id))
        .filter(code_recuperation::Column::UtiliseLe.is_null())
        .count(base)
        .await
}

/// Uses a recovery code up; false when there is none such left.
pub async fn utiliser_code(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    empreinte: &str,
    le: OffsetDateTime,
) -> Result<bool, DbErr> {
    let fait = code_recuperation::Entity::update_many()
        .col_expr(code_recuperation::Column::UtiliseLe, Expr::value(le))
        .filter(code_recuperation::Column::CompteId.eq(compte_id))
        .filter(code_recuperation::Column::Empreinte.eq(empreinte))
        .filter(code_recuperation::Column::UtiliseLe.is_null())
        .exec(base)
        .await?;
    Ok(fait.rows_affected > 0)
}

/// Confirmed second factors (the demo shows their codes).
pub async fn lister(base: &impl ConnectionTrait, limite: u64) -> Result<Vec<SecondFacteur>, DbErr> {
    second_facteur::Entity::find()
        .filter(second_facteur::Column::ConfirmeLe.is_not_null())
        .limit(limite)
        .all(base)
        .await
}
