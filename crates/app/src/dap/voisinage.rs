//! What a DAP is judged against: the day, the headcount, the other DAPs of the establishment.

use db::ConnectionTrait;
use domain::bareme::Territoire;
use domain::dap::{Esquisse, Limite, SaisieDap, Situation, Voisine, limites};
use domain::etablissement::FicheEtablissement;
use domain::{Faute, Fautes};
use time::{Date, Duration};

use crate::{Contexte, Erreur};

/// The other DAPs of the establishment that were not given up. An avenant is judged beside the
/// others of its establishment, not beside the DAP that it changes. Those of `jours` are enough for a
/// DAP whose dates no longer change.
pub(super) async fn voisines(
    base: &impl ConnectionTrait,
    ligne: &db::dap::Dap,
    avec_brouillons: bool,
    jours: Option<(Date, Date)>,
) -> Result<Vec<Voisine>, Erreur> {
    let autres = db::dap::autres_vivantes(base, ligne.etablissement_id, ligne.id, jours).await?;
    let en_voisine = |autre: db::dap::Autre| {
        Some(Voisine {
            id: autre.id.to_string(),
            numero: autre.numero,
            motif: autre.motif.parse().ok()?,
            debut: autre.debut?,
            fin: autre.fin?,
            etat: autre.etat_code.parse().ok()?,
        })
    };
    Ok(autres
        .into_iter()
        .filter(|autre| autre.avenant_de.unwrap_or(autre.id) != racine(ligne))
        .filter(|autre| avec_brouillons || autre.etat_code != "provisoire")
        .filter_map(en_voisine)
        .collect())
}

/// The DAP that a row is about: itself, or the one that the avenant changes.
fn racine(ligne: &db::dap::Dap) -> uuid::Uuid {
    ligne.avenant_de.unwrap_or(ligne.id)
}

/// The days that count for a DAP of these dates: its own, and the twelve months before its last one.
pub(super) fn jours_utiles(ligne: &db::dap::Dap) -> Option<(Date, Date)> {
    let (debut, fin) = ligne.debut.zip(ligne.fin)?;
    Some((debut.min(fin - Duration::days(366)), fin))
}

/// The situation of a DAP filed on that day.
pub(super) fn situation<'a>(
    contexte: &'a Contexte,
    aujourd_hui: Date,
    fiche: &FicheEtablissement,
    voisines: &'a [Voisine],
    en_vigueur: Option<(Date, Date)>,
    departement: &str,
) -> Situation<'a> {
    Situation {
        aujourd_hui,
        effectif: fiche.effectif_etablissement,
        voisines,
        en_vigueur,
        baremes: Some(&contexte.baremes),
        territoire: Territoire::du_departement(departement),
    }
}

/// The limits of a request as it stands.
pub(super) fn limites_de(saisie: &SaisieDap, situation: &Situation<'_>) -> (Esquisse, Vec<Limite>) {
    let esquisse = Esquisse::from(saisie);
    let limites = limites(&esquisse, situation);
    (esquisse, limites)
}

/// Faults that forbid sending: those of the form, and the other DAP that covers the same days.
pub(super) fn fautes_de(verdict: Option<Fautes>, limites: &[Limite]) -> Vec<Faute> {
    let double = limites
        .iter()
        .filter(|limite| limite.code == "dap_en_double" && limite.bloquante)
        .map(|limite| Faute::champ("/debut", "dap_en_double", limite.message.clone()));
    verdict
        .map(|fautes| fautes.0)
        .unwrap_or_default()
        .into_iter()
        .chain(double)
        .collect()
}
