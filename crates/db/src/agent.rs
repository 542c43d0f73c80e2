//! The départements of UD agents.

use crate::entites::agent_departement::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// Codes, in their order.
pub async fn departements(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<Vec<String>, DbErr> {
    Ok(par_comptes(base, vec![compte_id])
        .await?
        .remove(&compte_id)
        .unwrap_or_default())
}

/// The same for many accounts; whoever has none is not in it.
pub async fn par_comptes(
    base: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<String>>, DbErr> {
    let lignes = Entity::find()
        .filter(Column::CompteId.is_in(ids))
        .order_by_asc(Column::Code)
        .all(base)
        .await?;
    let mut par_compte: HashMap<Uuid, Vec<String>> = HashMap::new();
    for ligne in lignes {
        par_compte.entry(ligne.compte_id).or_default().push(ligne.code);
    }
    Ok(par_compte)
}

/// These and no others.
pub async fn remplacer_departements(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    codes: &[String],
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CompteId.eq(compte_id))
        .exec(base)
        .await?;
    if codes.is_empty() {
        return Ok(());
    }
    let lignes = codes.iter().map(|code| {
        let ligne = Model {
            compte_id,
            code: code.clone(),
        };
        ligne.into_active_model()
    });
    Entity::insert_many(lignes)
        .exec_without_returning(base)
        .await
        .map(|_| ())
}
