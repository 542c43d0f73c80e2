//! Mandates: an accountant acts for a client's establishment.

use crate::Page;
use crate::entites::mandat;
use crate::habilitation::Porteur;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::Date;
use uuid::Uuid;

pub use mandat::Model as Mandat;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Mandat) -> Result<(), DbErr> {
    mandat::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Writes the whole row; the caller holds its lock.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: Mandat) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Mandat>, DbErr> {
    mandat::Entity::find_by_id(id).one(base).await
}

/// The mandate, its row locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Mandat>, DbErr> {
    mandat::Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// Which mandates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    /// The accountant.
    pub compte_id: Option<Uuid>,
    pub etablissement_id: Option<Uuid>,
}

/// Newest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    filtre: &Filtre,
    page: Page<Uuid>,
) -> Result<Vec<Mandat>, DbErr> {
    let mut requete = mandat::Entity::find()
        .order_by_desc(mandat::Column::Id)
        .limit(page.limite);
    if let Some(id) = filtre.compte_id {
        requete = requete.filter(mandat::Column::CompteId.eq(id));
    }
    if let Some(id) = filtre.etablissement_id {
        requete = requete.filter(mandat::Column::EtablissementId.eq(id));
    }
    if let Some(id) = page.apres {
        requete = requete.filter(mandat::Column::Id.lt(id));
    }
    requete.all(base).await
}

/// Mandates of one accountant for one establishment.
pub async fn du_couple(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    etablissement_id: Uuid,
) -> Result<Vec<Mandat>, DbErr> {
    mandat::Entity::find()
        .filter(mandat::Column::CompteId.eq(compte_id))
        .filter(mandat::Column::EtablissementId.eq(etablissement_id))
        .all(base)
        .await
}

/// Accepted, and within its dates, both included.
fn valable(jour: Date) -> Condition {
    Condition::all()
        .add(mandat::Column::Etat.eq("accepte"))
        .add(mandat::Column::Debut.lte(jour))
        .add(
            Condition::any()
                .add(mandat::Column::Fin.is_null())
                .add(mandat::Column::Fin.gte(jour)),
        )
}

/// May the account act for the establishment by a mandate on that day?
pub async fn en_cours(
    base: &impl ConnectionTrait,
    porteur: Porteur,
    etablissement_id: Uuid,
) -> Result<bool, DbErr> {
    mandat::Entity::find()
        .filter(mandat::Column::CompteId.eq(porteur.compte_id))
        .filter(mandat::Column::EtablissementId.eq(etablissement_id))
        .filter(valable(porteur.jour))
        .count(base)
        .await
        .map(|nombre| nombre > 0)
}

/// Establishments of the account's mandates in force on that day.
pub(crate) fn sous_requete_en_cours(porteur: Porteur) -> SelectStatement {
    Query::select()
        .column(mandat::Column::EtablissementId)
        .from(mandat::Entity)
        .and_where(mandat::Column::CompteId.eq(porteur.compte_id))
        .cond_where(valable(porteur.jour))
        .to_owned()
}

/// Establishments of the account's mandates that stand, wait or will begin: they count.
pub(crate) fn sous_requete_ouverts(compte_id: Uuid, jour: Date) -> SelectStatement {
    Query::select()
        .column(mandat::Column::EtablissementId)
        .from(mandat::Entity)
        .and_where(mandat::Column::CompteId.eq(compte_id))
        .and_where(mandat::Column::Etat.is_in(["en_attente", "accepte"]))
        .cond_where(
            Condition::any()
                .add(mandat::Column::Fin.is_null())
                .add(mandat::Column::Fin.gte(jour)),
        )
        .to_owned()
}

/// Accountants who act for the establishment on that day.
pub(crate) fn sous_requete_mandataires(etablissement_id: Uuid, jour: Date) -> SelectStatement {
    Query::select()
        .column(mandat::Column::CompteId)
        .from(mandat::Entity)
        .and_where(mandat::Column::EtablissementId.eq(etablissement_id))
        .cond_where(valable(jour))
        .to_owned()
}
