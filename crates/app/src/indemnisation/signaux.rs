//! What makes a claim stand out, found when it is sent.

use db::ConnectionTrait;
use db::indemnisation::{Demande, Ligne, Signal};
use domain::indemnisation::{Ailleurs, FaitsSignaux, signaux};
use domain::montant::Heures;
use std::collections::{BTreeMap, HashMap};
use time::Date;
use uuid::Uuid;

use super::blocage::Examen;
use super::contingent::siren;
use super::lignes::lire_semaines;
use super::vue::Support;
use super::{autorisation, lire_mois};
use crate::{Contexte, Erreur};

/// Notes what stands out of a claim that was just sent, with `siennes` its lines, and of the claims of other companies that
/// have the same people in the same weeks.
pub(super) async fn relever(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    ligne: &Demande,
    siennes: &[Ligne],
    (support, examen): (&Support, &Examen),
) -> Result<(), Erreur> {
    let siren = siren(&support.etablissement.siret);
    let (_, _, heures_autorisees) = autorisation(&support.dap)?;
    let heures = Heures(ligne.heures_indemnisables);
    let mois = lire_mois(ligne)?;
    let avant = mois.precedent().to_string();
    let personnes: Vec<&str> = siennes.iter().map(|sienne| sienne.nir_index.as_str()).collect();
    let (ailleurs, autres) = croiser(
        siennes,
        db::indemnisation::lignes_ailleurs(tx, siren, &ligne.mois, &personnes).await?,
    )?;
    let faits = FaitsSignaux {
        mois,
        heures,
        heures_demandees: heures + examen.heures_des_autres,
        heures_autorisees,
        heures_mois_precedent: db::indemnisation::heures_du_mois(tx, ligne.etablissement_id, &avant)
            .await?
            .map(Heures),
        contingents: siennes
            .iter()
            .filter(|sienne| sienne.heures_indemnisables > 0)
            .flat_map(|sienne| {
                let contingents = examen
                    .annee
                    .du_salarie(&sienne.nir_index, sienne.heures_indemnisables);
                contingents
                    .into_iter()
                    .map(move |contingent| (nom(sienne), contingent))
            })
            .collect(),
        ailleurs,
    };
    let trouves = en_lignes(contexte, ligne.id, 0, signaux(&faits));
    db::indemnisation::remplacer_signaux(tx, ligne.id, trouves).await?;
    prevenir(tx, contexte, &faits, autres).await
}

fn nom(ligne: &Ligne) -> String {
    format!("{} {}", ligne.prenom, ligne.nom)
}

type Croisement = (Vec<Ailleurs>, BTreeMap<Uuid, Vec<Ailleurs>>);

/// People with unworked hours in the same weeks: as this claim names them, and as each other one does.
fn croiser(siennes: &[Ligne], etrangeres: Vec<Ligne>) -> Result<Croisement, Erreur> {
    let par_personne: HashMap<&str, &Ligne> = siennes
        .iter()
        .map(|sienne| (sienne.nir_index.as_str(), sienne))
        .collect();
    let mut ailleurs: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    let mut autres: BTreeMap<Uuid, Vec<Ailleurs>> = BTreeMap::new();
    for etrangere in etrangeres {
        let Some(sienne) = par_personne.get(etrangere.nir_index.as_str()) else {
            continue;
        };
        let les_siennes = chomees(sienne)?;
        let semaines: Vec<Date> = chomees(&etrangere)?
            .into_iter()
            .filter(|lundi| les_siennes.contains(lundi))
            .collect();
        if semaines.is_empty() {
            continue;
        }
        autres.entry(etrangere.demande_id).or_default().push(Ailleurs {
            salarie: nom(&etrangere),
            semaines: semaines.clone(),
        });
        ailleurs.entry(nom(sienne)).or_default().extend(semaines);
    }
    let ailleurs = ailleurs
        .into_iter()
        .map(|(salarie, mut semaines)| {
            semaines.sort_unstable();
            semaines.dedup();
            Ailleurs { salarie, semaines }
        })
        .collect();
    Ok((ailleurs, autres))
}

/// Mondays of the weeks with unworked hours.
fn chomees(ligne: &Ligne) -> Result<Vec<Date>, Erreur> {
    Ok(lire_semaines(ligne)?
        .into_iter()
        .filter(|semaine| semaine.chomees > Heures::ZERO)
        .map(|semaine| semaine.semaine.lundi())
        .collect())
}

/// The other claims stand out as well, each employee once.
async fn prevenir(
    tx: &impl ConnectionTrait,
    contexte: &Contexte,
    faits: &FaitsSignaux,
    autres: BTreeMap<Uuid, Vec<Ailleurs>>,
) -> Result<(), Erreur> {
    if autres.is_empty() {
        return Ok(());
    }
    let deja = db::indemnisation::signaux(tx, autres.keys().copied().collect()).await?;
    for (demande_id, ailleurs) in autres {
        let connus = deja.get(&demande_id).map(Vec::as_slice).unwrap_or_default();
        let neuf = FaitsSignaux {
            // Only what is about people.
            heures: Heures::ZERO,
            heures_demandees: Heures::ZERO,
            heures_autorisees: Heures(1),
            heures_mois_precedent: None,
            contingents: Vec::new(),
            ailleurs: ailleurs
                .into_iter()
                .filter(|a| {
                    !connus
                        .iter()
                        .any(|signal| signal.salarie.as_deref() == Some(&a.salarie))
                })
                .collect(),
            mois: faits.mois,
        };
        let premier = i32::try_from(connus.len()).unwrap_or(i32::MAX);
        let signaux = en_lignes(contexte, demande_id, premier, signaux(&neuf));
        db::indemnisation::inserer_signaux(tx, signaux).await?;
    }
    Ok(())
}

fn en_lignes(
    contexte: &Contexte,
    demande_id: Uuid,
    premier: i32,
    signaux: Vec<domain::indemnisation::Signal>,
) -> Vec<Signal> {
    signaux
        .into_iter()
        .zip(premier..)
        .map(|(signal, rang)| Signal {
            id: contexte.id(),
            demande_id,
            rang,
            code: signal.code.code().to_owned(),
            message: signal.message,
            salarie: signal.salarie,
        })
        .collect()
}
