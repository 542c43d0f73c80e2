//! Reading the table of figures, and the check of its dates: a series (territory,
//! regime, nature) goes forward without gap nor overlap, and a regime has every figure it needs.

use std::collections::{BTreeMap, HashMap, HashSet};

use time::macros::date;
use time::{Date, Duration};

use super::{Chiffre, Nature, Regime, Statut, Territoire};
use crate::erreur::{Faute, Fautes, Refus};
use crate::mois::{Mois, date_fr, parse_date};
use crate::montant::TauxHoraire;

const ENTETE: [&str; 9] = [
    "du",
    "au",
    "territoire",
    "regime",
    "nature",
    "valeur",
    "source",
    "statut",
    "note",
];

pub(super) fn lire(texte: &str) -> Result<Vec<Chiffre>, Fautes> {
    let mut lecteur = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(texte.as_bytes());
    let mut fautes = Vec::new();
    let mut chiffres: Vec<(u32, Chiffre)> = Vec::new();
    for (ligne, enregistrement) in (1_u32..).zip(lecteur.records()) {
        let Ok(enregistrement) = enregistrement else {
            fautes.push(Faute::cellule(
                ligne,
                "",
                "bareme_entete",
                format!("Ligne {ligne} illisible."),
            ));
            continue;
        };
        let champs: Vec<&str> = enregistrement.iter().map(str::trim).collect();
        if ligne == 1 {
            if champs != ENTETE {
                let message = format!("L'en-tête attendu est : {}.", ENTETE.join(","));
                return Err(Faute::cellule(1, "", "bareme_entete", message).into());
            }
        } else {
            match lire_ligne(&champs) {
                Ok(chiffre) => chiffres.push((ligne, chiffre)),
                Err((colonne, refus)) => fautes.push(Faute::cellule(
                    ligne,
                    colonne,
                    refus.code,
                    format!("Ligne {ligne}, colonne {colonne} : {}", refus.message),
                )),
            }
        }
    }
    verifier_dates(&chiffres, &mut fautes);
    verifier_compagnons(&chiffres, &mut fautes);
    if fautes.is_empty() {
        Ok(chiffres.into_iter().map(|(_, c)| c).collect())
    } else {
        Err(Fautes(fautes))
    }
}

type FauteDeColonne = (&'static str, Refus);

fn lire_ligne(champs: &[&str]) -> Result<Chiffre, FauteDeColonne> {
    let &[du, au, territoire, regime, nature, valeur, source, statut, note] = champs else {
        let message = format!("neuf colonnes sont attendues, il y en a {}.", champs.len());
        return Err(("du", Refus::new("bareme_entete", message)));
    };
    let sous = |colonne: &'static str| move |refus: Refus| (colonne, refus);
    let statut: Statut = statut.parse().map_err(sous("statut"))?;
    let dix_milliemes = match (statut, valeur) {
        (Statut::Inconnu, "") => 0,
        _ => {
            valeur
                .parse::<TauxHoraire>()
                .map_err(|refus| ("valeur", Refus::new("bareme_valeur", refus.message)))?
                .0
        }
    };
    let nature: Nature = nature.parse().map_err(sous("nature"))?;
    if statut != Statut::Inconnu {
        vraisemblable(nature, dix_milliemes).map_err(sous("valeur"))?;
    }
    let facultatif = |texte: &str| (!texte.is_empty()).then(|| texte.to_owned());
    Ok(Chiffre {
        du: parse_date(du).map_err(sous("du"))?,
        au: facultatif(au)
            .map(|t| parse_date(&t))
            .transpose()
            .map_err(sous("au"))?,
        territoire: territoire.parse::<Territoire>().map_err(sous("territoire"))?,
        regime: facultatif(regime)
            .map(|t| t.parse::<Regime>())
            .transpose()
            .map_err(sous("regime"))?,
        nature,
        valeur: valeur.to_owned(),
        source: facultatif(source).ok_or_else(|| ("source", Refus::champ_requis()))?,
        confirme: statut == Statut::Confirme,
        note: note.to_owned(),
        statut: Some(statut),
        dix_milliemes,
    })
}

/// What a slip of the pen makes of a figure is caught: 36 for 0.36, cents for euros.
///
/// Code: `bareme_invraisemblable`.
fn vraisemblable(nature: Nature, dix_milliemes: i64) -> Result<(), Refus> {
    let (bornes, quoi) = match nature {
        Nature::TauxAllocation | Nature::TauxIndemnite => {
            ((1, 10_000), "une part s'écrit de 0 à 1 (0.36 pour 36 %)")
        }
        Nature::PlafondAllocationSmic | Nature::PlafondIndemniteSmic => {
            ((10_000, 100_000), "un plafond compte de 1 à 10 SMIC")
        }
        Nature::Contingent | Nature::ContingentModernisation => {
            ((10_000, 20_000_000), "un contingent compte de 1 à 2000 heures")
        }
        _ => ((10_000, 1_000_000), "un montant horaire va de 1 à 100 euros"),
    };
    if (bornes.0..=bornes.1).contains(&dix_milliemes) {
        return Ok(());
    }
    Err(Refus::new(
        "bareme_invraisemblable",
        format!("valeur invraisemblable : {quoi}."),
    ))
}

/// The cap of the indemnity is of 2021 (art. R5122-18): before, a regime may go without it.
const PLAFOND_INDEMNITE_DEPUIS: Date = date!(2021 - 01 - 01);

/// First and last row of a series: its rows follow one another without gap.
struct Etendue<'a> {
    premier: &'a (u32, Chiffre),
    dernier: &'a (u32, Chiffre),
}

impl Etendue<'_> {
    fn debut(&self) -> Date {
        self.premier.1.du
    }

    fn fin(&self) -> Date {
        self.dernier.1.au.unwrap_or(Date::MAX)
    }
}

/// What a regime needs from its first day to its last: without a cap nothing is capped, without a floor nothing is
/// computed. `Err` names the row and says what is missing.
fn juger_compagnon(
    taux: &Etendue<'_>,
    nature: Nature,
    trouvee: Option<&Etendue<'_>>,
) -> Result<(), (u32, &'static str, String)> {
    let regime = taux.premier.1.regime.map_or("", Regime::libelle);
    let depuis = match nature {
        Nature::PlafondIndemniteSmic => taux.debut().max(PLAFOND_INDEMNITE_DEPUIS),
        _ => taux.debut(),
    };
    if depuis > taux.fin() {
        return Ok(());
    }
    let Some(trouvee) = trouvee else {
        let manque = format!(
            "le régime « {regime} » ({}) n'a aucune ligne « {} » : ajoutez-la, depuis le {} et jusqu'à sa fin.",
            taux.premier.1.territoire.libelle(),
            nature.code(),
            date_fr(depuis)
        );
        return Err((taux.premier.0, "nature", manque));
    };
    if trouvee.debut() > depuis {
        let manque = format!(
            "ce chiffre manque du {} au {}, alors que le régime « {regime} » commence plus tôt.",
            date_fr(depuis),
            date_fr(trouvee.debut().previous_day().unwrap_or(depuis))
        );
        return Err((trouvee.premier.0, "du", manque));
    }
    if trouvee.fin() < taux.fin() {
        let manque = format!(
            "ce chiffre manque après le {}, alors que le régime « {regime} » continue.",
            date_fr(trouvee.fin())
        );
        return Err((trouvee.dernier.0, "au", manque));
    }
    Ok(())
}

/// Every series of rates has its companions over its whole span; each row that lacks something is told once.
fn verifier_compagnons(chiffres: &[(u32, Chiffre)], fautes: &mut Vec<Faute>) {
    let mut series: BTreeMap<Serie, Etendue<'_>> = BTreeMap::new();
    for lu in chiffres {
        let serie = (lu.1.territoire, lu.1.regime, lu.1.nature);
        let seule = Etendue {
            premier: lu,
            dernier: lu,
        };
        series.entry(serie).or_insert(seule).dernier = lu;
    }
    let mut dites = HashSet::new();
    let taux = series
        .iter()
        .filter(|((.., nature), _)| *nature == Nature::TauxAllocation)
        .filter(|((_, regime, _), _)| regime.is_none_or(|regime| regime.verifier().is_ok()));
    for (&(territoire, regime, _), taux) in taux {
        for (nature, commune) in COMPAGNONS {
            let serie = (territoire, regime.filter(|_| !commune), nature);
            let Err((ligne, colonne, manque)) = juger_compagnon(taux, nature, series.get(&serie)) else {
                continue;
            };
            if dites.insert((ligne, nature)) {
                let message = format!("Ligne {ligne} : {manque}");
                fautes.push(Faute::cellule(ligne, colonne, "bareme_trou", message));
            }
        }
    }
    fautes.sort_by_key(|faute| faute.ligne);
}

/// What the calculation needs beside the rate of the allocation; true for what all regimes of a territory share.
const COMPAGNONS: [(Nature, bool); 6] = [
    (Nature::TauxIndemnite, false),
    (Nature::PlancherAllocation, false),
    (Nature::PlafondAllocationSmic, false),
    (Nature::PlafondIndemniteSmic, false),
    (Nature::Smic, true),
    (Nature::PlancherIndemnite, true),
];

/// Contingents follow the years and the decrees; all else is a matter of whole months.
fn par_mois(nature: Nature) -> bool {
    !matches!(nature, Nature::Contingent | Nature::ContingentModernisation)
}

/// Figures of one series follow one another.
type Serie = (Territoire, Option<Regime>, Nature);

fn verifier_dates(chiffres: &[(u32, Chiffre)], fautes: &mut Vec<Faute>) {
    let mut derniers: HashMap<Serie, (u32, Date, Option<Date>)> = HashMap::new();
    for (ligne, c) in chiffres {
        let mut faute = |colonne: &str, code, message: String| {
            fautes.push(Faute::cellule(
                *ligne,
                colonne,
                code,
                format!("Ligne {ligne} : {message}"),
            ));
        };
        if c.au.is_some_and(|au| au < c.du) {
            faute(
                "au",
                "bareme_dates_inversees",
                "la date de fin précède la date de début.".into(),
            );
        }
        if par_mois(c.nature) && c.du != Mois::de(c.du).premier_jour() {
            faute(
                "du",
                "bareme_pas_un_mois",
                "ce chiffre commence au premier jour d'un mois.".into(),
            );
        }
        if par_mois(c.nature) && c.au.is_some_and(|au| au != Mois::de(au).dernier_jour()) {
            faute(
                "au",
                "bareme_pas_un_mois",
                "ce chiffre finit au dernier jour d'un mois.".into(),
            );
        }
        let cle = (c.territoire, c.regime, c.nature);
        if let Some((autre, du, au)) = derniers.insert(cle, (*ligne, c.du, c.au)) {
            let attendu = au.and_then(|au| au.checked_add(Duration::DAY));
            match attendu {
                _ if c.du <= du => faute(
                    "du",
                    "bareme_recul",
                    format!("elle commence avant la ligne {autre} de la même série."),
                ),
                Some(attendu) if c.du > attendu => faute(
                    "du",
                    "bareme_trou",
                    format!(
                        "il manque un chiffre depuis le {} (ligne {autre}).",
                        date_fr(attendu)
                    ),
                ),
                Some(attendu) if c.du == attendu => {}
                _ => faute(
                    "du",
                    "bareme_chevauchement",
                    format!("elle chevauche la ligne {autre} de la même série."),
                ),
            }
        }
    }
}
