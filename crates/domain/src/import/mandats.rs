//! The file of mandates: one client's establishment a row.

use std::collections::HashMap;

use super::tableau::{Fichier, parcourir};
use super::{COLONNES_MANDATS, Echec, cellule, cellules};
use crate::erreur::{Faute, Refus};
use crate::etablissement::Siret;
use crate::habilitation::MAX_SIRET_PAR_COMPTE;
use crate::mandat::{MandatDeclare, SaisieMandat};

/// What was read: the right rows, every fault, and how many rows there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LectureMandats {
    /// Right rows, each with its number (the header is row 1).
    pub valides: Vec<(u32, MandatDeclare)>,
    /// Every fault, in the order of the file, or as many of the first ones as [`Fichier::bornee`] says.
    pub fautes: Vec<Faute>,
    /// How many there are.
    pub nombre_fautes: u32,
    /// Rows that are not blank, header not counted.
    pub lignes: u32,
}

/// Reads a file of mandates; the column `fin` may be empty.
///
/// Refusals of the whole file: those of every file, and `trop_de_siret` beyond 200 rows.
/// Faults by cell: `champ_vide`, `siret_*`, `siret_en_double`, `date_invalide`, `dates_inversees`.
pub fn lire_mandats(fichier: &Fichier) -> Result<LectureMandats, Echec> {
    let mut valides = Vec::new();
    let mut premieres: HashMap<Siret, u32> = HashMap::new();
    let parcours = parcourir(fichier, COLONNES_MANDATS, |ligne, fautes| {
        let numero = ligne.numero;
        let [siret, debut, fin] = <[String; 3]>::try_from(ligne.cellules).unwrap_or_default();
        let [debut, fin] = [debut, fin].map(|jour| cellules::date(&jour).into_owned());
        let doublon = siret.parse::<Siret>().ok().and_then(|siret| {
            let premiere = *premieres.entry(siret).or_insert(numero);
            (premiere != numero).then_some(premiere)
        });
        if let Some(premiere) = doublon {
            fautes.push(Faute::cellule(
                numero,
                "siret",
                "siret_en_double",
                format!(
                    "Ce SIRET est en double avec la ligne {premiere} : gardez une seule des deux lignes."
                ),
            ));
        }
        match (SaisieMandat { siret, debut, fin }).verifier() {
            Ok(mandat) if doublon.is_none() && !ligne.deborde => valides.push((numero, mandat)),
            Ok(_) => {}
            Err(lues) => fautes.extend(lues.0.into_iter().map(|f| {
                let colonne = f.pointeur.trim_start_matches('/').to_owned();
                cellule(numero, &colonne, Refus::new(f.code, f.message))
            })),
        }
    })?;
    let lignes = parcours.lignes;
    if lignes > MAX_SIRET_PAR_COMPTE {
        return Err(Refus::new(
            "trop_de_siret",
            format!(
                "Ce fichier compte {lignes} SIRET : un compte en réunit {MAX_SIRET_PAR_COMPTE} au plus. Créez un second compte avec une autre adresse électronique, et partagez le fichier."
            ),
        )
        .into());
    }
    Ok(LectureMandats {
        valides,
        nombre_fautes: parcours.fautes.nombre,
        fautes: parcours.fautes.gardees,
        lignes,
    })
}
