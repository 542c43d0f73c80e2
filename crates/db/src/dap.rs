//! DAPs.

use crate::Page;
use crate::entites::{dap, dap_instantane};
pub use crate::habilitation::Porteur;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

pub use dap::Model as Dap;
pub use dap_instantane::Model as Instantane;

/// Whose DAPs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Portee {
    /// Establishments for which the account may act.
    Compte(Porteur),
    /// The département of an agent; drafts and withdrawn drafts are nobody else's business.
    Departement(String),
}

/// Filters of the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    pub etablissement_id: Option<Uuid>,
    pub numero: Option<String>,
    pub etat: Option<String>,
}

pub async fn inserer(base: &impl ConnectionTrait, ligne: Dap) -> Result<(), DbErr> {
    dap::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn inserer_instantane(base: &impl ConnectionTrait, ligne: Instantane) -> Result<(), DbErr> {
    dap_instantane::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// The newest frozen version.
pub async fn dernier_instantane(
    base: &impl ConnectionTrait,
    dap_id: Uuid,
) -> Result<Option<Instantane>, DbErr> {
    dap_instantane::Entity::find()
        .filter(dap_instantane::Column::DapId.eq(dap_id))
        .order_by_desc(dap_instantane::Column::Version)
        .one(base)
        .await
}

fn dans(portee: &Portee) -> Select<dap::Entity> {
    let requete = dap::Entity::find();
    match portee {
        Portee::Compte(porteur) => requete.filter(
            dap::Column::EtablissementId.in_subquery(crate::habilitation::sous_requete_acceptees(*porteur)),
        ),
        Portee::Departement(code) => requete
            .filter(dap::Column::Departement.eq(code.as_str()))
            .filter(dap::Column::EtatCode.is_not_in(["provisoire", "retiree"])),
    }
}

/// The DAP, when it is within reach.
pub async fn trouver(base: &impl ConnectionTrait, portee: &Portee, id: Uuid) -> Result<Option<Dap>, DbErr> {
    dans(portee).filter(dap::Column::Id.eq(id)).one(base).await
}

pub async fn par_id(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Dap>, DbErr> {
    dap::Entity::find_by_id(id).one(base).await
}

/// Numbers of these DAPs.
pub async fn numeros(base: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>, DbErr> {
    let lignes: Vec<(Uuid, String)> = dap::Entity::find()
        .select_only()
        .columns([dap::Column::Id, dap::Column::Numero])
        .filter(dap::Column::Id.is_in(ids))
        .into_tuple()
        .all(base)
        .await?;
    Ok(lignes.into_iter().collect())
}

/// The same, locked until the transaction ends.
pub async fn verrouiller(
    base: &impl ConnectionTrait,
    portee: &Portee,
    id: Uuid,
) -> Result<Option<Dap>, DbErr> {
    dans(portee)
        .filter(dap::Column::Id.eq(id))
        .lock_exclusive()
        .one(base)
        .await
}

pub async fn par_code_di(
    base: &impl ConnectionTrait,
    portee: &Portee,
    code: &str,
) -> Result<Option<Dap>, DbErr> {
    dans(portee).filter(dap::Column::CodeDi.eq(code)).one(base).await
}

/// Newest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    portee: &Portee,
    filtre: &Filtre,
    page: Page<Uuid>,
) -> Result<Vec<Dap>, DbErr> {
    let mut requete = filtrer(dans(portee), filtre)
        .order_by_desc(dap::Column::Id)
        .limit(page.limite);
    if let Some(id) = page.apres {
        requete = requete.filter(dap::Column::Id.lt(id));
    }
    requete.all(base).await
}

/// What waits for an agent, nearest tacit deadline first.
pub async fn file(
    base: &impl ConnectionTrait,
    departement: &str,
    filtre: &Filtre,
    page: Page<(Date, Uuid)>,
) -> Result<Vec<Dap>, DbErr> {
    let mut requete = filtrer(dans(&Portee::Departement(departement.to_owned())), filtre)
        .filter(dap::Column::LimiteTacite.is_not_null())
        .order_by_asc(dap::Column::LimiteTacite)
        .order_by_asc(dap::Column::Id)
        .limit(page.limite);
    if let Some((limite, id)) = page.apres {
        requete = requete.filter(
            Condition::any().add(dap::Column::LimiteTacite.gt(limite)).add(
                Condition::all()
                    .add(dap::Column::LimiteTacite.eq(limite))
                    .add(dap::Column::Id.gt(id)),
            ),
        );
    }
    requete.all(base).await
}

fn filtrer(mut requete: Select<dap::Entity>, filtre: &Filtre) -> Select<dap::Entity> {
    if let Some(id) = filtre.etablissement_id {
        requete = requete.filter(dap::Column::EtablissementId.eq(id));
    }
    if let Some(numero) = &filtre.numero {
        requete = requete.filter(dap::Column::Numero.eq(numero.as_str()));
    }
    if let Some(etat) = &filtre.etat {
        requete = requete.filter(dap::Column::EtatCode.eq(etat.as_str()));
    }
    requete
}

/// Other DAPs of the establishment that were not given up, for the rule against doubles.
pub async fn autres_vivantes(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    sauf: Option<Uuid>,
) -> Result<Vec<Dap>, DbErr> {
    let mut requete = dap::Entity::find()
        .filter(dap::Column::EtablissementId.eq(etablissement_id))
        .filter(dap::Column::EtatCode.is_not_in(["retiree", "refusee"]));
    if let Some(id) = sauf {
        requete = requete.filter(dap::Column::Id.ne(id));
    }
    requete.all(base).await
}

/// DAPs whose tacit deadline lies before `jour`.
pub async fn echues(base: &impl ConnectionTrait, jour: Date, limite: u64) -> Result<Vec<Dap>, DbErr> {
    dap::Entity::find()
        .filter(dap::Column::EtatCode.is_in(["en_attente_instruction_ud", "instruction_en_cours"]))
        .filter(dap::Column::LimiteTacite.lt(jour))
        .order_by_asc(dap::Column::LimiteTacite)
        .limit(limite)
        .all(base)
        .await
}

pub async fn verrouiller_sans_portee(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Dap>, DbErr> {
    dap::Entity::find_by_id(id).lock_exclusive().one(base).await
}

/// Writes the whole row; the caller holds its lock and has raised `version`.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: Dap) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}
