//! Accounts as the help desk sees them: searched, closed, with what belongs to them.

use crate::Page;
use crate::entites::{
    compte, compte_ferme, compte_recherche, demande_assistance, etablissement, habilitation, mandat, reprise,
    session,
};
use domain::compte_assistance::{Recherche, texte_de_recherche};
use sea_orm::sea_query::{Expr, LikeExpr, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

pub use compte_ferme::Model as CompteFerme;

/// An account found, with the key by which the list is sorted.
#[derive(Debug, Clone)]
pub struct Trouve {
    pub compte: compte::Model,
    pub ferme: Option<CompteFerme>,
    /// Habilitations of the account, whatever their state.
    pub etablissements: usize,
    pub cle: String,
}

/// A pattern for texts that contain this one, whatever signs it holds.
pub(crate) fn contient(texte: &str) -> LikeExpr {
    let mut motif = String::from("%");
    for signe in texte.chars() {
        if matches!(signe, '%' | '_' | '!') {
            motif.push('!');
        }
        motif.push(signe);
    }
    motif.push('%');
    LikeExpr::new(motif).escape('!')
}

/// Writes the text in which the account is searched.
pub(crate) async fn indexer(base: &impl ConnectionTrait, ligne: &compte::Model) -> Result<(), DbErr> {
    let texte = texte_de_recherche(
        &ligne.nom,
        &ligne.prenom,
        &ligne.courriel,
        ligne.identifiant.as_deref(),
    );
    compte_recherche::Entity::insert(
        compte_recherche::Model {
            compte_id: ligne.id,
            texte,
        }
        .into_active_model(),
    )
    .on_conflict(
        OnConflict::column(compte_recherche::Column::CompteId)
            .update_column(compte_recherche::Column::Texte)
            .to_owned(),
    )
    .exec_without_returning(base)
    .await
    .map(|_| ())
}

/// Which accounts.
#[derive(Debug, Clone)]
pub struct Filtre {
    pub recherche: Recherche,
    pub role: Option<String>,
    /// Those that are locked at this instant.
    pub verrouille_au: Option<OffsetDateTime>,
}

/// Accounts by name. An e-mail is part of the key, so that no two are alike.
pub async fn chercher(
    base: &impl ConnectionTrait,
    filtre: &Filtre,
    page: Page<String>,
) -> Result<Vec<Trouve>, DbErr> {
    use compte_recherche::Column;
    let mut requete = compte_recherche::Entity::find()
        .order_by_asc(Column::Texte)
        .limit(page.limite);
    if let Some(texte) = page.apres {
        requete = requete.filter(Column::Texte.gt(texte));
    }
    if filtre.role.is_some() || filtre.verrouille_au.is_some() {
        requete = requete.filter(Column::CompteId.in_subquery(comptes_restreints(filtre)));
    }
    match &filtre.recherche {
        Recherche::Tout => {}
        Recherche::Siret(debut) => {
            requete = requete.filter(Column::CompteId.in_subquery(comptes_du_siret(debut)));
        }
        Recherche::Mots(mots) => {
            for mot in mots {
                requete = requete.filter(Column::Texte.like(contient(mot)));
            }
        }
    }
    let lignes = requete.all(base).await?;
    let ids: Vec<Uuid> = lignes.iter().map(|ligne| ligne.compte_id).collect();
    let mut comptes: HashMap<Uuid, compte::Model> = compte::Entity::find()
        .filter(compte::Column::Id.is_in(ids.iter().copied()))
        .all(base)
        .await?
        .into_iter()
        .map(|ligne| (ligne.id, ligne))
        .collect();
    let mut fermes: HashMap<Uuid, CompteFerme> = compte_ferme::Entity::find()
        .filter(compte_ferme::Column::CompteId.is_in(ids.iter().copied()))
        .all(base)
        .await?
        .into_iter()
        .map(|ligne| (ligne.compte_id, ligne))
        .collect();
    let mut nombres: HashMap<Uuid, usize> = HashMap::new();
    let habilites: Vec<Uuid> = habilitation::Entity::find()
        .select_only()
        .column(habilitation::Column::CompteId)
        .filter(habilitation::Column::CompteId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(base)
        .await?;
    let mandates: Vec<Uuid> = mandat::Entity::find()
        .select_only()
        .column(mandat::Column::CompteId)
        .filter(mandat::Column::CompteId.is_in(ids))
        .filter(mandat::Column::Etat.is_in(["en_attente", "accepte"]))
        .into_tuple()
        .all(base)
        .await?;
    for id in habilites.into_iter().chain(mandates) {
        *nombres.entry(id).or_default() += 1;
    }
    Ok(lignes
        .into_iter()
        .filter_map(|ligne| {
            Some(Trouve {
                compte: comptes.remove(&ligne.compte_id)?,
                ferme: fermes.remove(&ligne.compte_id),
                etablissements: nombres.get(&ligne.compte_id).copied().unwrap_or_default(),
                cle: ligne.texte,
            })
        })
        .collect())
}

/// Accounts of the role and the lock that the list is restricted to.
fn comptes_restreints(filtre: &Filtre) -> sea_orm::sea_query::SelectStatement {
    let mut requete = Query::select();
    requete.column(compte::Column::Id).from(compte::Entity);
    if let Some(role) = &filtre.role {
        requete.and_where(compte::Column::Role.eq(role.as_str()));
    }
    if let Some(maintenant) = filtre.verrouille_au {
        requete.and_where(compte::Column::VerrouilleJusquA.gt(maintenant));
    }
    requete
}

/// Accounts with a habilitation, in any state, for a SIRET that begins so. Between two whole
/// SIRETs: the unique index answers, whatever the collation.
fn comptes_du_siret(debut: &str) -> sea_orm::sea_query::SelectStatement {
    let borne = |chiffre: char| {
        let reste = 14_usize.saturating_sub(debut.len());
        format!("{debut}{}", chiffre.to_string().repeat(reste))
    };
    let etablissements = Query::select()
        .column(etablissement::Column::Id)
        .from(etablissement::Entity)
        .and_where(etablissement::Column::Siret.between(borne('0'), borne('9')))
        .to_owned();
    Query::select()
        .column(habilitation::Column::CompteId)
        .from(habilitation::Entity)
        .and_where(habilitation::Column::EtablissementId.in_subquery(etablissements))
        .to_owned()
}

/// Closed, and how.
pub async fn ferme(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<Option<CompteFerme>, DbErr> {
    compte_ferme::Entity::find_by_id(compte_id).one(base).await
}

pub async fn fermer(base: &impl ConnectionTrait, ligne: CompteFerme) -> Result<(), DbErr> {
    compte_ferme::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

pub async fn rouvrir(base: &impl ConnectionTrait, compte_id: Uuid) -> Result<(), DbErr> {
    compte_ferme::Entity::delete_by_id(compte_id)
        .exec(base)
        .await
        .map(|_| ())
}

/// Every habilitation of the account with its establishment, oldest first.
pub async fn habilitations(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
) -> Result<Vec<(habilitation::Model, etablissement::Model)>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .order_by_asc(habilitation::Column::Id)
        .all(base)
        .await?;
    let ids = lignes.iter().map(|ligne| ligne.etablissement_id).collect();
    let etablissements = crate::etablissement::par_ids(base, ids).await?;
    Ok(lignes
        .into_iter()
        .filter_map(|ligne| {
            let etablissement = etablissements.get(&ligne.etablissement_id)?.clone();
            Some((ligne, etablissement))
        })
        .collect())
}

/// Sessions of the account that are open now.
pub async fn compter_sessions(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    maintenant: OffsetDateTime,
) -> Result<u64, DbErr> {
    session::Entity::find()
        .filter(session::Column::CompteId.eq(compte_id))
        .filter(session::Column::RevoqueeLe.is_null())
        .filter(session::Column::ExpireLe.gt(maintenant))
        .count(base)
        .await
}

/// Accounts that are locked now.
pub async fn compter_verrouilles(
    base: &impl ConnectionTrait,
    maintenant: OffsetDateTime,
) -> Result<u64, DbErr> {
    compte::Entity::find()
        .filter(compte::Column::VerrouilleJusquA.gt(maintenant))
        .count(base)
        .await
}

/// The account's request or right for this establishment that still counts, row locked.
pub async fn habilitation_du_couple(
    base: &impl ConnectionTrait,
    compte_id: Uuid,
    etablissement_id: Uuid,
) -> Result<Option<habilitation::Model>, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::CompteId.eq(compte_id))
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Etat.is_in(["en_attente", "acceptee"]))
        .lock_exclusive()
        .one(base)
        .await
}

/// The principal of the establishment, or the request to be it, row locked.
pub async fn habilitation_principale(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
) -> Result<Option<habilitation::Model>, DbErr> {
    habilitation::Entity::find()
        .filter(habilitation::Column::EtablissementId.eq(etablissement_id))
        .filter(habilitation::Column::Role.eq("principal"))
        .filter(habilitation::Column::Etat.is_in(["en_attente", "acceptee"]))
        .lock_exclusive()
        .one(base)
        .await
}

/// Mandates of a deleted duplicate are the kept account's.
pub async fn deplacer_mandats(base: &impl ConnectionTrait, de: Uuid, vers: Uuid) -> Result<(), DbErr> {
    mandat::Entity::update_many()
        .col_expr(mandat::Column::CompteId, Expr::value(vers))
        .filter(mandat::Column::CompteId.eq(de))
        .exec(base)
        .await
        .map(|_| ())
}

/// What a deleted duplicate asked of the help desk is the kept account's.
pub async fn deplacer_demandes(base: &impl ConnectionTrait, de: Uuid, vers: Uuid) -> Result<(), DbErr> {
    demande_assistance::Entity::update_many()
        .col_expr(demande_assistance::Column::CompteId, Expr::value(vers))
        .filter(demande_assistance::Column::CompteId.eq(de))
        .exec(base)
        .await?;
    reprise::Entity::update_many()
        .col_expr(reprise::Column::CompteId, Expr::value(vers))
        .filter(reprise::Column::CompteId.eq(de))
        .exec(base)
        .await
        .map(|_| ())
}
