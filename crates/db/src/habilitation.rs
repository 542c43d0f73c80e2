//! Requests for, and rights to, act for an establishment.

use crate::Page;
use crate::entites::{compte, etablissement, habilitation};
use sea_orm::sea_query::{Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use habilitation::{ActiveModel, Model as Habilitation};

/// An account on a day: mandates begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Porteur {
    pub compte_id: Uuid,
    /// Paris day.
    pub jour: Date,
}

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

pub async fn compter_etat(base: &impl ConnectionTrait, etat: &str) -> Result<u64, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::Etat.eq(etat))
        .count(base)
        .await
}

/// Rights that stand or wait; the others are history.
const VIVANTES: [&str; 2] = ["en_attente", "acceptee"];

/// SIRETs of the account, by habilitation or by mandate; what was refused or has ended is left out.
pub async fn compter_du_compte(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    jour: Date,
) -> Result<u64, DbErr> {
    let ids = sous_requete_vivantes(compte_id)
        .union(
            UnionType::Distinct,
            crate::mandat::sous_requete_ouverts(compte_id, jour),
        )
        .to_owned();
    etablissement::Entity::find()
        .filter(etablissement::Column::Id.in_subquery(ids))
        .count(base)
        .await
}

/// Does the establishment have a user, or a request that waits?
pub async fn etablissement_pris(base: &impl ConnectionTrait, etablissement_id: Uuid) -> Result<bool, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Etat.is_in(VIVANTES))
        .count(base)
        .await
        .map(|nombre| nombre > 0)
}

/// The users of an establishment with their accounts, the principal one first, then by name.
pub async fn utilisateurs(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
) -> Result<Vec<(Habilitation, compte::Model)>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Etat.eq("acceptee"))
        .all(base)
        .await?;
    let mut comptes =
        crate::compte::par_ids(base, lignes.iter().map(|ligne| ligne.compte_id).collect()).await?;
    let mut utilisateurs: Vec<_> = lignes
        .into_iter()
        .filter_map(|ligne| comptes.remove(&ligne.compte_id).map(|compte| (ligne, compte)))
        .collect();
    utilisateurs.sort_by(|(ha, a), (hb, b)| {
        let cle = |h: &Habilitation, c: &compte::Model| {
            (
                h.role != "principal",
                c.nom.to_lowercase(),
                c.prenom.to_lowercase(),
                c.id,
            )
        };
        cle(ha, a).cmp(&cle(hb, b))
    });
    Ok(utilisateurs)
}

/// The right of an account that stands or waits for the establishment.
pub async fn vivante(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    etablissement_id: Uuid,
) -> Result<Option<Habilitation>, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Etat.is_in(VIVANTES))
        .one(base)
        .await
}

/// One right of the establishment, whatever its state.
pub async fn trouver(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    id: Uuid,
) -> Result<Option<Habilitation>, DbErr> {
    habilitation::Entity::find_by_id(id)
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .one(base)
        .await
}

/// Requests of the account that wait, with their establishments, newest first.
pub async fn demandes_du_compte(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
) -> Result<Vec<Complete>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .filter(habilitation::Column::Etat.eq("en_attente"))
        .order_by_desc(habilitation::Column::Id)
        .all(base)
        .await?;
    completer(base, lignes).await
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

/// Ids of the establishments for which the account may act on that day: by an accepted
/// habilitation or by a mandate in force. The one place where reach is said in SQL.
pub fn sous_requete_acceptees(porteur: Porteur) -> SelectStatement {
    Query::select()
        .column(habilitation::Column::EtablissementId)
        .from(habilitation::Entity)
        .and_where(habilitation::Column::CompteId.eq(porteur.compte_id))
        .and_where(habilitation::Column::Etat.eq("acceptee"))
        .union(UnionType::Distinct, crate::mandat::sous_requete_en_cours(porteur))
        .to_owned()
}

fn sous_requete_vivantes(compte_id: Uuid) -> SelectStatement {
    Query::select()
        .column(habilitation::Column::EtablissementId)
        .from(habilitation::Entity)
        .and_where(habilitation::Column::CompteId.eq(compte_id))
        .and_where(habilitation::Column::Etat.is_in(VIVANTES))
        .to_owned()
}

/// As what the account acts for the establishment on that day, if it may: `principal`,
/// `utilisateur` or `tiers_declarant`.
pub async fn titre(
    base: &impl ConnectionTrait,
    porteur: Porteur,
    etablissement_id: Uuid,
) -> Result<Option<String>, DbErr> {
    let propre = vivante(base, porteur.compte_id, etablissement_id)
        .await?
        .filter(|ligne| ligne.etat == "acceptee");
    if let Some(ligne) = propre {
        return Ok(Some(ligne.role));
    }
    let mandate = crate::mandat::en_cours(base, porteur, etablissement_id).await?;
    Ok(mandate.then(|| "tiers_declarant".to_owned()))
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

/// Those of these ids that exist, with account and establishment.
pub async fn completes(base: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Complete>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(habilitation::Column::Id)
        .all(base)
        .await?;
    completer(base, lignes).await
}

/// Ids of the requests that wait, oldest first; those whose SIRET the register could not confirm
/// only if wanted.
pub async fn ids_en_attente(
    base: &impl ConnectionTrait,
    a_verifier_aussi: bool,
    limite: u64,
) -> Result<Vec<Uuid>, DbErr> {
    let mut requete = habilitation::Entity::find()
        .select_only()
        .column(habilitation::Column::Id)
        .filter(habilitation::Column::Etat.eq("en_attente"))
        .order_by_asc(habilitation::Column::Id)
        .limit(limite);
    if !a_verifier_aussi {
        let surs = Query::select()
            .column(etablissement::Column::Id)
            .from(etablissement::Entity)
            .and_where(etablissement::Column::AVerifier.eq(false))
            .to_owned();
        requete = requete.filter(habilitation::Column::EtablissementId.in_subquery(surs));
    }
    requete.into_tuple().all(base).await
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
