//! Establishments and the rights to act for them.

use crate::Page;
use crate::entites::{etablissement, habilitation};
use crate::habilitation::Porteur;
use sea_orm::sea_query::{Expr, Query, SimpleExpr, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use etablissement::Model as Etablissement;

pub async fn inserer(base: &impl ConnectionTrait, ligne: Etablissement) -> Result<(), DbErr> {
    etablissement::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn par_siret(base: &impl ConnectionTrait, siret: &str) -> Result<Option<Etablissement>, DbErr> {
    etablissement::Entity::find()
        .filter(etablissement::Column::Siret.eq(siret))
        .one(base)
        .await
}

pub async fn trouver(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Etablissement>, DbErr> {
    etablissement::Entity::find_by_id(id).one(base).await
}

/// The establishment, its row locked until the transaction ends.
pub async fn verrouiller(base: &impl ConnectionTrait, id: Uuid) -> Result<Option<Etablissement>, DbErr> {
    etablissement::Entity::find_by_id(id)
        .lock_exclusive()
        .one(base)
        .await
}

/// The establishments of a company. A range, not a prefix: whatever the collation, the index on the SIRET serves.
pub(crate) fn de_l_entreprise(siren: &str) -> SimpleExpr {
    etablissement::Column::Siret.between(format!("{siren}00000"), format!("{siren}99999"))
}

/// Locks every establishment of a company, always in the same order, until the transaction ends.
pub async fn verrouiller_entreprise(base: &impl ConnectionTrait, siren: &str) -> Result<(), DbErr> {
    etablissement::Entity::find()
        .filter(de_l_entreprise(siren))
        .order_by_asc(etablissement::Column::Id)
        .lock_exclusive()
        .all(base)
        .await
        .map(|_| ())
}

/// The establishments of these ids.
pub async fn par_ids(
    base: &impl ConnectionTrait,
    mut ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Etablissement>, DbErr> {
    // A list names few establishments many times.
    ids.sort_unstable();
    ids.dedup();
    let lignes = etablissement::Entity::find()
        .filter(etablissement::Column::Id.is_in(ids))
        .all(base)
        .await?;
    Ok(lignes.into_iter().map(|ligne| (ligne.id, ligne)).collect())
}

/// Establishments for which the account may act on that day, by SIRET, with its title.
pub async fn du_compte(
    base: &impl ConnectionTrait,
    porteur: Porteur,
    page: Page<String>,
) -> Result<Vec<(Etablissement, String)>, DbErr> {
    let roles: HashMap<Uuid, String> = habilitation::Entity::find()
        .select_only()
        .columns([habilitation::Column::EtablissementId, habilitation::Column::Role])
        .filter(habilitation::Column::CompteId.eq(porteur.compte_id))
        .filter(habilitation::Column::Etat.eq("acceptee"))
        .into_tuple::<(Uuid, String)>()
        .all(base)
        .await?
        .into_iter()
        .collect();
    let mut requete = etablissement::Entity::find()
        .filter(etablissement::Column::Id.in_subquery(crate::habilitation::sous_requete_acceptees(porteur)))
        .order_by_asc(etablissement::Column::Siret)
        .limit(page.limite);
    if let Some(siret) = page.apres {
        requete = requete.filter(etablissement::Column::Siret.gt(siret));
    }
    let lignes = requete.all(base).await?;
    Ok(lignes
        .into_iter()
        .map(|ligne| {
            // Within reach without a habilitation: by a mandate.
            let role = roles
                .get(&ligne.id)
                .map_or("tiers_declarant", String::as_str)
                .to_owned();
            (ligne, role)
        })
        .collect())
}

/// The establishment and the account's title for it, when the account may act for it that day.
pub async fn par_siret_du_compte(
    base: &impl ConnectionTrait,
    porteur: Porteur,
    siret: &str,
) -> Result<Option<(Etablissement, String)>, DbErr> {
    let Some(ligne) = par_siret(base, siret).await? else {
        return Ok(None);
    };
    let titre = crate::habilitation::titre(base, porteur, ligne.id).await?;
    Ok(titre.map(|titre| (ligne, titre)))
}

/// Establishments within reach that say they replace `siret`.
pub async fn successeurs(
    base: &impl ConnectionTrait,
    porteur: Porteur,
    siret: &str,
) -> Result<Vec<Etablissement>, DbErr> {
    etablissement::Entity::find()
        .filter(etablissement::Column::AncienSiret.eq(siret))
        .filter(etablissement::Column::Id.in_subquery(crate::habilitation::sous_requete_acceptees(porteur)))
        .order_by_asc(etablissement::Column::Siret)
        .all(base)
        .await
}

/// Says which SIRET this establishment replaces.
pub async fn noter_ancien(base: &impl ConnectionTrait, id: Uuid, ancien: Option<&str>) -> Result<(), DbErr> {
    etablissement::Entity::update_many()
        .col_expr(
            etablissement::Column::AncienSiret,
            Expr::value(ancien.map(str::to_owned)),
        )
        .filter(etablissement::Column::Id.eq(id))
        .exec(base)
        .await
        .map(|_| ())
}

/// Replaces the sheet if it still has `version`; false when somebody was faster.
pub async fn remplacer_fiche(
    base: &impl ConnectionTrait,
    id: Uuid,
    version: i32,
    denomination: &str,
    departement: &str,
    fiche: serde_json::Value,
    le: OffsetDateTime,
) -> Result<bool, DbErr> {
    use etablissement::Column;
    let fait = etablissement::Entity::update_many()
        .col_expr(Column::Denomination, Expr::value(denomination))
        .col_expr(Column::Departement, Expr::value(departement))
        .col_expr(Column::Fiche, Expr::value(fiche))
        .col_expr(Column::Version, Expr::value(version + 1))
        .col_expr(Column::ModifieLe, Expr::value(le))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(base)
        .await?;
    Ok(fait.rows_affected == 1)
}

/// E-mail addresses of the accounts that may act for the establishment on that day.
pub async fn courriels_des_utilisateurs(
    base: &impl ConnectionTrait,
    id: Uuid,
    jour: Date,
) -> Result<Vec<String>, DbErr> {
    use crate::entites::compte;
    let comptes = Query::select()
        .column(habilitation::Column::CompteId)
        .from(habilitation::Entity)
        .and_where(habilitation::Column::EtablissementId.eq(id))
        .and_where(habilitation::Column::Etat.eq("acceptee"))
        .union(
            UnionType::Distinct,
            crate::mandat::sous_requete_mandataires(id, jour),
        )
        .to_owned();
    compte::Entity::find()
        .select_only()
        .column(compte::Column::Courriel)
        .filter(compte::Column::Id.in_subquery(comptes))
        .order_by_asc(compte::Column::Courriel)
        .into_tuple()
        .all(base)
        .await
}

pub async fn compter(base: &impl ConnectionTrait) -> Result<u64, DbErr> {
    etablissement::Entity::find().count(base).await
}
