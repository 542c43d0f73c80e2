//! The lines of a claim: an employee each.

use super::{Ligne, Page};
use crate::entites::demande_ligne;
use crate::masse::{self, LOT};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Statement, Value,
};
use uuid::Uuid;

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
    masse::inserer::<demande_ligne::Entity>(base, lignes, "").await
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
    pub profil: String,
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
            Column::Profil,
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

/// True when the employee of the register is in some claim, whatever its state.
pub async fn salarie_utilise(base: &impl ConnectionTrait, salarie_id: Uuid) -> Result<bool, DbErr> {
    let ligne = demande_ligne::Entity::find()
        .filter(demande_ligne::Column::SalarieId.eq(salarie_id))
        .limit(1)
        .one(base)
        .await?;
    Ok(ligne.is_some())
}
