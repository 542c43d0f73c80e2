//! The life of claims: the queue, payments, rejections, what stands out.

use super::{
    Demande, Filtre, Ligne, Paiement, Signal, codes_valides, comptent, dans, etablissements_de, filtrer,
    peuvent_compter, recentes, remplacees,
};
use crate::Page;
use crate::dap::Portee;
use crate::entites::{demande, demande_ligne, demande_paiement, demande_signal};
use crate::masse::{self, LOT};
use domain::indemnisation::CodeEtatDi;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// Which rejected claims the help desk looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreRejets {
    /// Rejected from this instant on, before that one.
    pub du: Option<OffsetDateTime>,
    pub au: Option<OffsetDateTime>,
    pub agent: Option<String>,
    pub departement: Option<String>,
    /// Part of the reasons.
    pub motifs: Option<String>,
}

/// What waits for an agent, what stands out first, then the oldest. The cursor: 0 for those that
/// stand out and 1 for the others, then the last id.
pub async fn file(
    base: &impl ConnectionTrait,
    portee: &Portee,
    filtre: &Filtre,
    page: Page<(u8, Uuid)>,
) -> Result<Vec<(Demande, u8)>, DbErr> {
    let signalees = || {
        Query::select()
            .column(demande_signal::Column::DemandeId)
            .from(demande_signal::Entity)
            .to_owned()
    };
    let (depuis, apres) = page.apres.map_or((0, None), |(rang, id)| (rang, Some(id)));
    let mut trouvees: Vec<(Demande, u8)> = Vec::new();
    for rang in depuis..=1 {
        let reste = page
            .limite
            .saturating_sub(u64::try_from(trouvees.len()).unwrap_or(0));
        if reste == 0 {
            break;
        }
        let mut requete = filtrer(dans(portee), filtre)
            .filter(demande::Column::EtatCode.is_in(CodeEtatDi::EN_ATTENTE.iter().map(|e| e.code())))
            .filter(if rang == 0 {
                demande::Column::Id.in_subquery(signalees())
            } else {
                demande::Column::Id.not_in_subquery(signalees())
            })
            .order_by_asc(demande::Column::Id)
            .limit(reste);
        if let Some(id) = apres.filter(|_| rang == depuis) {
            requete = requete.filter(demande::Column::Id.gt(id));
        }
        let lues = requete.all(base).await?;
        trouvees.extend(lues.into_iter().map(|ligne| (ligne, rang)));
    }
    Ok(trouvees)
}

/// Validated claims, whosever they are, newest first: the help desk pays them.
pub async fn a_payer(
    base: &impl ConnectionTrait,
    filtre: &Filtre,
    page: Page<Uuid>,
) -> Result<Vec<Demande>, DbErr> {
    let valides = demande::Entity::find().filter(demande::Column::EtatCode.is_in(codes_valides()));
    recentes(filtrer(valides, filtre), page).all(base).await
}

/// Rejected claims, whosever they are, newest first.
pub async fn rejetees(
    base: &impl ConnectionTrait,
    filtre: &FiltreRejets,
    page: Page<Uuid>,
) -> Result<Vec<Demande>, DbErr> {
    let mut requete = demande::Entity::find().filter(demande::Column::EtatCode.eq("rejetee"));
    if let Some(du) = filtre.du {
        requete = requete.filter(demande::Column::DecideeLe.gte(du));
    }
    if let Some(au) = filtre.au {
        requete = requete.filter(demande::Column::DecideeLe.lt(au));
    }
    if let Some(agent) = &filtre.agent {
        requete = requete.filter(demande::Column::DecideePar.eq(agent.as_str()));
    }
    if let Some(departement) = &filtre.departement {
        requete = requete.filter(demande::Column::Departement.eq(departement.as_str()));
    }
    if let Some(motifs) = &filtre.motifs {
        // No pattern of the person's: both databases escape alike.
        let sans_joker = motifs.replace(['%', '_', '\\'], " ");
        requete = requete.filter(demande::Column::Motifs.contains(sans_joker.trim()));
    }
    recentes(requete, page).all(base).await
}

/// Waiting claims whose tacit deadline is over, the longest first.
pub async fn echues(
    base: &impl ConnectionTrait,
    maintenant: OffsetDateTime,
    limite: u64,
) -> Result<Vec<Uuid>, DbErr> {
    demande::Entity::find()
        .select_only()
        .column(demande::Column::Id)
        .filter(demande::Column::LimiteTacite.lte(maintenant))
        .order_by_asc(demande::Column::LimiteTacite)
        .limit(limite)
        .into_tuple()
        .all(base)
        .await
}

pub async fn inserer_paiement(base: &impl ConnectionTrait, ligne: Paiement) -> Result<(), DbErr> {
    demande_paiement::Entity::insert(ligne.into_active_model())
        .exec_without_returning(base)
        .await
        .map(|_| ())
}

/// Every step of the payment of a claim, first to last.
pub async fn paiements(base: &impl ConnectionTrait, demande_id: Uuid) -> Result<Vec<Paiement>, DbErr> {
    demande_paiement::Entity::find()
        .filter(demande_paiement::Column::DemandeId.eq(demande_id))
        .order_by_asc(demande_paiement::Column::Rang)
        .all(base)
        .await
}

/// Puts these reasons in the place of those that the claim had.
pub async fn remplacer_signaux(
    base: &impl ConnectionTrait,
    demande_id: Uuid,
    signaux: Vec<Signal>,
) -> Result<(), DbErr> {
    demande_signal::Entity::delete_many()
        .filter(demande_signal::Column::DemandeId.eq(demande_id))
        .exec(base)
        .await?;
    inserer_signaux(base, signaux).await
}

pub async fn inserer_signaux(base: &impl ConnectionTrait, signaux: Vec<Signal>) -> Result<(), DbErr> {
    masse::inserer::<demande_signal::Entity>(base, signaux, "").await
}

/// Why these claims stand out, in the order in which it was found.
pub async fn signaux(
    base: &impl ConnectionTrait,
    demandes: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Signal>>, DbErr> {
    let mut par_demande: HashMap<Uuid, Vec<Signal>> = HashMap::new();
    for signal in demande_signal::Entity::find()
        .filter(demande_signal::Column::DemandeId.is_in(demandes))
        .order_by_asc(demande_signal::Column::Rang)
        .all(base)
        .await?
    {
        par_demande.entry(signal.demande_id).or_default().push(signal);
    }
    Ok(par_demande)
}

/// Lines of these people (indexes of their NIR) with unworked hours, in standing claims of the month of other companies.
pub async fn lignes_ailleurs(
    base: &impl ConnectionTrait,
    siren: &str,
    mois: &str,
    personnes: &[&str],
) -> Result<Vec<Ligne>, DbErr> {
    let du_mois = Query::select()
        .column(demande::Column::Id)
        .from(demande::Entity)
        .cond_where(
            peuvent_compter()
                .add(demande::Column::Mois.eq(mois))
                .add(demande::Column::EtablissementId.not_in_subquery(etablissements_de(siren))),
        )
        .to_owned();
    let mut lignes = Vec::new();
    // By the people, named one by one: a month of all companies is too much to look through for a few.
    for lot in personnes.chunks(LOT) {
        let requete = demande_ligne::Entity::find()
            .filter(demande_ligne::Column::NirIndex.is_in(lot.iter().copied()))
            .filter(demande_ligne::Column::HeuresChomees.gt(0))
            .filter(demande_ligne::Column::DemandeId.in_subquery(du_mois.clone()));
        lignes.extend(requete.all(base).await?);
    }
    let demandes: Vec<Uuid> = lignes.iter().map(|ligne| ligne.demande_id).collect();
    let remplacees = remplacees(base, &demandes).await?;
    lignes.retain(|ligne| !remplacees.contains(&ligne.demande_id));
    Ok(lignes)
}

/// Indemnifiable hours (hundredths) of the standing claims of an establishment for a month; none
/// when it has none.
pub async fn heures_du_mois(
    base: &impl ConnectionTrait,
    etablissement_id: Uuid,
    mois: &str,
) -> Result<Option<i64>, DbErr> {
    let total: Option<Option<i64>> = demande::Entity::find()
        .select_only()
        .column_as(Expr::cust("CAST(SUM(heures_indemnisables) AS BIGINT)"), "total")
        .filter(comptent(demande::Column::EtablissementId.eq(etablissement_id)))
        .filter(demande::Column::Mois.eq(mois))
        .into_tuple()
        .one(base)
        .await?;
    Ok(total.flatten())
}
