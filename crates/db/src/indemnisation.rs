//! Claims (DI) and their lines.

use crate::Page;
use crate::dap::Portee;
use crate::entites::{demande, demande_ligne};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;
use uuid::Uuid;

pub use demande::Model as Demande;
pub use demande_ligne::Model as Ligne;

/// Rows of one statement: 24 columns each, under SQLite's 32 766 bindings.
const LOT: usize = 500;

/// Filters of the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    pub etablissement_id: Option<Uuid>,
    pub dap_id: Option<Uuid>,
    pub mois: Option<String>,
    pub etat: Option<String>,
}

pub async fn inserer(base: &impl ConnectionTrait, ligne: Demande) -> Result<(), DbErr> {
    demande::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

fn dans(portee: &Portee) -> Select<demande::Entity> {
    let requete = demande::Entity::find();
    match portee {
        Portee::Compte(porteur) => requete.filter(
            demande::Column::EtablissementId
                .in_subquery(crate::habilitation::sous_requete_acceptees(*porteur)),
        ),
        Portee::Departements(codes) => requete
            .filter(demande::Column::Departement.is_in(codes.iter().map(String::as_str)))
            .filter(demande::Column::EtatCode.is_not_in(["provisoire", "retiree"])),
    }
}

pub async fn trouver(
    base: &impl ConnectionTrait,
    portee: &Portee,
    id: Uuid,
) -> Result<Option<Demande>, DbErr> {
    dans(portee).filter(demande::Column::Id.eq(id)).one(base).await
}

/// The claim of a number; with `portee`, when it is within reach.
pub async fn par_numero(
    base: &impl ConnectionTrait,
    portee: Option<&Portee>,
    numero: &str,
) -> Result<Option<Demande>, DbErr> {
    portee
        .map_or_else(demande::Entity::find, dans)
        .filter(demande::Column::Numero.eq(numero))
        .one(base)
        .await
}

/// The same, locked until the transaction ends.
pub async fn verrouiller(
    base: &impl ConnectionTrait,
    portee: &Portee,
    id: Uuid,
) -> Result<Option<Demande>, DbErr> {
    dans(portee)
        .filter(demande::Column::Id.eq(id))
        .lock_exclusive()
        .one(base)
        .await
}

/// Claims of a DAP for a month, withdrawn ones left out.
pub async fn du_mois(base: &impl ConnectionTrait, dap_id: Uuid, mois: &str) -> Result<Vec<Demande>, DbErr> {
    demande::Entity::find()
        .filter(demande::Column::DapId.eq(dap_id))
        .filter(demande::Column::Mois.eq(mois))
        .order_by_asc(demande::Column::Correction)
        .all(base)
        .await
}

/// All claims of a DAP.
pub async fn de_la_dap(base: &impl ConnectionTrait, dap_id: Uuid) -> Result<Vec<Demande>, DbErr> {
    demande::Entity::find()
        .filter(demande::Column::DapId.eq(dap_id))
        .all(base)
        .await
}

/// Newest first.
pub async fn lister(
    base: &impl ConnectionTrait,
    portee: &Portee,
    filtre: &Filtre,
    page: Page<Uuid>,
) -> Result<Vec<Demande>, DbErr> {
    let mut requete = dans(portee).order_by_desc(demande::Column::Id).limit(page.limite);
    if let Some(id) = filtre.etablissement_id {
        requete = requete.filter(demande::Column::EtablissementId.eq(id));
    }
    if let Some(id) = filtre.dap_id {
        requete = requete.filter(demande::Column::DapId.eq(id));
    }
    if let Some(mois) = &filtre.mois {
        requete = requete.filter(demande::Column::Mois.eq(mois.as_str()));
    }
    if let Some(etat) = &filtre.etat {
        requete = requete.filter(demande::Column::EtatCode.eq(etat.as_str()));
    }
    if let Some(id) = page.apres {
        requete = requete.filter(demande::Column::Id.lt(id));
    }
    requete.all(base).await
}

/// Writes the whole row; the caller holds its lock and has raised `version`.
pub async fn remplacer(base: &impl ConnectionTrait, ligne: Demande) -> Result<(), DbErr> {
    ligne
        .into_active_model()
        .reset_all()
        .update(base)
        .await
        .map(|_| ())
}

/// All lines, by rank.
pub async fn lignes(base: &impl ConnectionTrait, demande_id: Uuid) -> Result<Vec<Ligne>, DbErr> {
    demande_ligne::Entity::find()
        .filter(demande_ligne::Column::DemandeId.eq(demande_id))
        .order_by_asc(demande_ligne::Column::Rang)
        .all(base)
        .await
}

/// One page of lines, by rank.
pub async fn page_lignes(
    base: &impl ConnectionTrait,
    demande_id: Uuid,
    page: Page<i32>,
) -> Result<Vec<Ligne>, DbErr> {
    let mut requete = demande_ligne::Entity::find()
        .filter(demande_ligne::Column::DemandeId.eq(demande_id))
        .order_by_asc(demande_ligne::Column::Rang)
        .limit(page.limite);
    if let Some(rang) = page.apres {
        requete = requete.filter(demande_ligne::Column::Rang.gt(rang));
    }
    requete.all(base).await
}

pub async fn inserer_lignes(base: &impl ConnectionTrait, lignes: Vec<Ligne>) -> Result<(), DbErr> {
    for lot in lignes.chunks(LOT) {
        demande_ligne::Entity::insert_many(lot.iter().cloned().map(IntoActiveModel::into_active_model))
            .exec_without_returning(base)
            .await?;
    }
    Ok(())
}

/// Deletes lines by id. Lines of a draft only: the caller has checked the state.
pub async fn supprimer_lignes(
    base: &impl ConnectionTrait,
    demande_id: Uuid,
    ids: &[Uuid],
) -> Result<(), DbErr> {
    for lot in ids.chunks(LOT) {
        demande_ligne::Entity::delete_many()
            .filter(demande_ligne::Column::DemandeId.eq(demande_id))
            .filter(demande_ligne::Column::Id.is_in(lot.iter().copied()))
            .exec(base)
            .await?;
    }
    Ok(())
}

/// Replaces lines that changed: deleted and inserted again in bulk, which both databases do
/// faster than one update per line.
pub async fn remplacer_lignes(
    base: &impl ConnectionTrait,
    demande_id: Uuid,
    lignes: Vec<Ligne>,
) -> Result<(), DbErr> {
    let ids: Vec<Uuid> = lignes.iter().map(|ligne| ligne.id).collect();
    supprimer_lignes(base, demande_id, &ids).await?;
    inserer_lignes(base, lignes).await
}

/// Which claims of an employer count for the hours of a year.
#[derive(Debug, Clone, Copy)]
pub struct HeuresComptees<'a> {
    pub siren: &'a str,
    pub annee: i32,
    /// Codes of the states whose hours count.
    pub etats: &'a [&'static str],
    /// Only claims under a DAP of this motif.
    pub motif: Option<&'a str>,
}

/// Indemnifiable hours (hundredths) of the year by employee of the claim, over all the other claims of
/// the same employer (SIREN) that count. PostgreSQL sums BIGINT to NUMERIC: cast back.
pub async fn heures_ailleurs(
    base: &impl ConnectionTrait,
    demande_id: Uuid,
    comptees: HeuresComptees<'_>,
) -> Result<HashMap<String, i64>, DbErr> {
    use crate::entites::{dap, etablissement};
    let etablissements = Query::select()
        .column(etablissement::Column::Id)
        .from(etablissement::Entity)
        .and_where(crate::etablissement::de_l_entreprise(comptees.siren))
        .to_owned();
    let mut autres = Query::select()
        .column(demande::Column::Id)
        .from(demande::Entity)
        .and_where(demande::Column::Id.ne(demande_id))
        .and_where(demande::Column::EtablissementId.in_subquery(etablissements))
        .and_where(demande::Column::Mois.starts_with(format!("{}-", comptees.annee)))
        .and_where(demande::Column::EtatCode.is_in(comptees.etats.iter().copied()))
        .to_owned();
    if let Some(motif) = comptees.motif {
        let daps = Query::select()
            .column(dap::Column::Id)
            .from(dap::Entity)
            .and_where(dap::Column::Motif.eq(motif))
            .to_owned();
        autres.and_where(demande::Column::DapId.in_subquery(daps));
    }
    let de_cette_demande = Query::select()
        .column(demande_ligne::Column::NirIndex)
        .from(demande_ligne::Entity)
        .and_where(demande_ligne::Column::DemandeId.eq(demande_id))
        .to_owned();
    let sommes: Vec<(String, i64)> = demande_ligne::Entity::find()
        .select_only()
        .column(demande_ligne::Column::NirIndex)
        .column_as(Expr::cust("CAST(SUM(heures_indemnisables) AS BIGINT)"), "total")
        .filter(demande_ligne::Column::DemandeId.in_subquery(autres))
        .filter(demande_ligne::Column::NirIndex.in_subquery(de_cette_demande))
        .group_by(demande_ligne::Column::NirIndex)
        .into_tuple()
        .all(base)
        .await?;
    Ok(sommes.into_iter().collect())
}

/// True when the employee of the register is in some claim, whatever its state.
pub async fn salarie_utilise(base: &impl ConnectionTrait, salarie_id: Uuid) -> Result<bool, DbErr> {
    let ligne = demande_ligne::Entity::find()
        .filter(demande_ligne::Column::SalarieId.eq(salarie_id))
        .limit(1)
        .one(base)
        .await?;
    Ok(ligne.is_some())
}

/// Claims of an establishment for a month that are not withdrawn, the oldest first.
pub async fn de_l_etablissement(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    mois: &str,
) -> Result<Vec<Demande>, DbErr> {
    demande::Entity::find()
        .filter(demande::Column::EtablissementId.eq(etablissement_id))
        .filter(demande::Column::Mois.eq(mois))
        .filter(demande::Column::EtatCode.ne("retiree"))
        .order_by_asc(demande::Column::Id)
        .all(base)
        .await
}
