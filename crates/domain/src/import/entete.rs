//! Which of the first rows names the columns: exports have a title, a company, a period above them.
//!
//! **Invariant:** it depends on the rows alone, so that preview, import and annotated file find the same one.

use super::colonnes::colonnes_nommees;
use super::tableau::Tableau;
use super::{MAX_COLONNES, refus};
use crate::erreur::Refus;

/// Rows that are not blank among which the header is looked for.
pub const RANGEES_AVANT_ENTETE: usize = 10;

/// A row that waits for the header.
type Rangee = (u32, Vec<String>);

/// Rows as they come from a file that has its header in a row; they end as a [`Tableau`].
#[derive(Default)]
pub struct EnLecture {
    tableau: Tableau,
    attente: Vec<Rangee>,
    nommee: bool,
}

impl EnLecture {
    /// The next row; a blank one is left out. Codes: `trop_de_colonnes`, `trop_de_lignes`.
    pub fn recevoir(
        &mut self,
        numero: u32,
        cellules: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), Refus> {
        if self.nommee {
            return self.tableau.ajouter(numero, cellules);
        }
        let mut rangee = Vec::new();
        for cellule in cellules {
            if rangee.len() == MAX_COLONNES {
                return Err(refus::trop_de_colonnes());
            }
            rangee.push(cellule.as_ref().trim().to_owned());
        }
        if rangee.iter().all(String::is_empty) {
            return Ok(());
        }
        self.attente.push((numero, rangee));
        if self.attente.len() < RANGEES_AVANT_ENTETE {
            return Ok(());
        }
        self.nommer()
    }

    fn nommer(&mut self) -> Result<(), Refus> {
        self.nommee = true;
        let rangees = std::mem::take(&mut self.attente);
        let place = place_entete(rangees.iter().map(|(_, rangee)| rangee.as_slice()));
        for (rang, (numero, rangee)) in rangees.into_iter().enumerate() {
            match rang.cmp(&place) {
                std::cmp::Ordering::Less => self.tableau.surmonter(numero, rangee),
                std::cmp::Ordering::Equal => self.tableau.nommer(numero, rangee)?,
                std::cmp::Ordering::Greater => self.tableau.ajouter(numero, rangee)?,
            }
        }
        Ok(())
    }

    /// Every row has come.
    pub fn finir(mut self) -> Result<Tableau, Refus> {
        if !self.nommee {
            self.nommer()?;
        }
        Ok(self.tableau)
    }
}

/// How well a row names columns: known names first, two at least, for one of them may be somebody's name.
pub(super) fn connues(rangee: &[String]) -> usize {
    match colonnes_nommees(rangee.iter().map(String::as_str)) {
        0 | 1 => 0,
        nombre => nombre,
    }
}

/// The row that names most columns; where none does, the first that has more than the one cell of a title.
fn place_entete<'a>(rangees: impl Iterator<Item = &'a [String]> + Clone) -> usize {
    let meilleure = rangees
        .clone()
        .map(connues)
        .enumerate()
        .max_by_key(|(place, nombre)| (*nombre, std::cmp::Reverse(*place)));
    if let Some((place, 1..)) = meilleure {
        return place;
    }
    let remplies = |rangee: &[String]| rangee.iter().filter(|cellule| !cellule.is_empty()).count();
    rangees.map(remplies).position(|nombre| nombre > 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(rangees: &[&str]) -> Tableau {
        let mut lecture = EnLecture::default();
        for (numero, rangee) in (1..).zip(rangees) {
            lecture.recevoir(numero, rangee.split(';')).unwrap();
        }
        lecture.finir().unwrap()
    }

    #[test]
    fn the_header_is_found_below_what_stands_above_it() {
        let lu = lire(&["Export de mai", "", "Société;ACME;", "NIR;Nom;Prénom", "1;A;B"]);
        assert_eq!((lu.numero_entete(), lu.lignes()), (4, 1));
        assert_eq!(lu.rangees().next().unwrap().numero, 5);
        let au_dessus: Vec<_> = lu.au_dessus().iter().map(|(numero, _)| *numero).collect();
        assert_eq!(au_dessus, [1, 3]);
    }

    #[test]
    fn the_best_row_wins_and_of_equals_the_first() {
        // « Du » and « Au » are also names of people.
        assert_eq!(
            lire(&["Matricule;Patronyme;Prénom usuel", "1;DU;AN"]).numero_entete(),
            1
        );
        assert_eq!(lire(&["NIR;Nom", "NIR;Nom", "NIR;Nom;CSP"]).numero_entete(), 3);
        assert_eq!(lire(&["NIR;Nom", "NIR;Nom"]).numero_entete(), 1);
    }

    #[test]
    fn unknown_names_are_the_first_row_that_is_no_title() {
        assert_eq!(lire(&["Titre", "a;b", "1;2"]).numero_entete(), 2);
        assert_eq!(lire(&["a", "b", "c"]).numero_entete(), 1);
        assert_eq!(lire(&[]).numero_entete(), 0);
    }

    #[test]
    fn beyond_the_first_rows_no_header_is_looked_for() {
        let mut rangees = vec!["Titre"; RANGEES_AVANT_ENTETE];
        rangees.push("NIR;Nom;Prénom");
        assert_eq!(lire(&rangees).numero_entete(), 1);
        rangees.remove(0);
        assert_eq!(lire(&rangees).numero_entete(), 10);
    }
}
