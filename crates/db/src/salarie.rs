//! Employees of an establishment.

use crate::Page;
use crate::entites::salarie::{Column, Entity};
use crate::masse::{self, LOT};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

pub use crate::entites::salarie::Model as Salarie;

/// What a file may change of an employee.
const MODIFIABLES: [&str; 12] = [
    "nom",
    "prenom",
    "categorie",
    "duree_hebdomadaire",
    "taux_horaire_brut",
    "modifie_le",
    "profil",
    "mode",
    "salaire_mensuel_brut",
    "entree",
    "sortie",
    "version",
];

/// Inserts, or replaces what a file may change of an employee with the same NIR.
pub async fn inserer_ou_remplacer(base: &impl ConnectionTrait, lignes: Vec<Salarie>) -> Result<(), DbErr> {
    let affectations = MODIFIABLES
        .map(|colonne| format!("{colonne} = excluded.{colonne}"))
        .join(", ");
    let conflit = format!("ON CONFLICT (etablissement_id, nir_index) DO UPDATE SET {affectations}");
    masse::inserer::<Entity>(base, lignes, &conflit).await
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

pub async fn tous(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<Vec<Salarie>, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .order_by_asc(Column::Nom)
        .order_by_asc(Column::Prenom)
        .order_by_asc(Column::Id)
        .all(base)
        .await
}

/// Those of these indexes, in no order.
pub async fn par_indexes(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    indexes: &[&str],
) -> Result<Vec<Salarie>, DbErr> {
    let mut trouves = Vec::with_capacity(indexes.len());
    for lot in indexes.chunks(LOT) {
        let requete = Entity::find()
            .filter(Column::EtablissementId.eq(etablissement_id))
            .filter(Column::NirIndex.is_in(lot.iter().copied()));
        trouves.extend(requete.all(base).await?);
    }
    Ok(trouves)
}

/// Those of these ids, by name.
pub async fn par_ids(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    ids: &[Uuid],
) -> Result<Vec<Salarie>, DbErr> {
    let mut trouves = Vec::with_capacity(ids.len());
    for lot in ids.chunks(LOT) {
        let requete = Entity::find()
            .filter(Column::EtablissementId.eq(etablissement_id))
            .filter(Column::Id.is_in(lot.iter().copied()));
        trouves.extend(requete.all(base).await?);
    }
    trouves.sort_by(|a, b| (&a.nom, &a.prenom, a.id).cmp(&(&b.nom, &b.prenom, b.id)));
    Ok(trouves)
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

/// One employee of the establishment, locked until the transaction ends.
pub async fn verrouiller(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    id: Uuid,
) -> Result<Option<Salarie>, DbErr> {
    dans(etablissement_id, id).lock_exclusive().one(base).await
}

/// One employee of the establishment.
pub async fn trouver(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    id: Uuid,
) -> Result<Option<Salarie>, DbErr> {
    dans(etablissement_id, id).one(base).await
}

fn dans(etablissement_id: Uuid, id: Uuid) -> Select<Entity> {
    Entity::find_by_id(id).filter(Column::EtablissementId.eq(etablissement_id))
}

/// Writes the whole row; the caller holds its lock and has raised `version`.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: Salarie) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}

pub async fn supprimer(base: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(base).await.map(|_| ())
}

pub async fn compter(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::EtablissementId.eq(etablissement_id))
        .count(base)
        .await
}
