//! What changes from one version of a request to the next, as a person reads it.

use serde::{Deserialize, Serialize};

use super::{AvisCse, ContenuDap, Engagement, ModeDap, MotifDap, SaisieDap, SousMotif};
use crate::calendrier::{date_fr, parse_date};
use crate::montant::Heures;

/// One field that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// JSON pointer of the field.
    pub champ: String,
    /// Its French name.
    pub libelle: String,
    /// What it was; empty when there was nothing.
    pub avant: String,
    /// What it becomes.
    pub apres: String,
}

fn code<T: std::str::FromStr>(texte: &str, libelle: impl Fn(T) -> &'static str) -> String {
    texte
        .parse::<T>()
        .map_or_else(|_| texte.trim().to_owned(), |valeur| libelle(valeur).to_owned())
}

fn jour(texte: &str) -> String {
    parse_date(texte).map_or_else(|_| texte.trim().to_owned(), date_fr)
}

/// Every field as it is compared and shown, in the order of the form.
fn lisible(s: &SaisieDap) -> [(&'static str, &'static str, String); 12] {
    let heures = Heures::depuis_saisie(&s.heures_prevues).map_or_else(
        |_| s.heures_prevues.trim().to_owned(),
        |h| format!("{} h", h.en_francais()),
    );
    let placement = match s.placement_36_mois {
        Some(true) => "Oui",
        Some(false) => "Non",
        None => "",
    };
    let engagements: Vec<_> = s
        .engagements
        .iter()
        .map(|texte| code::<Engagement>(texte, Engagement::libelle))
        .collect();
    [
        (
            "/motif",
            "Motif de recours",
            code::<MotifDap>(&s.motif, MotifDap::libelle),
        ),
        (
            "/sous_motif",
            "Circonstance exceptionnelle",
            code::<SousMotif>(s.sous_motif.as_deref().unwrap_or(""), SousMotif::libelle),
        ),
        ("/debut", "Début de la période", jour(&s.debut)),
        ("/fin", "Fin de la période", jour(&s.fin)),
        ("/mode", "Forme", code::<ModeDap>(&s.mode, ModeDap::libelle)),
        (
            "/effectif_concerne",
            "Salariés concernés",
            s.effectif_concerne.trim().to_owned(),
        ),
        ("/heures_prevues", "Heures prévues", heures),
        (
            "/circonstances",
            "Circonstances",
            s.circonstances.trim().to_owned(),
        ),
        (
            "/avis_cse",
            "Avis du CSE",
            code::<AvisCse>(&s.avis_cse, AvisCse::libelle),
        ),
        (
            "/date_avis_cse",
            "Date de l'avis du CSE",
            jour(s.date_avis_cse.as_deref().unwrap_or("")),
        ),
        (
            "/placement_36_mois",
            "Activité partielle dans les 36 derniers mois",
            placement.to_owned(),
        ),
        ("/engagements", "Engagements", engagements.join(", ")),
    ]
}

/// Every field of two versions: those that differ, then those that do not, both in the order of the
/// form; `2/5/2022` and `2022-05-02` are one date.
pub fn comparer(avant: &SaisieDap, apres: &SaisieDap) -> (Vec<Difference>, Vec<Difference>) {
    lisible(avant)
        .into_iter()
        .zip(lisible(apres))
        .map(|((champ, libelle, avant), (_, _, apres))| Difference {
            champ: champ.to_owned(),
            libelle: libelle.to_owned(),
            avant,
            apres,
        })
        .partition(|champ| champ.avant != champ.apres)
}

impl From<&ContenuDap> for SaisieDap {
    fn from(c: &ContenuDap) -> Self {
        Self {
            siret: c.siret.as_str().to_owned(),
            motif: c.motif.code().to_owned(),
            sous_motif: c.sous_motif.map(|s| s.code().to_owned()),
            debut: c.debut.to_string(),
            fin: c.fin.to_string(),
            effectif_concerne: c.effectif_concerne.to_string(),
            heures_prevues: c.heures_prevues.to_string(),
            mode: c.mode.code().to_owned(),
            circonstances: c.circonstances.clone(),
            avis_cse: c.avis_cse.code().to_owned(),
            date_avis_cse: c.date_avis_cse.map(|d| d.to_string()),
            placement_36_mois: Some(c.placement_36_mois),
            engagements: c.engagements.iter().map(|e| e.code().to_owned()).collect(),
        }
    }
}
