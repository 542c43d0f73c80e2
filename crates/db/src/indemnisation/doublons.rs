//! The same people in several claims of one company and month.

use super::{Demande, Ligne, comptent, etablissements_de, personnes_de};
use crate::entites::{demande, demande_ligne};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

/// The claims of a company that count for the month of this one, under other authorisations.
pub async fn autres_du_mois(
    base: &impl ConnectionTrait,
    siren: &str,
    demande: &Demande,
) -> Result<Vec<Demande>, DbErr> {
    demande::Entity::find()
        .filter(comptent())
        .filter(demande::Column::Mois.eq(demande.mois.as_str()))
        .filter(demande::Column::DapId.ne(demande.dap_id))
        .filter(demande::Column::EtablissementId.in_subquery(etablissements_de(siren)))
        .all(base)
        .await
}

/// The lines with unworked hours of these claims that are about people of this one.
pub async fn lignes_des_memes(
    base: &impl ConnectionTrait,
    demande_id: Uuid,
    autres: &[Uuid],
) -> Result<Vec<Ligne>, DbErr> {
    demande_ligne::Entity::find()
        .filter(demande_ligne::Column::NirIndex.in_subquery(personnes_de(demande_id)))
        .filter(demande_ligne::Column::DemandeId.is_in(autres.iter().copied()))
        .filter(demande_ligne::Column::HeuresChomees.gt(0))
        .all(base)
        .await
}
