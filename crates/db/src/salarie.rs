//! Employees of an establishment.

use crate::Page;
use crate::entites::salarie::{Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

pub use crate::entites::salarie::Model as Salarie;

/// Rows of one statement: 11 columns each, under SQLite's 32 766 and PostgreSQL's 65 535 bindings.
const LOT: usize = 500;

/// Inserts, or replaces what a file may change of an employee with the same NIR.
pub async fn inserer_ou_remplacer(base: &impl ConnectionTrait, lignes: Vec<Salarie>) -> Result<(), DbErr> {
    for lot in lignes.chunks(LOT) {
        Entity::insert_many(lot.iter().cloned().map(IntoActiveModel::into_active_model))
            .on_conflict(
                OnConflict::columns([Column::EtablissementId, Column::NirIndex])
                    .update_columns([
                        Column::Nom,
                        Column::Prenom,
                        Column::Categorie,
                        Column::DureeHebdomadaire,
                        Column::TauxHoraireBrut,
                        Column::ModifieLe,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(base)
            .await?;
    }
    Ok(())
}

pub async fn par_index(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    nir_index: &str,
) -> Result<Option<Salarie>, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .filter(Column::NirIndex.eq(nir_index))
        .one(base)
        .await
}

/// Those of a thousand keyed indexes that are there.
pub async fn par_indexes(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    index: impl Iterator<Item = String>,
) -> Result<Vec<Salarie>, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .filter(Column::NirIndex.is_in(index))
        .all(base)
        .await
}

pub async fn tous(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<Vec<Salarie>, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .order_by_asc(Column::Nom)
        .order_by_asc(Column::Prenom)
        .order_by_asc(Column::Id)
        .all(base)
        .await
}

/// By name; the cursor is the last row's name, first name and id.
pub async fn lister(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    page: Page<(String, String, Uuid)>,
) -> Result<Vec<Salarie>, DbErr> {
    let mut requete = Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .order_by_asc(Column::Nom)
        .order_by_asc(Column::Prenom)
        .order_by_asc(Column::Id)
        .limit(page.limite);
    if let Some((nom, prenom, id)) = page.apres {
        requete = requete.filter(
            Condition::any()
                .add(Column::Nom.gt(nom.clone()))
                .add(
                    Condition::all()
                        .add(Column::Nom.eq(nom.clone()))
                        .add(Column::Prenom.gt(prenom.clone())),
                )
                .add(
                    Condition::all()
                        .add(Column::Nom.eq(nom))
                        .add(Column::Prenom.eq(prenom))
                        .add(Column::Id.gt(id)),
                ),
        );
    }
    requete.all(base).await
}

pub async fn compter(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .count(base)
        .await
}
