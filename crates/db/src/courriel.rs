//! The queue of mails.

use crate::Page;
use crate::compte_assistance::contient;
use crate::entites::courriel::{Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
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
    if dus.is_empty() {
        return Ok(dus);
    }
    Entity::update_many()
        .col_expr(Column::ProchainEssaiLe, Expr::value(relance_le))
        .col_expr(Column::Tentatives, Expr::col(Column::Tentatives).add(1))
        .filter(Column::Id.is_in(dus.iter().map(|courriel| courriel.id)))
        .exec(base)
        .await?;
    Ok(dus)
}

/// Taken and not tried: due again at `maintenant`, with as many tries as before.
pub async fn rendre(
    base: &impl ConnectionTrait,
    ids: Vec<Uuid>,
    maintenant: OffsetDateTime,
) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::ProchainEssaiLe, Expr::value(maintenant))
        .col_expr(Column::Tentatives, Expr::col(Column::Tentatives).sub(1))
        .filter(Column::Id.is_in(ids))
        .filter(Column::Etat.eq("en_file"))
        .exec(base)
        .await
        .map(|_| ())
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

/// Which mails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    pub etat: Option<String>,
    pub nature: Option<String>,
    /// To one of these addresses.
    pub destinataires: Option<Vec<String>>,
    /// To an address that contains this.
    pub contient: Option<String>,
}

/// Newest first.
pub async fn chercher(
    base: &impl ConnectionTrait,
    filtre: &Filtre,
    page: Page<Uuid>,
) -> Result<Vec<Courriel>, DbErr> {
    let mut requete = Entity::find().order_by_desc(Column::Id).limit(page.limite);
    if let Some(etat) = &filtre.etat {
        requete = requete.filter(Column::Etat.eq(etat.as_str()));
    }
    if let Some(nature) = &filtre.nature {
        requete = requete.filter(Column::Nature.eq(nature.as_str()));
    }
    if let Some(destinataires) = &filtre.destinataires {
        requete = requete.filter(Column::Destinataire.is_in(destinataires.iter().map(String::as_str)));
    }
    if let Some(texte) = &filtre.contient {
        requete = requete.filter(Column::Destinataire.like(contient(texte)));
    }
    if let Some(id) = page.apres {
        requete = requete.filter(Column::Id.lt(id));
    }
    requete.all(base).await
}

pub async fn compter_etat(base: &impl ConnectionTrait, etat: &str) -> Result<u64, DbErr> {
    Entity::find().filter(Column::Etat.eq(etat)).count(base).await
}

/// The mail, its row locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Courriel>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// A mail that was given up goes back into the queue, with all its tries.
pub async fn remettre_en_file(
    base: &impl ConnectionTrait,
    id: Uuid,
    le: OffsetDateTime,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Etat, Expr::value("en_file"))
        .col_expr(Column::Tentatives, Expr::value(0))
        .col_expr(Column::ProchainEssaiLe, Expr::value(le))
        .filter(Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}

/// Passwords to this address that have not left are void: they will never leave, their text is wiped.
pub async fn annuler_secrets(base: &impl ConnectionTrait, destinataire: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Etat, Expr::value("annule"))
        .col_expr(Column::CorpsChiffre, Expr::value(""))
        .filter(Column::Destinataire.eq(destinataire))
        .filter(Column::Secret.eq(true))
        .filter(Column::Etat.is_in(["en_file", "echec"]))
        .exec(base)
        .await
        .map(|_| ())
}

/// Deletes those made before `avant` that will not leave any more; answers how many.
pub async fn purger(base: &impl ConnectionTrait, avant: OffsetDateTime) -> Result<u64, DbErr> {
    Entity::delete_many()
        .filter(Column::CreeLe.lt(avant))
        .filter(Column::Etat.ne("en_file"))
        .exec(base)
        .await
        .map(|fait| fait.rows_affected)
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
