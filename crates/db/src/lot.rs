//! Habilitations decided in bulk: the lot, its lines, and who works on it.

use crate::entites::{lot_habilitations, lot_ligne};
use crate::{Page, masse};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use lot_habilitations::Model as Lot;
pub use lot_ligne::Model as Ligne;

pub async fn inserer(base: &impl ConnectionTrait, lot: Lot, lignes: Vec<Ligne>) -> Result<(), DbErr> {
    lot_habilitations::Entity::insert(lot.into_active_model())
        .exec_without_returning(base)
        .await?;
    masse::inserer::<lot_ligne::Entity>(base, lignes, "").await
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Lot>, DbErr> {
    lot_habilitations::Entity::find_by_id(id).one(base).await
}

/// The lot, its row locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Lot>, DbErr> {
    lot_habilitations::Entity::find_by_id(id)
        .lock_exclusive()
        .one(base)
        .await
}

/// The newest lots.
pub async fn lister(base: &impl ConnectionTrait, limite: u64) -> Result<Vec<Lot>, DbErr> {
    lot_habilitations::Entity::find()
        .order_by_desc(lot_habilitations::Column::Id)
        .limit(limite)
        .all(base)
        .await
}

/// Is there a lot that nobody works on?
pub async fn attend(base: &impl ConnectionTrait, maintenant: OffsetDateTime) -> Result<bool, DbErr> {
    lot_habilitations::Entity::find()
        .filter(lot_habilitations::Column::Etat.eq("en_cours"))
        .filter(lot_habilitations::Column::BailJusquA.lte(maintenant))
        .count(base)
        .await
        .map(|nombre| nombre > 0)
}

/// Takes the oldest lot that nobody works on, until `jusqu_a`.
pub async fn prendre(
    base: &impl ConnectionTrait,
    maintenant: OffsetDateTime,
    jusqu_a: OffsetDateTime,
) -> Result<Option<Lot>, DbErr> {
    let lot = lot_habilitations::Entity::find()
        .filter(lot_habilitations::Column::Etat.eq("en_cours"))
        .filter(lot_habilitations::Column::BailJusquA.lte(maintenant))
        .order_by_asc(lot_habilitations::Column::Id)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(base)
        .await?;
    if let Some(lot) = &lot {
        tenir(base, lot.id, jusqu_a).await?;
    }
    Ok(lot)
}

/// Moves the end of the work on the lot: into the future to go on, to now to leave it to anybody.
pub async fn tenir(base: &impl ConnectionTrait, id: Uuid, jusqu_a: OffsetDateTime) -> Result<(), DbErr> {
    use lot_habilitations::Column;
    lot_habilitations::Entity::update_many()
        .col_expr(Column::BailJusquA, Expr::value(jusqu_a))
        .filter(Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}

pub async fn finir(
    base: &impl ConnectionTrait,
    id: Uuid,
    etat: &str,
    le: OffsetDateTime,
) -> Result<(), DbErr> {
    use lot_habilitations::Column;
    lot_habilitations::Entity::update_many()
        .col_expr(Column::Etat, Expr::value(etat))
        .col_expr(Column::TermineLe, Expr::value(le))
        .filter(Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}

/// Lines in their order; `apres` is a rank.
pub async fn lignes(
    base: &impl ConnectionTrait,
    lot_id: Uuid,
    etat: Option<&str>,
    page: Page<i32>,
) -> Result<Vec<Ligne>, DbErr> {
    use lot_ligne::Column;
    let mut requete = lot_ligne::Entity::find()
        .filter(Column::LotId.eq(lot_id))
        .order_by_asc(Column::Rang)
        .limit(page.limite);
    if let Some(etat) = etat {
        requete = requete.filter(Column::Etat.eq(etat));
    }
    if let Some(rang) = page.apres {
        requete = requete.filter(Column::Rang.gt(rang));
    }
    requete.all(base).await
}

/// The line, its row locked until the transaction ends.
pub async fn verrouiller_ligne(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Ligne>, DbErr> {
    lot_ligne::Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// What became of the line.
pub async fn noter(
    base: &impl ConnectionTrait,
    id: Uuid,
    etat: &str,
    refus: Option<(&str, &str)>,
    le: OffsetDateTime,
) -> Result<(), DbErr> {
    use lot_ligne::Column;
    lot_ligne::Entity::update_many()
        .col_expr(Column::Etat, Expr::value(etat))
        .col_expr(Column::Code, Expr::value(refus.map(|(code, _)| code.to_owned())))
        .col_expr(
            Column::Message,
            Expr::value(refus.map(|(_, message)| message.to_owned())),
        )
        .col_expr(Column::FaiteLe, Expr::value(le))
        .filter(Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}

/// Lines of the lot in this state.
pub async fn compter(base: &impl ConnectionTrait, lot_id: Uuid, etat: &str) -> Result<u64, DbErr> {
    lot_ligne::Entity::find()
        .filter(lot_ligne::Column::LotId.eq(lot_id))
        .filter(lot_ligne::Column::Etat.eq(etat))
        .count(base)
        .await
}
