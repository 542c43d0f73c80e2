//! The hours' file: one row per employee and week.

use std::collections::HashMap;

use super::tableau::{Fichier, parcourir};
use super::{COLONNES_HEURES, Echec, cellule};
use crate::erreur::{Faute, Refus};
use crate::mois::Semaine;
use crate::montant::Heures;
use crate::salarie::Nir;

/// One right row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneHeures {
    /// Row number; the header is row 1.
    pub ligne: u32,
    /// The employee.
    pub nir: Nir,
    /// The week.
    pub semaine: Semaine,
    /// Worked or assimilated hours.
    pub travaillees: Heures,
    /// Unworked hours.
    pub chomees: Heures,
}

/// What was read: the right rows, every fault, and how many rows there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LectureHeures {
    /// Right rows.
    pub valides: Vec<LigneHeures>,
    /// Every fault, in the order of the file, or as many of the first ones as [`Fichier::bornee`] says.
    pub fautes: Vec<Faute>,
    /// How many there are.
    pub nombre_fautes: u32,
    /// Rows with hours, header not counted.
    pub lignes: u32,
}

/// Reads a file of hours; a week without any is left aside. Whether week, contract and employee fit the DI is judged by
/// [`crate::indemnisation::verifier_heures`].
///
/// Refusals of the whole file as in [`super::lire_salaries`]. Faults by cell:
/// `champ_vide`, `nir_*`, `date_invalide`, `pas_un_lundi`, `nombre_*`, `semaine_en_double`.
pub fn lire_heures(fichier: &Fichier) -> Result<LectureHeures, Echec> {
    let mut valides = Vec::new();
    let mut fautes = fichier.releve();
    let mut premieres: HashMap<(Nir, Semaine), u32> = HashMap::new();
    let mut sans_heures = 0;
    let lignes = parcourir(fichier, COLONNES_HEURES, |ligne| {
        let avant = fautes.nombre;
        fautes.extend(ligne.debordement);
        let [nir, semaine, travaillees, chomees] =
            <[String; 4]>::try_from(ligne.cellules).unwrap_or_default();
        // A week of the template that nobody filled in.
        if travaillees.is_empty() && chomees.is_empty() && fautes.nombre == avant {
            sans_heures += 1;
            return;
        }
        let mut prendre = |colonne, refus: Refus| fautes.push(cellule(ligne.numero, colonne, refus));
        let nir = requis(&nir).map_err(|refus| prendre("nir", refus));
        let semaine = requis(&semaine).map_err(|refus| prendre("semaine", refus));
        let travaillees =
            Heures::depuis_saisie(&travaillees).map_err(|refus| prendre("heures_travaillees", refus));
        let chomees = Heures::depuis_saisie(&chomees).map_err(|refus| prendre("heures_chomees", refus));
        if let (Ok(nir), Ok(semaine)) = (&nir, &semaine) {
            let nir: &Nir = nir;
            let premiere = *premieres.entry((nir.clone(), *semaine)).or_insert(ligne.numero);
            if premiere != ligne.numero {
                prendre(
                    "semaine",
                    Refus::new(
                        "semaine_en_double",
                        format!(
                            "Cette semaine du même salarié est déjà à la ligne {premiere} : gardez une seule des deux lignes."
                        ),
                    ),
                );
            }
        }
        if let (Ok(nir), Ok(semaine), Ok(travaillees), Ok(chomees)) = (nir, semaine, travaillees, chomees)
            && fautes.nombre == avant
        {
            valides.push(LigneHeures {
                ligne: ligne.numero,
                nir,
                semaine,
                travaillees,
                chomees,
            });
        }
    })?;
    Ok(LectureHeures {
        valides,
        nombre_fautes: fautes.nombre,
        fautes: fautes.gardees,
        lignes: lignes - sans_heures,
    })
}

fn requis<T: std::str::FromStr<Err = Refus>>(texte: &str) -> Result<T, Refus> {
    if texte.is_empty() {
        Err(Refus::champ_requis())
    } else {
        texte.parse()
    }
}
