//! The queue of mails.

use crate::entites::courriel::{Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::entites::courriel::Model as Courriel;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Courriel) -> Result<(), DbErr> {
    Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Takes the mails that are due for one sender: their next try moves to `relance_le`, so that
/// another replica leaves them alone and a crash only delays them.
pub async fn prendre(
    base: &impl ConnectionTrait,
    maintenant: OffsetDateTime,
    relance_le: OffsetDateTime,
    limite: u64,
) -> Result<Vec<Courriel>, DbErr> {
    let dus = Entity::find()
        .filter(Column::Etat.eq("en_file"))
        .filter(Column::ProchainEssaiLe.lte(maintenant))
        .order_by_asc(Column::ProchainEssaiLe)
        .order_by_asc(Column::Id)
        .limit(limite)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(base)
        .await?;
    Entity::update_many()
        .col_expr(Column::ProchainEssaiLe, Expr::value(relance_le))
        .col_expr(Column::Tentatives, Expr::col(Column::Tentatives).add(1))
        .filter(Column::Id.is_in(dus.iter().map(|courriel| courriel.id)))
        .exec(base)
        .await?;
    Ok(dus)
}

/// Sent: the text is wiped if it held a secret and `corps` is `None`.
pub async fn marquer_envoye(
    base: &impl ConnectionTrait,
    id: Uuid,
    le: OffsetDateTime,
    effacer_corps: bool,
) -> Result<(), DbErr> {
    let mut requete = Entity::update_many()
        .col_expr(Column::Etat, Expr::value("envoye"))
        .col_expr(Column::EnvoyeLe, Expr::value(le))
        .filter(Column::Id.eq(id));
    if effacer_corps {
        requete = requete.col_expr(Column::CorpsChiffre, Expr::value(""));
    }
    requete.exec(base).await.map(|_| ())
}

/// Failed: tried again at `prochain`, or given up with `None`.
pub async fn marquer_echec(
    base: &impl ConnectionTrait,
    id: Uuid,
    prochain: Option<OffsetDateTime>,
) -> Result<(), DbErr> {
    let requete = Entity::update_many().filter(Column::Id.eq(id));
    match prochain {
        Some(le) => requete.col_expr(Column::ProchainEssaiLe, Expr::value(le)),
        None => requete.col_expr(Column::Etat, Expr::value("echec")),
    }
    .exec(base)
    .await
    .map(|_| ())
}

/// Newest first.
pub async fn lister(base: &impl ConnectionTrait, limite: u64) -> Result<Vec<Courriel>, DbErr> {
    Entity::find()
        .order_by_desc(Column::Id)
        .limit(limite)
        .all(base)
        .await
}

/// Mails to one address, newest first.
pub async fn du_destinataire(
    base: &impl ConnectionTrait,
    destinataire: &str,
    limite: u64,
) -> Result<Vec<Courriel>, DbErr> {
    Entity::find()
        .filter(Column::Destinataire.eq(destinataire))
        .order_by_desc(Column::Id)
        .limit(limite)
        .all(base)
        .await
}
