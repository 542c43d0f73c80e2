//! Requests for, and rights to, act for an establishment.

use crate::Page;
use crate::entites::{compte, etablissement, habilitation};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

pub use habilitation::{ActiveModel, Model as Habilitation};

/// A habilitation with the account and the establishment it joins.
#[derive(Debug, Clone)]
pub struct Complete {
    pub habilitation: Habilitation,
    pub compte: compte::Model,
    pub etablissement: etablissement::Model,
}

pub async fn inserer(base: &impl ConnectionTrait, ligne: Habilitation) -> Result<(), DbErr> {
    habilitation::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn modifier(base: &impl ConnectionTrait, ligne: ActiveModel) -> Result<(), DbErr> {
    ligne.update(base).await.map(|_| ())
}

pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Habilitation>, DbErr> {
    habilitation::Entity::find_by_id(id)
        .lock_exclusive()
        .one(base)
        .await
}

/// SIRETs of the account, refused requests left out.
pub async fn compter_du_compte(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<u64, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .filter(habilitation::Column::Etat.ne("refusee"))
        .count(base)
        .await
}

/// Does the establishment have a user, or a request that waits?
pub async fn etablissement_pris(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<bool, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Etat.ne("refusee"))
        .count(base)
        .await
        .map(|nombre| nombre > 0)
}

/// The principal user of the establishment.
pub async fn principal(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
) -> Result<Option<compte::Model>, DbErr> {
    let Some(ligne) = habilitation::Entity::find()
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Role.eq("principal"))
        .filter(habilitation::Column::Etat.eq("acceptee"))
        .one(base)
        .await?
    else {
        return Ok(None);
    };
    crate::compte::trouver(base, ligne.compte_id).await
}

/// When the account was first allowed to act for an establishment.
pub async fn premiere_acceptee(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
) -> Result<Option<OffsetDateTime>, DbErr> {
    let premiere = habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .filter(habilitation::Column::Etat.eq("acceptee"))
        .order_by_asc(habilitation::Column::DecideeLe)
        .one(base)
        .await?;
    Ok(premiere.and_then(|ligne| ligne.decidee_le))
}

/// Ids of the establishments for which the account may act.
pub fn sous_requete_acceptees(compte_id: Uuid) -> SelectStatement {
    Query::select()
        .column(habilitation::Column::EtablissementId)
        .from(habilitation::Entity)
        .and_where(habilitation::Column::CompteId.eq(compte_id))
        .and_where(habilitation::Column::Etat.eq("acceptee"))
        .to_owned()
}

/// Oldest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    etat: Option<&str>,
    page: Page<Uuid>,
) -> Result<Vec<Complete>, DbErr> {
    let mut requete = habilitation::Entity::find()
        .order_by_asc(habilitation::Column::Id)
        .limit(page.limite);
    if let Some(etat) = etat {
        requete = requete.filter(habilitation::Column::Etat.eq(etat));
    }
    if let Some(id) = page.apres {
        requete = requete.filter(habilitation::Column::Id.gt(id));
    }
    completer(base, requete.all(base).await?).await
}

pub async fn complete(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Complete>, DbErr> {
    let lignes = habilitation::Entity::find_by_id(id).all(base).await?;
    Ok(completer(base, lignes).await?.pop())
}

/// Two queries for all rows, not two per row.
async fn completer(base: &impl ConnectionTrait, lignes: Vec<Habilitation>) -> Result<Vec<Complete>, DbErr> {
    let comptes: HashMap<Uuid, compte::Model> = compte::Entity::find()
        .filter(compte::Column::Id.is_in(lignes.iter().map(|ligne| ligne.compte_id)))
        .all(base)
        .await?
        .into_iter()
        .map(|ligne| (ligne.id, ligne))
        .collect();
    let etablissements: HashMap<Uuid, etablissement::Model> = etablissement::Entity::find()
        .filter(etablissement::Column::Id.is_in(lignes.iter().map(|ligne| ligne.etablissement_id)))
        .all(base)
        .await?
        .into_iter()
        .map(|ligne| (ligne.id, ligne))
        .collect();
    Ok(lignes
        .into_iter()
        .filter_map(|habilitation| {
            let compte = comptes.get(&habilitation.compte_id)?.clone();
            let etablissement = etablissements.get(&habilitation.etablissement_id)?.clone();
            Some(Complete {
                habilitation,
                compte,
                etablissement,
            })
        })
        .collect())
}

/// Habilitations and requests of one account, oldest first.
pub async fn du_compte(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<Vec<Complete>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .order_by_asc(habilitation::Column::Id)
        .limit(400)
        .all(base)
        .await?;
    completer(base, lignes).await
}

/// Habilitations and requests for one establishment, oldest first.
pub async fn de_l_etablissement(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
) -> Result<Vec<Complete>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .order_by_asc(habilitation::Column::Id)
        .limit(400)
        .all(base)
        .await?;
    completer(base, lignes).await
}
