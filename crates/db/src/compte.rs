//! Accounts.

use crate::entites::{agent_departement, compte, compte_ferme, verrou_inconnu};
use sea_orm::ExprTrait as _;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

pub use compte::{ActiveModel, Model as Compte};

pub async fn inserer(base: &impl ConnectionTrait, ligne: Compte) -> Result<(), DbErr> {
    compte::Entity::insert(ligne.clone().into_active_model())
        .exec_without_returning(base)
        .await?;
    crate::compte_assistance::indexer(base, &ligne).await
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Compte>, DbErr> {
    compte::Entity::find_by_id(id).one(base).await
}

/// The account, its row locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Compte>, DbErr> {
    compte::Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// The accounts of these ids.
pub async fn par_ids(base: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Compte>, DbErr> {
    let lignes = compte::Entity::find()
        .filter(compte::Column::Id.is_in(ids))
        .all(base)
        .await?;
    Ok(lignes.into_iter().map(|ligne| (ligne.id, ligne)).collect())
}

pub async fn par_courriel(base: &impl ConnectionTrait, courriel: &str) -> Result<Option<Compte>, DbErr> {
    compte::Entity::find()
        .filter(compte::Column::Courriel.eq(courriel))
        .one(base)
        .await
}

/// The account, its row locked until the transaction ends, so that failed attempts count one by one.
pub async fn verrouiller_par_identifiant(
    base: &impl ConnectionTrait,
    identifiant: &str,
) -> Result<Option<Compte>, DbErr> {
    compte::Entity::find()
        .filter(compte::Column::Identifiant.eq(identifiant))
        .lock_exclusive()
        .one(base)
        .await
}

pub async fn par_identifiant(
    base: &impl ConnectionTrait,
    identifiant: &str,
) -> Result<Option<Compte>, DbErr> {
    compte::Entity::find()
        .filter(compte::Column::Identifiant.eq(identifiant))
        .one(base)
        .await
}

/// Identifiants that begin with `base_identifiant`: those among which a number must be chosen.
pub async fn identifiants_pris(
    base: &impl ConnectionTrait,
    base_identifiant: &str,
) -> Result<Vec<String>, DbErr> {
    compte::Entity::find()
        .select_only()
        .column(compte::Column::Identifiant)
        .filter(compte::Column::Identifiant.starts_with(base_identifiant))
        .into_tuple::<String>()
        .all(base)
        .await
}

/// Changes what is set of `ligne`, and the text in which the account is searched.
pub async fn modifier(base: &impl ConnectionTrait, ligne: ActiveModel) -> Result<(), DbErr> {
    let cherchee =
        ligne.nom.is_set() || ligne.prenom.is_set() || ligne.courriel.is_set() || ligne.identifiant.is_set();
    let ligne = ligne.update(base).await?;
    if cherchee {
        crate::compte_assistance::indexer(base, &ligne).await?;
    }
    Ok(())
}

pub async fn compter(base: &impl ConnectionTrait) -> Result<u64, DbErr> {
    compte::Entity::find().count(base).await
}

pub async fn verrou_inconnu(
    base: &impl ConnectionTrait,
    identifiant: &str,
) -> Result<Option<verrou_inconnu::Model>, DbErr> {
    verrou_inconnu::Entity::find_by_id(identifiant.to_owned())
        .lock_exclusive()
        .one(base)
        .await
}

pub async fn noter_verrou_inconnu(
    base: &impl ConnectionTrait,
    ligne: verrou_inconnu::Model,
) -> Result<(), DbErr> {
    use verrou_inconnu::Column;
    verrou_inconnu::Entity::insert(ligne.into_active_model())
        .on_conflict(
            OnConflict::column(Column::Identifiant)
                .update_columns([Column::Echecs, Column::VerrouilleJusquA, Column::MajLe])
                .to_owned(),
        )
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// The agents of the UD of a département who can log in.
pub async fn agents_du_departement(
    base: &impl ConnectionTrait,
    departement: &str,
) -> Result<Vec<Compte>, DbErr> {
    let fermes = compte_ferme::Entity::find()
        .select_only()
        .column(compte_ferme::Column::CompteId)
        .into_query();
    let de_l_ud = agent_departement::Entity::find()
        .select_only()
        .column(agent_departement::Column::CompteId)
        .filter(agent_departement::Column::Code.eq(departement))
        .into_query();
    compte::Entity::find()
        .filter(compte::Column::Role.eq("agent_ud"))
        .filter(compte::Column::Id.in_subquery(de_l_ud))
        .filter(compte::Column::Identifiant.is_not_null())
        .filter(compte::Column::Id.not_in_subquery(fermes))
        .order_by_asc(compte::Column::Nom)
        .all(base)
        .await
}

/// Forgets attempts on unknown identifiants: nobody made one since `avant`, none locks at `maintenant`.
pub async fn purger_verrous_inconnus(
    base: &impl ConnectionTrait,
    avant: OffsetDateTime,
    maintenant: OffsetDateTime,
) -> Result<(), DbErr> {
    use verrou_inconnu::Column;
    verrou_inconnu::Entity::delete_many()
        .filter(Column::MajLe.lt(avant))
        .filter(
            Column::VerrouilleJusquA
                .is_null()
                .or(Column::VerrouilleJusquA.lte(maintenant)),
        )
        .exec(base)
        .await
        .map(|_| ())
}
