//! The employees' file.

use std::collections::HashMap;

use super::tableau::{Fichier, parcourir};
use super::{COLONNES_SALARIES, cellule};
use crate::erreur::{Faute, Refus};
use crate::salarie::{Nir, NouveauSalarie, SaisieContrat, SaisieNouveauSalarie};

/// What was read: the right rows, every fault, and how many rows there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LectureSalaries {
    /// Right rows, each with its number.
    pub valides: Vec<(u32, NouveauSalarie)>,
    /// Every fault, in the order of the file.
    pub fautes: Vec<Faute>,
    /// Rows that are not blank, header not counted.
    pub lignes: u32,
}

/// Reads a file of employees. No message repeats a NIR.
///
/// Refusals of the whole file: `entete_inconnue`, `entete_en_double`, `colonne_inconnue`, `import_annule`.
/// Faults by cell: `champ_vide`, `nir_*`, `nombre_*`, `categorie_inconnue` …
pub fn lire_salaries(fichier: &Fichier) -> Result<LectureSalaries, Refus> {
    let mut valides = Vec::new();
    let mut fautes = Vec::new();
    let mut premieres: HashMap<Nir, u32> = HashMap::new();
    let lignes = parcourir(fichier, COLONNES_SALARIES, |ligne| {
        let numero = ligne.numero;
        let deborde = ligne.debordement.is_some();
        fautes.extend(ligne.debordement);
        let [nir, nom, prenom, categorie, duree_hebdomadaire, taux_horaire_brut] =
            <[String; 6]>::try_from(ligne.cellules).unwrap_or_default();
        let doublon = nir.parse::<Nir>().ok().and_then(|nir| {
            let premiere = *premieres.entry(nir).or_insert(numero);
            (premiere != numero).then_some(premiere)
        });
        if let Some(premiere) = doublon {
            fautes.push(Faute::cellule(
                numero,
                "nir",
                "nir_en_double",
                format!("Ce NIR est en double avec la ligne {premiere} : gardez une seule des deux lignes."),
            ));
        }
        let saisie = SaisieNouveauSalarie {
            nir,
            nom,
            prenom,
            categorie,
            contrat: SaisieContrat {
                duree_hebdomadaire,
                taux_horaire_brut,
                ..SaisieContrat::default()
            },
        };
        match saisie.verifier() {
            Ok(salarie) if doublon.is_none() && !deborde => valides.push((numero, salarie)),
            Ok(_) => {}
            Err(lues) => fautes.extend(lues.0.into_iter().map(|f| {
                let colonne = f.pointeur.trim_start_matches('/').to_owned();
                cellule(numero, &colonne, Refus::new(f.code, f.message))
            })),
        }
    })?;
    Ok(LectureSalaries {
        valides,
        fautes,
        lignes,
    })
}
