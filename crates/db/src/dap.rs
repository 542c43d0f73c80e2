//! DAPs.

use crate::Page;
use crate::entites::{dap, dap_instantane, dap_message, demande};
pub use crate::habilitation::Porteur;
use domain::dap::TriDap;
use domain::texte::Mot;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait as _, Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

mod instantane;

pub use dap::Model as Dap;
pub use dap_instantane::Model as Instantane;
pub use instantane::{dernier_instantane, derniers_instantanes, inserer_instantane, instantanes};

/// No authorisation is longer than twelve months (art. R5122-9).
const DUREE_MAX: Duration = Duration::days(366);
/// In the place of a period that has no first day yet; [`premier_jour`] says the same.
const AVANT_TOUT: Date = time::macros::date!(0001 - 01 - 01);
/// In the place of a deadline where nothing waits.
const APRES_TOUT: Date = time::macros::date!(9999 - 12 - 31);

/// Whose DAPs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Portee {
    /// Establishments for which the account may act.
    Compte(Porteur),
    /// The départements of an agent; drafts and withdrawn drafts are nobody else's business.
    Departements(Vec<String>),
}

/// Filters of the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    pub etablissement_id: Option<Uuid>,
    pub numero: Option<String>,
    pub etat: Option<String>,
    pub motif: Option<String>,
    /// Periods that have a day on or after `du`, on or before `au`.
    pub du: Option<Date>,
    pub au: Option<Date>,
    /// The text has, for each of them, a word that begins so.
    pub mots: Vec<Mot>,
    pub tri: TriDap,
}

/// Where a page of a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cle {
    pub tri: TriDap,
    /// The day that the order goes by, when it goes by one.
    pub jour: Option<Date>,
    pub id: Uuid,
}

impl Cle {
    /// The place of a DAP in an order.
    pub fn de(ligne: &Dap, tri: TriDap) -> Self {
        let jour = match tri {
            TriDap::Recentes | TriDap::Anciennes => None,
            TriDap::Periode => Some(ligne.debut.unwrap_or(AVANT_TOUT)),
            TriDap::Echeance => Some(ligne.limite_tacite.unwrap_or(APRES_TOUT)),
        };
        Self {
            tri,
            jour,
            id: ligne.id,
        }
    }
}

pub async fn inserer(base: &impl ConnectionTrait, ligne: Dap) -> Result<(), DbErr> {
    dap::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// The avenants of a DAP, first to last.
pub async fn avenants(base: &impl ConnectionTrait, dap_id: Uuid) -> Result<Vec<Dap>, DbErr> {
    dap::Entity::find()
        .filter(dap::Column::AvenantDe.eq(dap_id))
        .order_by_asc(dap::Column::RangAvenant)
        .all(base)
        .await
}

/// Counts go no further: counting a whole département takes the longer the more it holds.
pub const COMPTE_MAX: u64 = 1_000;

/// How many DAPs within reach are in each of these states, in their order, and then how many have their deadline
/// before `jour`; [`COMPTE_MAX`] at most each.
pub async fn compter(
    base: &impl ConnectionTrait,
    portee: &Portee,
    etats: &[&str],
    jour: Date,
) -> Result<(Vec<i64>, i64), DbErr> {
    let des_etats = etats
        .iter()
        .map(|etat| dans(portee).filter(dap::Column::EtatCode.eq(*etat)));
    let depassees = dans(portee).filter(dap::Column::LimiteTacite.lt(jour));
    let mut requetes = des_etats.chain([depassees]).zip(0..).map(denombrer);
    let Some(mut tout) = requetes.next() else {
        return Ok((Vec::new(), 0));
    };
    requetes.for_each(|requete| {
        tout.union(UnionType::All, requete);
    });
    let mut nombres = vec![0; etats.len() + 1];
    for ligne in base.query_all(&tout).await? {
        let rang: i32 = ligne.try_get("", "rang")?;
        let nombre = ligne.try_get("", "nombre")?;
        if let Some(place) = usize::try_from(rang).ok().and_then(|rang| nombres.get_mut(rang)) {
            *place = nombre;
        }
    }
    let depassees = nombres.pop().unwrap_or_default();
    Ok((nombres, depassees))
}

/// One row: which count it is, and the count.
fn denombrer((requete, rang): (Select<dap::Entity>, i32)) -> SelectStatement {
    let premieres = requete
        .select_only()
        .column(dap::Column::Id)
        .limit(COMPTE_MAX)
        .into_query();
    Query::select()
        // PostgreSQL would take a bound value for a text.
        .expr_as(Expr::cust(rang.to_string()), "rang")
        .expr_as(Expr::col(Asterisk).count(), "nombre")
        .from_subquery(premieres, "premieres")
        .to_owned()
}

fn dans(portee: &Portee) -> Select<dap::Entity> {
    let requete = dap::Entity::find();
    match portee {
        Portee::Compte(porteur) => requete.filter(
            dap::Column::EtablissementId.in_subquery(crate::habilitation::sous_requete_acceptees(*porteur)),
        ),
        Portee::Departements(codes) => requete
            .filter(dap::Column::Departement.is_in(codes.iter().map(String::as_str)))
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

/// The DAP of a number; with `portee`, when it is within reach.
pub async fn par_numero(
    base: &impl ConnectionTrait,
    portee: Option<&Portee>,
    numero: &str,
) -> Result<Option<Dap>, DbErr> {
    portee
        .map_or_else(dap::Entity::find, dans)
        .filter(dap::Column::Numero.eq(numero))
        .one(base)
        .await
}

/// What a search finds, in its order; of an agent by deadline, what waits.
pub async fn lister(
    base: &impl ConnectionTrait,
    portee: &Portee,
    filtre: &Filtre,
    page: Page<Cle>,
) -> Result<Vec<Dap>, DbErr> {
    let agent = matches!(portee, Portee::Departements(_));
    let mut requete = chercher(base, portee, filtre).limit(page.limite);
    let (jour, sens) = match filtre.tri {
        TriDap::Recentes => (None, Order::Desc),
        TriDap::Anciennes => (None, Order::Asc),
        TriDap::Periode => (Some(premier_jour()), Order::Desc),
        TriDap::Echeance if agent => {
            requete = requete.filter(dap::Column::LimiteTacite.is_not_null());
            (Some(Expr::col(dap::Column::LimiteTacite)), Order::Asc)
        }
        TriDap::Echeance => (
            Some(Expr::cust("COALESCE(limite_tacite, '9999-12-31')")),
            Order::Asc,
        ),
    };
    if let Some(jour) = &jour {
        requete = requete.order_by(jour.clone(), sens.clone());
    }
    if let Some(cle) = page.apres {
        requete = requete.filter(apres(jour, &sens, cle));
    }
    requete.order_by(dap::Column::Id, sens).all(base).await
}

/// Later in the order of a search.
fn apres(jour: Option<Expr>, sens: &Order, cle: Cle) -> Expr {
    let (ici, la) = match jour.zip(cle.jour) {
        Some((jour, jour_lu)) => couple(jour, jour_lu, cle.id),
        None => (Expr::col(dap::Column::Id), Expr::val(cle.id)),
    };
    if *sens == Order::Asc {
        ici.gt(la)
    } else {
        ici.lt(la)
    }
}

/// A day and an id, of a row and of where a page ended. One comparison of pairs: an index starts there, which it
/// cannot with "or".
fn couple(jour: Expr, jour_lu: Date, id: Uuid) -> (Expr, Expr) {
    (
        Expr::tuple([jour, Expr::col(dap::Column::Id)]),
        Expr::tuple([Expr::val(jour_lu), Expr::val(id)]),
    )
}

/// First day of the period, as the index `dap_periode` has it: without one, before all others.
fn premier_jour() -> Expr {
    Expr::cust("COALESCE(debut, '0001-01-01')")
}

/// What a search finds, in no order yet.
fn chercher(base: &impl ConnectionTrait, portee: &Portee, filtre: &Filtre) -> Select<dap::Entity> {
    let moteur = base.get_database_backend();
    let mut requete = filtrer(dans(portee), filtre);
    // What an agent sees was checked when it was sent: an index of beginnings finds the periods around a day.
    if let (Portee::Departements(_), Some(du)) = (portee, filtre.du) {
        requete = requete.filter(premier_jour().gte(du - DUREE_MAX));
    }
    avec_mots(requete, moteur, portee, &filtre.mots)
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
    if let Some(motif) = &filtre.motif {
        requete = requete.filter(dap::Column::Motif.eq(motif.as_str()));
    }
    if let Some(du) = filtre.du {
        requete = requete.filter(dap::Column::Fin.gte(du));
    }
    if let Some(au) = filtre.au {
        requete = requete
            .filter(dap::Column::Debut.is_not_null())
            .filter(premier_jour().lte(au));
    }
    requete
}

/// Those whose text has the words. They are letters and digits: nothing in them is a pattern, and they may
/// stand in the statement itself, where PostgreSQL plans by how frequent each one is.
fn avec_mots(
    requete: Select<dap::Entity>,
    moteur: DbBackend,
    portee: &Portee,
    mots: &[Mot],
) -> Select<dap::Entity> {
    if mots.is_empty() {
        return requete;
    }
    let Some(termes) = termes_du_departement(moteur, portee, mots) else {
        // One's own are few, and found by their establishment.
        return mots.iter().fold(requete, |requete, mot| {
            requete.filter(Expr::cust(format!("' ' || texte LIKE '% {}%'", mot.as_str())))
        });
    };
    // The expression of the index `dap_mots`.
    requete.filter(Expr::cust(format!(
        "array_to_tsvector(string_to_array(departement || '#' || replace(btrim(texte), ' ', ' ' || departement || '#'), ' ')) \
         @@ '{termes}'::tsquery"
    )))
}

/// The words as the index of PostgreSQL has them, `44#atelier`, for an agent's départements.
fn termes_du_departement(moteur: DbBackend, portee: &Portee, mots: &[Mot]) -> Option<String> {
    let Portee::Departements(codes) = portee else {
        return None;
    };
    if moteur != DbBackend::Postgres {
        return None;
    }
    let dans = |code: &String| {
        let termes: Vec<String> = mots
            .iter()
            .map(|mot| format!("''{code}#{}'':*", mot.as_str()))
            .collect();
        format!("({})", termes.join(" & "))
    };
    let connus = codes
        .iter()
        .filter(|code| code.chars().all(char::is_alphanumeric));
    let termes: Vec<String> = connus.map(dans).collect();
    (!termes.is_empty()).then(|| termes.join(" | "))
}

/// What the rules need of another DAP.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Autre {
    pub id: Uuid,
    pub numero: String,
    pub motif: String,
    pub debut: Option<Date>,
    pub fin: Option<Date>,
    pub etat_code: String,
    pub avenant_de: Option<Uuid>,
}

/// Other DAPs of the establishment that were not given up; with `jours`, those that touch these days. An
/// avenant that was validated is none: what it authorises stands on its DAP, until the next one.
pub async fn autres_vivantes(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    sauf: Uuid,
    jours: Option<(Date, Date)>,
) -> Result<Vec<Autre>, DbErr> {
    use dap::Column;
    let mut requete = dap::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Numero,
            Column::Motif,
            Column::Debut,
            Column::Fin,
            Column::EtatCode,
            Column::AvenantDe,
        ])
        .filter(Column::EtablissementId.eq(etablissement_id))
        .filter(Column::EtatCode.is_not_in(["retiree", "refusee"]))
        .filter(Column::AvenantDe.is_null().or(Column::EtatCode.ne("validee")))
        .filter(Column::Id.ne(sauf));
    if let Some((premier, dernier)) = jours {
        requete = requete
            .filter(Column::Debut.lte(dernier))
            .filter(Column::Fin.gte(premier));
    }
    requete.into_model().all(base).await
}

/// DAPs whose tacit deadline lies before `jour`, the oldest first.
pub async fn echues(
    base: &impl ConnectionTrait,
    jour: Date,
    page: Page<(Date, Uuid)>,
) -> Result<Vec<Dap>, DbErr> {
    let mut requete = dap::Entity::find()
        .filter(dap::Column::EtatCode.is_in(["en_attente_instruction_ud", "instruction_en_cours"]))
        .filter(dap::Column::LimiteTacite.lt(jour))
        .order_by_asc(dap::Column::LimiteTacite)
        .order_by_asc(dap::Column::Id)
        .limit(page.limite);
    if let Some((limite, id)) = page.apres {
        let (ici, la) = couple(Expr::col(dap::Column::LimiteTacite), limite, id);
        requete = requete.filter(ici.gt(la));
    }
    requete.all(base).await
}

/// DAPs of their own that were last changed more than 5 years before `maintenant`, by id, after `apres`;
/// not those of a claim that was changed since.
pub async fn plus_anciennes(
    base: &impl ConnectionTrait,
    maintenant: OffsetDateTime,
    apres: Option<Uuid>,
    limite: u64,
) -> Result<Vec<Dap>, DbErr> {
    // Coarse on purpose: the domain decides to the day.
    let avant = maintenant - Duration::days(5 * 365);
    let retenues = Query::select()
        .column(demande::Column::DapId)
        .from(demande::Entity)
        .and_where(demande::Column::ModifieeLe.gte(avant))
        .to_owned();
    let mut requete = dap::Entity::find()
        .filter(dap::Column::AvenantDe.is_null())
        .filter(dap::Column::ModifieeLe.lt(avant))
        .filter(dap::Column::Id.not_in_subquery(retenues));
    if let Some(apres) = apres {
        requete = requete.filter(dap::Column::Id.gt(apres));
    }
    requete
        .order_by_asc(dap::Column::Id)
        .limit(limite)
        .all(base)
        .await
}

/// Deletes a DAP with its frozen versions, its messages and their documents.
pub async fn supprimer(base: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    crate::document::supprimer_de(base, "dap", id).await?;
    crate::document::supprimer_de(base, "dap_piece", id).await?;
    dap_message::Entity::delete_many()
        .filter(dap_message::Column::DapId.eq(id))
        .exec(base)
        .await?;
    dap_instantane::Entity::delete_many()
        .filter(dap_instantane::Column::DapId.eq(id))
        .exec(base)
        .await?;
    dap::Entity::delete_by_id(id).exec(base).await.map(|_| ())
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
