//! Many rows at once.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IdenStatic, IntoActiveModel,
};
use sea_orm::{Iterable, Statement, Value};
use std::fmt::Write as _;

/// Rows of one statement: with 24 columns each, under SQLite's 32 766 bindings and PostgreSQL's 65 535.
pub const LOT: usize = 500;

/// Inserts rows, all columns of them; `suite` ends each statement (`ON CONFLICT …`). The text is written here,
/// once for all lots of a size: an expression for each value costs more than the database does.
pub async fn inserer<E>(base: &impl ConnectionTrait, lignes: Vec<E::Model>, suite: &str) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let moteur = base.get_database_backend();
    let colonnes: Vec<E::Column> = E::Column::iter().collect();
    let mut sql = String::new();
    let mut rangees = 0;
    let mut lignes = lignes.into_iter();
    loop {
        let lot: Vec<E::Model> = lignes.by_ref().take(LOT).collect();
        if lot.is_empty() {
            return Ok(());
        }
        if lot.len() != rangees {
            rangees = lot.len();
            sql = texte::<E>(moteur, &colonnes, rangees, suite);
        }
        let mut valeurs: Vec<Value> = Vec::with_capacity(rangees * colonnes.len());
        for ligne in lot {
            let mut ligne = ligne.into_active_model();
            // A row that was read or made whole has them all.
            valeurs.extend(
                colonnes
                    .iter()
                    .filter_map(|colonne| ligne.take(*colonne).into_value()),
            );
        }
        base.execute_raw(Statement::from_sql_and_values(moteur, sql.as_str(), valeurs))
            .await?;
    }
}

fn texte<E: EntityTrait>(moteur: DbBackend, colonnes: &[E::Column], rangees: usize, suite: &str) -> String {
    let noms: Vec<&str> = colonnes.iter().map(IdenStatic::as_str).collect();
    let mut sql = format!(
        "INSERT INTO {} ({}) VALUES ",
        E::default().table_name(),
        noms.join(", ")
    );
    for place in 0..rangees * noms.len() {
        sql.push_str(match (place, place % noms.len()) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        });
        match moteur {
            // Writing to a string does not fail.
            DbBackend::Postgres => _ = write!(sql, "${}", place + 1),
            // Numbered, each would be looked for among all the others.
            _ => sql.push('?'),
        }
    }
    sql.push_str(") ");
    sql.push_str(suite);
    sql
}
