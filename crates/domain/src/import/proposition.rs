//! Which column of a file probably stands for which expected one.

use super::colonnes::{Colonne, Quoi};
use super::noms::nom_court;
use super::tableau::Tableau;
use crate::texte::texte_de_mots;

/// Rows that a guess looks at, and that a preview shows.
pub const EXEMPLES: usize = 5;

/// How well a column of the file, by its place, stands for an expected one.
type Juge<'a> = &'a dyn Fn(&Colonne, usize) -> usize;

/// For each expected column, which one of the file probably stands for it: by its name, then by the
/// words that both have, then by what its first cells look like; one that need not be there by its name only.
pub fn proposer(tableau: &Tableau, quoi: Quoi) -> Vec<(&'static Colonne, Option<usize>)> {
    let noms: Vec<String> = tableau.entete().iter().map(|nom| texte_de_mots(nom)).collect();
    let courts: Vec<String> = tableau.entete().iter().map(|nom| nom_court(nom)).collect();
    let mut libres: Vec<bool> = vec![true; noms.len()];
    let mut trouvees: Vec<Option<usize>> = vec![None; quoi.colonnes().len()];
    let par_nom = |colonne: &Colonne, place: usize| {
        let court = courts[place].as_str();
        match (colonne.nommee(court), colonne.a_defaut.contains(&court)) {
            (true, _) => 2,
            (false, a_defaut) => usize::from(a_defaut),
        }
    };
    let par_contenu = |colonne: &Colonne, place: usize| {
        let cellules = tableau
            .rangees()
            .take(EXEMPLES)
            .map(|rangee| rangee.cellule(place));
        cellules.filter(|cellule| (colonne.ressemble)(cellule)).count()
    };
    let par_mots = |colonne: &Colonne, place: usize| {
        let siens: Vec<&str> = noms[place].split(' ').filter(|mot| mot.len() > 2).collect();
        let voulus = texte_de_mots(colonne.nom);
        let connus = std::iter::once(voulus.as_str()).chain(colonne.synonymes.iter().copied());
        connus
            .map(|connu| {
                siens
                    .iter()
                    .filter(|mot| connu.split(' ').any(|m| m == **mot))
                    .count()
            })
            .max()
            .unwrap_or(0)
    };
    let juges: [Juge<'_>; 3] = [&par_nom, &par_contenu, &par_mots];
    for (rang, juge) in juges.into_iter().enumerate() {
        for (colonne, trouvee) in quoi.colonnes().iter().zip(&mut trouvees) {
            // Many columns hold a date or an amount: what need not be there is known by its name only.
            let par_le_nom_seul = !colonne.requise && rang > 0;
            if trouvee.is_some() || par_le_nom_seul {
                continue;
            }
            let notes = (0..noms.len())
                .filter(|place| libres[*place])
                .map(|place| (juge(colonne, place), place));
            // Of equals the leftmost.
            let meilleure = notes.max_by_key(|(note, place)| (*note, std::cmp::Reverse(*place)));
            if let Some((note, place)) = meilleure
                && note > 0
            {
                *trouvee = Some(place);
                libres[place] = false;
            }
        }
    }
    quoi.colonnes().iter().zip(trouvees).collect()
}
