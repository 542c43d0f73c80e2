//! Claims (DI) and their lines.

use crate::Page;
use crate::dap::Portee;
use crate::entites::{demande, demande_ligne, demande_paiement, demande_signal};
use domain::indemnisation::CodeEtatDi;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait,
    FromQueryResult, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    Statement, Value,
};
use std::collections::HashMap;
use uuid::Uuid;

mod doublons;
mod vie;

pub use demande::Model as Demande;
pub use demande_ligne::Model as Ligne;
pub use demande_paiement::Model as Paiement;
pub use demande_signal::Model as Signal;
pub use doublons::*;
pub use vie::*;

/// States of claims that nothing rests on.
const SANS_EFFET: [&str; 3] = ["provisoire", "retiree", "rejetee"];

/// Rows of one statement: 24 columns each, under SQLite's 32 766 bindings.
const LOT: usize = 500;

/// Filters of the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    pub etablissement_id: Option<Uuid>,
    pub dap_id: Option<Uuid>,
    pub mois: Option<String>,
    pub etat: Option<String>,
    pub numero: Option<String>,
}

pub async fn inserer(base: &impl ConnectionTrait, ligne: Demande) -> Result<(), DbErr> {
    demande::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Deletes the claims of a DAP with their lines, payments and signals.
pub async fn supprimer_de_la_dap(base: &impl ConnectionTrait, dap_id: Uuid) -> Result<(), DbErr> {
    let siennes = || {
        Query::select()
            .column(demande::Column::Id)
            .from(demande::Entity)
            .and_where(demande::Column::DapId.eq(dap_id))
            .to_owned()
    };
    demande_signal::Entity::delete_many()
        .filter(demande_signal::Column::DemandeId.in_subquery(siennes()))
        .exec(base)
        .await?;
    demande_paiement::Entity::delete_many()
        .filter(demande_paiement::Column::DemandeId.in_subquery(siennes()))
        .exec(base)
        .await?;
    demande_ligne::Entity::delete_many()
        .filter(demande_ligne::Column::DemandeId.in_subquery(siennes()))
        .exec(base)
        .await?;
    demande::Entity::delete_many()
        .filter(demande::Column::DapId.eq(dap_id))
        .exec(base)
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
    recentes(filtrer(dans(portee), filtre), page).all(base).await
}

fn recentes(requete: Select<demande::Entity>, page: Page<Uuid>) -> Select<demande::Entity> {
    let requete = requete.order_by_desc(demande::Column::Id).limit(page.limite);
    match page.apres {
        Some(id) => requete.filter(demande::Column::Id.lt(id)),
        None => requete,
    }
}

fn filtrer(mut requete: Select<demande::Entity>, filtre: &Filtre) -> Select<demande::Entity> {
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
    if let Some(numero) = &filtre.numero {
        requete = requete.filter(demande::Column::Numero.eq(numero.as_str()));
    }
    requete
}

fn codes_valides() -> impl Iterator<Item = &'static str> {
    CodeEtatDi::VALIDES.iter().map(|etat| etat.code())
}

pub async fn verrouiller_sans_portee(
    base: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Demande>, DbErr> {
    demande::Entity::find_by_id(id).lock_exclusive().one(base).await
}

pub async fn par_id(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Demande>, DbErr> {
    demande::Entity::find_by_id(id).one(base).await
}

fn etablissements_de(siren: &str) -> SelectStatement {
    use crate::entites::etablissement;
    Query::select()
        .column(etablissement::Column::Id)
        .from(etablissement::Entity)
        .and_where(crate::etablissement::de_l_entreprise(siren))
        .to_owned()
}

fn personnes_de(demande_id: Uuid) -> SelectStatement {
    Query::select()
        .column(demande_ligne::Column::NirIndex)
        .from(demande_ligne::Entity)
        .and_where(demande_ligne::Column::DemandeId.eq(demande_id))
        .to_owned()
}

/// Of all versions of a month, the one that counts: the last that was validated, else the one that
/// waits. A correction counts once it is validated.
fn comptent() -> Condition {
    let remplacees = Query::select()
        .column(demande::Column::CorrigeId)
        .from(demande::Entity)
        .and_where(demande::Column::CorrigeId.is_not_null())
        .and_where(demande::Column::EtatCode.is_in(codes_valides()))
        .to_owned();
    Condition::all()
        .add(demande::Column::EtatCode.is_not_in(SANS_EFFET))
        .add(demande::Column::Id.not_in_subquery(remplacees))
        .add(
            Condition::any()
                .add(demande::Column::CorrigeId.is_null())
                .add(demande::Column::EtatCode.is_in(codes_valides())),
        )
}

/// The claims of a DAP that count (see [`comptent`]).
pub async fn qui_comptent(base: &impl ConnectionTrait, dap_id: Uuid) -> Result<Vec<Demande>, DbErr> {
    demande::Entity::find()
        .filter(demande::Column::DapId.eq(dap_id))
        .filter(comptent())
        .order_by_asc(demande::Column::Mois)
        .all(base)
        .await
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

/// Writes what a calculation changes of lines, their weeks and amounts: one statement for many, with nothing
/// in it that stays as it was.
pub async fn ecrire_calculs(base: &impl ConnectionTrait, lignes: &[Ligne]) -> Result<(), DbErr> {
    const MONTANTS: [&str; 7] = [
        "heures_travaillees",
        "heures_chomees",
        "heures_indemnisables",
        "allocation_horaire",
        "allocation",
        "indemnite_horaire",
        "indemnite",
    ];
    let moteur = base.get_database_backend();
    // PostgreSQL must be told the types of a list of values; SQLite keeps what it is given, and looks for each
    // numbered place among all the others.
    let place = |rang: usize, colonne: usize| match (moteur, colonne) {
        (DbBackend::Postgres, 0) => format!("${rang}::uuid"),
        (DbBackend::Postgres, 1) => format!("${rang}::jsonb"),
        (DbBackend::Postgres, _) => format!("${rang}::bigint"),
        _ => "?".to_owned(),
    };
    let colonnes = MONTANTS.len() + 2;
    for lot in lignes.chunks(LOT) {
        let mut rangees = Vec::with_capacity(lot.len());
        let mut valeurs: Vec<Value> = Vec::with_capacity(lot.len() * colonnes);
        for ligne in lot {
            let places: Vec<String> = (0..colonnes)
                .map(|colonne| place(valeurs.len() + colonne + 1, colonne))
                .collect();
            rangees.push(format!("({})", places.join(",")));
            let montants = [
                ligne.heures_travaillees,
                ligne.heures_chomees,
                ligne.heures_indemnisables,
                ligne.allocation_horaire,
                ligne.allocation,
                ligne.indemnite_horaire,
                ligne.indemnite,
            ];
            valeurs.extend([ligne.id.into(), ligne.semaines.clone().into()]);
            valeurs.extend(montants.map(Value::from));
        }
        let affectations = MONTANTS
            .map(|montant| format!(", {montant} = v.{montant}"))
            .concat();
        let sql = format!(
            "WITH v (id, semaines, {}) AS (VALUES {}) \
             UPDATE demande_ligne SET semaines = v.semaines{affectations} FROM v WHERE demande_ligne.id = v.id",
            MONTANTS.join(", "),
            rangees.join(",")
        );
        base.execute_raw(Statement::from_sql_and_values(moteur, sql, valeurs))
            .await?;
    }
    Ok(())
}

/// What the checks before sending need of a line.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Indemnisee {
    pub nir_index: String,
    pub nom: String,
    pub prenom: String,
    /// Hundredths.
    pub heures_indemnisables: i64,
}

/// The lines that ask for hours, by rank.
pub async fn indemnisees(base: &impl ConnectionTrait, demande_id: Uuid) -> Result<Vec<Indemnisee>, DbErr> {
    use demande_ligne::Column;
    demande_ligne::Entity::find()
        .select_only()
        .columns([
            Column::NirIndex,
            Column::Nom,
            Column::Prenom,
            Column::HeuresIndemnisables,
        ])
        .filter(Column::DemandeId.eq(demande_id))
        .filter(Column::HeuresIndemnisables.gt(0))
        .order_by_asc(Column::Rang)
        .into_model()
        .all(base)
        .await
}

/// How many lines have no hours yet.
pub async fn compter_sans_heures(base: &impl ConnectionTrait, demande_id: Uuid) -> Result<u64, DbErr> {
    use demande_ligne::Column;
    demande_ligne::Entity::find()
        .filter(Column::DemandeId.eq(demande_id))
        .filter(Column::HeuresTravaillees.eq(0))
        .filter(Column::HeuresChomees.eq(0))
        .count(base)
        .await
}

/// Sums of the lines of a claim: hours in hundredths, amounts in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Totaux {
    pub salaries: i64,
    pub heures_travaillees: i64,
    pub heures_chomees: i64,
    pub heures_indemnisables: i64,
    pub allocation: i64,
    pub indemnite: i64,
}

/// The sums, by the database. PostgreSQL sums BIGINT to NUMERIC: cast back.
pub async fn totaux(base: &impl ConnectionTrait, demande_id: Uuid) -> Result<Totaux, DbErr> {
    let somme = |colonne: &str| Expr::cust(format!("CAST(COALESCE(SUM({colonne}), 0) AS BIGINT)"));
    let totaux = demande_ligne::Entity::find()
        .select_only()
        .column_as(demande_ligne::Column::Id.count(), "salaries")
        .column_as(somme("heures_travaillees"), "heures_travaillees")
        .column_as(somme("heures_chomees"), "heures_chomees")
        .column_as(somme("heures_indemnisables"), "heures_indemnisables")
        .column_as(somme("allocation"), "allocation")
        .column_as(somme("indemnite"), "indemnite")
        .filter(demande_ligne::Column::DemandeId.eq(demande_id))
        .into_model()
        .one(base)
        .await?;
    Ok(totaux.unwrap_or_default())
}

/// The employees of a claim, each with the rank of the line.
pub async fn salaries(base: &impl ConnectionTrait, demande_id: Uuid) -> Result<Vec<(Uuid, i32)>, DbErr> {
    demande_ligne::Entity::find()
        .select_only()
        .column(demande_ligne::Column::SalarieId)
        .column(demande_ligne::Column::Rang)
        .filter(demande_ligne::Column::DemandeId.eq(demande_id))
        .into_tuple()
        .all(base)
        .await
}

/// Which claims of an employer count for the hours of a year.
#[derive(Debug, Clone, Copy)]
pub struct HeuresComptees<'a> {
    pub siren: &'a str,
    pub annee: i32,
    /// Only claims under a DAP of this motif.
    pub motif: Option<&'a str>,
}

/// Indemnifiable hours (hundredths) of the year by employee of the claim, over all the other claims of
/// the same employer (SIREN) that count. PostgreSQL sums BIGINT to NUMERIC: cast back.
pub async fn heures_ailleurs(
    base: &impl ConnectionTrait,
    demande: &Demande,
    comptees: HeuresComptees<'_>,
) -> Result<HashMap<String, i64>, DbErr> {
    use crate::entites::dap;
    let mut ailleurs = comptent()
        // Of its own month it stands for every version.
        .add(
            Condition::any()
                .add(demande::Column::DapId.ne(demande.dap_id))
                .add(demande::Column::Mois.ne(demande.mois.as_str())),
        )
        .add(demande::Column::EtablissementId.in_subquery(etablissements_de(comptees.siren)))
        .add(demande::Column::Mois.starts_with(format!("{}-", comptees.annee)));
    if let Some(motif) = comptees.motif {
        let daps = Query::select()
            .column(dap::Column::Id)
            .from(dap::Entity)
            .and_where(dap::Column::Motif.eq(motif))
            .to_owned();
        ailleurs = ailleurs.add(demande::Column::DapId.in_subquery(daps));
    }
    let autres = Query::select()
        .column(demande::Column::Id)
        .from(demande::Entity)
        .cond_where(ailleurs)
        .to_owned();
    let sommes: Vec<(String, i64)> = demande_ligne::Entity::find()
        .select_only()
        .column(demande_ligne::Column::NirIndex)
        .column_as(Expr::cust("CAST(SUM(heures_indemnisables) AS BIGINT)"), "total")
        .filter(demande_ligne::Column::DemandeId.in_subquery(autres))
        .filter(demande_ligne::Column::NirIndex.in_subquery(personnes_de(demande.id)))
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
