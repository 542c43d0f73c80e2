//! Requests for assistance and their messages.

use crate::Page;
use crate::entites::{demande_assistance as demande, message_assistance as message};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use demande::Model as DemandeAssistance;
pub use message::Model as MessageAssistance;

/// What the help desk looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Only those that wait for the help desk, the longest wait first.
    pub a_traiter: bool,
    pub etat: Option<String>,
    pub motif: Option<String>,
    /// 14 digits.
    pub siret: Option<String>,
    /// Lower case, without accents.
    pub texte: Option<String>,
}

/// Where a page of the list ends: the instant it is sorted by, and the id.
pub type Position = (OffsetDateTime, Uuid);

pub async fn inserer(base: &impl ConnectionTrait, ligne: DemandeAssistance) -> Result<(), DbErr> {
    demande::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn inserer_message(base: &impl ConnectionTrait, ligne: MessageAssistance) -> Result<(), DbErr> {
    message::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<DemandeAssistance>, DbErr> {
    demande::Entity::find_by_id(id).one(base).await
}

/// The same, locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<DemandeAssistance>, DbErr> {
    demande::Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// Writes the whole row; the caller holds its lock and has raised `version`.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: DemandeAssistance) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}

/// Oldest first.
pub async fn messages(base: &impl ConnectionTrait, id: Uuid) -> Result<Vec<MessageAssistance>, DbErr> {
    message::Entity::find()
        .filter(message::Column::DemandeId.eq(id))
        .order_by_asc(message::Column::Id)
        .all(base)
        .await
}

pub async fn compter_messages(base: &impl ConnectionTrait, id: Uuid) -> Result<u64, DbErr> {
    message::Entity::find()
        .filter(message::Column::DemandeId.eq(id))
        .count(base)
        .await
}

/// How many wait for the help desk.
pub async fn compter_a_traiter(base: &impl ConnectionTrait) -> Result<u64, DbErr> {
    demande::Entity::find()
        .filter(demande::Column::AttendDepuis.is_not_null())
        .count(base)
        .await
}

/// To be dealt with: the longest wait first. Otherwise: newest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    filtre: &Filtre,
    page: Page<Position>,
) -> Result<Vec<DemandeAssistance>, DbErr> {
    let mut requete = demande::Entity::find().limit(page.limite);
    let exacts = [
        (demande::Column::EtatCode, &filtre.etat),
        (demande::Column::Motif, &filtre.motif),
        (demande::Column::Siret, &filtre.siret),
    ];
    for (colonne, valeur) in exacts {
        if let Some(valeur) = valeur {
            requete = requete.filter(colonne.eq(valeur.as_str()));
        }
    }
    if let Some(texte) = &filtre.texte {
        let litteral = texte
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let motif = LikeExpr::new(format!("%{litteral}%")).escape('\\');
        requete = requete.filter(demande::Column::Recherche.like(motif));
    }
    if filtre.a_traiter {
        requete = requete
            .filter(demande::Column::AttendDepuis.is_not_null())
            .order_by_asc(demande::Column::AttendDepuis)
            .order_by_asc(demande::Column::Id);
        if let Some((instant, id)) = page.apres {
            requete = requete.filter(
                Condition::any()
                    .add(demande::Column::AttendDepuis.gt(instant))
                    .add(
                        Condition::all()
                            .add(demande::Column::AttendDepuis.eq(instant))
                            .add(demande::Column::Id.gt(id)),
                    ),
            );
        }
    } else {
        requete = requete.order_by_desc(demande::Column::Id);
        if let Some((_, id)) = page.apres {
            requete = requete.filter(demande::Column::Id.lt(id));
        }
    }
    requete.all(base).await
}

/// Those of one account, newest first.
pub async fn du_compte(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    page: Page<Uuid>,
) -> Result<Vec<DemandeAssistance>, DbErr> {
    let mut requete = demande::Entity::find()
        .filter(demande::Column::CompteId.eq(compte_id))
        .order_by_desc(demande::Column::Id)
        .limit(page.limite);
    if let Some(id) = page.apres {
        requete = requete.filter(demande::Column::Id.lt(id));
    }
    requete.all(base).await
}
