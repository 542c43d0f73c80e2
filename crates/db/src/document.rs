//! Documents that people hand in.

use crate::entites::{document, document_contenu};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use document::Model as Document;

/// The document and its encrypted bytes.
pub async fn inserer(
    base: &impl ConnectionTrait,
    ligne: Document,
    octets_chiffres: Vec<u8>,
) -> Result<(), DbErr> {
    let contenu = document_contenu::Model {
        id: ligne.id,
        octets_chiffres,
    };
    document::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await?;
    document_contenu::Entity::insert(contenu.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Document>, DbErr> {
    document::Entity::find_by_id(id).one(base).await
}

/// The documents of these ids.
pub async fn par_ids(base: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Document>, DbErr> {
    document::Entity::find()
        .filter(document::Column::Id.is_in(ids))
        .all(base)
        .await
}

/// What is attached to one object, oldest first.
pub async fn de_l_objet(
    base: &impl ConnectionTrait,
    objet: &str,
    objet_id: Uuid,
) -> Result<Vec<Document>, DbErr> {
    document::Entity::find()
        .filter(document::Column::Objet.eq(objet))
        .filter(document::Column::ObjetId.eq(objet_id))
        .order_by_asc(document::Column::Id)
        .all(base)
        .await
}

/// Its encrypted bytes.
pub async fn contenu(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Vec<u8>>, DbErr> {
    let ligne = document_contenu::Entity::find_by_id(id).one(base).await?;
    Ok(ligne.map(|ligne| ligne.octets_chiffres))
}

/// Attaches a document that waits to be; false when it is not this depositor's, or is attached. It counts as handed in
/// from then on.
pub async fn rattacher(
    base: &impl ConnectionTrait,
    id: Uuid,
    depose_par: Uuid,
    (objet, objet_id): (&str, Uuid),
    le: OffsetDateTime,
) -> Result<bool, DbErr> {
    let fait = document::Entity::update_many()
        .col_expr(document::Column::DeposeLe, Expr::value(le))
        .col_expr(document::Column::Objet, Expr::value(objet))
        .col_expr(document::Column::ObjetId, Expr::value(objet_id))
        .filter(document::Column::Id.eq(id))
        .filter(document::Column::DeposePar.eq(depose_par))
        .filter(document::Column::Objet.is_null())
        .exec(base)
        .await?;
    Ok(fait.rows_affected == 1)
}

/// How many documents of the account wait to be attached.
pub async fn compter_en_attente(base: &impl ConnectionTrait, depose_par: Uuid) -> Result<u64, DbErr> {
    use sea_orm::PaginatorTrait;
    document::Entity::find()
        .filter(document::Column::DeposePar.eq(depose_par))
        .filter(document::Column::Objet.is_null())
        .count(base)
        .await
}

/// Forgets documents that were handed in before `avant` and attached to nothing.
pub async fn purger(base: &impl ConnectionTrait, avant: OffsetDateTime) -> Result<(), DbErr> {
    let ids: Vec<Uuid> = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .filter(document::Column::Objet.is_null())
        .filter(document::Column::DeposeLe.lt(avant))
        .limit(100)
        // Whoever attaches one at this very moment waits, and finds it gone.
        .lock_exclusive()
        .into_tuple()
        .all(base)
        .await?;
    supprimer(base, ids).await
}

/// Deletes the documents of one object.
pub async fn supprimer_de(base: &impl ConnectionTrait, objet: &str, objet_id: Uuid) -> Result<(), DbErr> {
    let ids: Vec<Uuid> = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .filter(document::Column::Objet.eq(objet))
        .filter(document::Column::ObjetId.eq(objet_id))
        .into_tuple()
        .all(base)
        .await?;
    supprimer(base, ids).await
}

/// Deletes documents with their bytes.
pub async fn supprimer(base: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<(), DbErr> {
    document_contenu::Entity::delete_many()
        .filter(document_contenu::Column::Id.is_in(ids.clone()))
        .exec(base)
        .await?;
    document::Entity::delete_many()
        .filter(document::Column::Id.is_in(ids))
        .exec(base)
        .await
        .map(|_| ())
}
