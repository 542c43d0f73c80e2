//! The hours' file: one row per employee and week.

use std::collections::HashMap;

use super::tableau::{Fichier, parcourir};
use super::{COLONNES_HEURES, Echec, cellule, cellules};
use crate::contrat::{Contrat, Duree};
use crate::erreur::{Faute, Refus};
use crate::indemnisation::{HeuresSemaine, heures_restantes};
use crate::mois::Semaine;
use crate::salarie::Nir;

/// One right row, as far as can be told before the contract of the employee is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneHeures {
    /// Row number; the header is row 1.
    pub ligne: u32,
    /// The employee.
    pub nir: Nir,
    /// The week.
    pub semaine: Semaine,
    /// Worked or assimilated time; none when the file has no such column.
    pub travaillees: Option<Duree>,
    /// Unworked time; none when the file has no such column.
    pub chomees: Option<Duree>,
}

impl LigneHeures {
    /// The hours, as this contract counts them; those that the file has no column for are what the others leave of
    /// the contract's week.
    ///
    /// Codes: `nombre_invalide` for days under a contract in hours, `demi_journees`.
    pub fn heures(&self, contrat: &Contrat) -> Result<HeuresSemaine, Vec<Faute>> {
        let mut fautes = Vec::new();
        let mut lire = |colonne, duree: Option<Duree>| {
            let lue = duree.map(|duree| contrat.mode.en_heures(duree)).transpose();
            lue.map_err(|refus| fautes.push(cellule(self.ligne, colonne, refus)))
        };
        let travaillees = lire("heures_travaillees", self.travaillees);
        let chomees = lire("heures_chomees", self.chomees);
        let (Ok(travaillees), Ok(chomees)) = (travaillees, chomees) else {
            return Err(fautes);
        };
        let reste =
            |autres: Option<_>| heures_restantes(contrat.duree_hebdomadaire, autres.unwrap_or_default());
        Ok(HeuresSemaine {
            semaine: self.semaine,
            travaillees: travaillees.unwrap_or_else(|| reste(chomees)),
            chomees: chomees.unwrap_or_else(|| reste(travaillees)),
        })
    }
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

/// Reads a file of hours; a week without any is left aside. One of the two columns is enough. Whether week, contract and
/// employee fit the DI is judged by [`LigneHeures::heures`], then [`crate::indemnisation::verifier_heures`].
///
/// Refusals of the whole file as in [`super::lire_salaries`]. Faults by cell:
/// `champ_vide`, `nir_*`, `date_invalide`, `pas_un_lundi`, `nombre_*`, `semaine_en_double`.
pub fn lire_heures(fichier: &Fichier) -> Result<LectureHeures, Echec> {
    let mut valides = Vec::new();
    let mut premieres: HashMap<(Nir, Semaine), u32> = HashMap::new();
    let mut sans_heures = 0;
    let presentes = fichier.presentes(COLONNES_HEURES)?;
    let (dit_travaillees, dit_chomees) = (
        presentes.contains(&"heures_travaillees"),
        presentes.contains(&"heures_chomees"),
    );
    let parcours = parcourir(fichier, COLONNES_HEURES, |ligne, fautes| {
        let [nir, semaine, travaillees, chomees] =
            <[String; 4]>::try_from(ligne.cellules).unwrap_or_default();
        // A week of the template that nobody filled in.
        if travaillees.is_empty() && chomees.is_empty() && !ligne.deborde {
            sans_heures += 1;
            return;
        }
        let avant = fautes.nombre;
        let mut prendre = |colonne, refus: Refus| fautes.push(cellule(ligne.numero, colonne, refus));
        let nir = requis(&cellules::nir(&nir)).map_err(|refus| prendre("nir", refus));
        let semaine = requis(&cellules::date(&semaine)).map_err(|refus| prendre("semaine", refus));
        let mut duree = |colonne, dite: bool, texte: &str| {
            let lue = dite.then(|| Duree::lire(&cellules::heures(texte))).transpose();
            lue.map_err(|refus| prendre(colonne, refus))
        };
        let travaillees = duree("heures_travaillees", dit_travaillees, &travaillees);
        let chomees = duree("heures_chomees", dit_chomees, &chomees);
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
            && !ligne.deborde
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
        nombre_fautes: parcours.fautes.nombre,
        fautes: parcours.fautes.gardees,
        lignes: parcours.lignes - sans_heures,
    })
}

fn requis<T: std::str::FromStr<Err = Refus>>(texte: &str) -> Result<T, Refus> {
    if texte.is_empty() {
        Err(Refus::champ_requis())
    } else {
        texte.parse()
    }
}
